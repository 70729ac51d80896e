"""Telling people things: once per key, and mailed at most once; beside the product as they wish."""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from legalaid.platform.core.office import office
from legalaid.platform.jobs.queue import enqueue_once, job

from .colleague import text_colleague
from .hours import when, wishes_of
from .models import Delivery, Message

ATTEMPTS = 5
AT_ONCE = 25  # however slow the server, done before the job counts as dead
POST, ACCOUNT = "send_mail", "account"
LONGEST = Message._meta.get_field(
    "text"
).max_length  # the centre words what is told, and names are long
LOST = timedelta(minutes=10)
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)  # the mail server said no: it has not sent
log = logging.getLogger(__name__)


def notify(user, *, key, kind, text, url="", to=""):
    """The new Message, or None when this key was told before. Mail goes out on commit to those who have an address, or to `to`."""
    if Message.objects.filter(key=key).exists():
        return None

    said = {"kind": kind, "text": text[:LONGEST], "url": url}
    try:
        with transaction.atomic():
            message = Message.objects.create(user=user, key=key, **said)
    except IntegrityError:
        return None

    if to:
        Delivery.objects.create(message=message, to=to)
        enqueue_once(POST)
    elif user.is_active and (user.email or user.phone):
        wishes = wishes_of([user])[user.pk]
        if user.email and (wishes.mail or kind == ACCOUNT):
            Delivery.objects.create(message=message, **_as_wished(wishes, kind))
            enqueue_once(POST)
        text_colleague(user, wishes, message.pk)

    return message


def notify_all(users, *, about, kind, text, url=""):
    """Tells each of `users` once what is known under the key `about`; as `notify`, in a few queries for all of them."""
    said = {"kind": kind, "text": text[:LONGEST], "url": url}
    rows = [Message(user=user, key=f"{about}:{user.pk}", **said) for user in users]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    beside = {
        row.key: row.user
        for row in rows
        if row.user.is_active and (row.user.email or row.user.phone)
    }
    untold = Message.objects.filter(key__in=beside, delivery=None).values_list("pk", "key")
    wishes = wishes_of(beside.values()) if beside else {}

    letters = []
    for pk, key in untold:
        user = beside[key]
        if user.email and wishes[user.pk].mail:
            letters.append(Delivery(message_id=pk, **_as_wished(wishes[user.pk], kind)))
        text_colleague(user, wishes[user.pk], pk)
    if Delivery.objects.bulk_create(letters, ignore_conflicts=True):
        enqueue_once(POST)


def take_back(about):
    """What was told under this key holds no longer: it is news to nobody, leads nowhere, and a mail of it that waits stays here."""
    rows = Message.objects.filter(key__startswith=f"{about}:")
    Delivery.objects.filter(message__in=rows, state=Delivery.State.QUEUED).delete()
    rows.update(url="")
    rows.unread().update(read_at=timezone.now())


def _as_wished(wishes, kind):
    """What concerns one's account does not wait."""
    if kind == ACCOUNT:
        return {}
    return {"next_at": when(wishes, timezone.now()), "together": bool(wishes.daily_at)}


@job(POST, "发送邮件")
def send_mail(job):
    send_on()


def send_on():
    """Sends what waits; what is too much for once goes on as a job."""
    _, sent = sweep()
    if len(sent) == AT_ONCE:
        enqueue_once(POST)


def sweep(now=None):
    """Marks lost sendings `unknown` and sends what waits, by one connection. Returns (lost, ids sent)."""
    now = now or timezone.now()
    lost = Delivery.objects.filter(state=Delivery.State.SENDING, claimed_at__lt=now - LOST).update(
        state=Delivery.State.UNKNOWN
    )
    return lost, list(_send_waiting(now))


def _send_waiting(now):
    """A mail server that is away keeps what waits waiting; one that falls silent in the middle is left alone until the next time."""
    due = Delivery.objects.filter(state=Delivery.State.QUEUED, next_at__lte=now)
    waiting = list(due.order_by("next_at").values_list("pk", flat=True)[:AT_ONCE])
    server = get_connection()

    try:
        if waiting:
            server.open()
        for pk in waiting:
            if _deliver(pk, server, now):
                yield pk
    except OSError as error:
        log.warning("mail server away: %s", type(error).__name__)
    finally:
        _close(server)


def _close(server):
    with suppress(OSError):
        server.close()


def _deliver(pk, server, now):
    """Sends one mail. The claim is committed before sending; what dies in between becomes `unknown`, never a second mail."""
    deliveries = _claim(pk, now)
    if not deliveries:
        return False

    first = deliveries[0]
    subject, to = f"【{office()['center']}】办案提醒", [first.to or first.message.user.email]
    words = "\n".join(row.message.text for row in deliveries)
    try:
        EmailMessage(subject, words, None, to, connection=server).send()
    except REFUSED as error:
        _refused(deliveries, error, now)
        return False
    except OSError as error:  # it may have been taken
        _ended(deliveries, Delivery.State.UNKNOWN, error=type(error).__name__)
        raise

    _ended(deliveries, Delivery.State.SENT, sent_at=timezone.now())
    return True


def _claim(pk, now):
    """What goes in this mail: one message, or all that wait together for the person. Empty where it is taken already."""
    waiting = Delivery.objects.filter(state=Delivery.State.QUEUED, next_at__lte=now)
    taken = {"state": Delivery.State.SENDING, "claimed_at": now}
    if not waiting.filter(pk=pk).update(**taken):
        return []

    first = Delivery.objects.select_related("message__user").get(pk=pk)
    if not first.together:
        return [first]
    same = Delivery.objects.filter(message__user=first.message.user, together=True)
    waiting.filter(pk__in=same.values("pk")).update(**taken)
    return list(same.filter(**taken).select_related("message__user").order_by("pk"))


def _refused(deliveries, error, now):
    attempts = deliveries[0].attempts + 1
    _ended(
        deliveries,
        Delivery.State.FAILED if attempts >= ATTEMPTS else Delivery.State.QUEUED,
        next_at=now + timedelta(minutes=2**attempts),
        error=type(error).__name__,
    )


def _ended(deliveries, state, **fields):
    Delivery.objects.filter(pk__in=[row.pk for row in deliveries]).update(
        state=state, attempts=F("attempts") + 1, **fields
    )
