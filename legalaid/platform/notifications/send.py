"""Telling people things: once per key, and mailed at most once."""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.core.office import office
from legalaid.platform.jobs.queue import enqueue_once, job

from .models import Delivery, Message

ATTEMPTS = 5
AT_ONCE = 25  # however slow the server, done before the job counts as dead
POST = "send_mail"
LOST = timedelta(minutes=10)
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)  # the mail server said no: it has not sent
log = logging.getLogger(__name__)


def notify(user, *, key, kind, text, url="", to=""):
    """The new Message, or None when this key was told before. Mail goes out on commit to those who have an address, or to `to`."""
    if Message.objects.filter(key=key).exists():
        return None

    try:
        with transaction.atomic():
            message = Message.objects.create(user=user, key=key, kind=kind, text=text, url=url)
    except IntegrityError:
        return None

    if to or (user.email and user.is_active):
        Delivery.objects.create(message=message, to=to)
        enqueue_once(POST)

    return message


def notify_all(users, *, about, kind, text, url=""):
    """Tells each of `users` once what is known under the key `about`; as `notify`, in two queries for all of them."""
    rows = [
        Message(user=user, key=f"{about}:{user.pk}", kind=kind, text=text, url=url)
        for user in users
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    mailed = [row.key for row in rows if row.user.email and row.user.is_active]
    untold = Message.objects.filter(key__in=mailed, delivery=None).values_list("pk", flat=True)
    letters = [Delivery(message_id=pk) for pk in untold]
    if Delivery.objects.bulk_create(letters, ignore_conflicts=True):
        enqueue_once(POST)


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
    claimed = Delivery.objects.filter(pk=pk, state=Delivery.State.QUEUED, next_at__lte=now).update(
        state=Delivery.State.SENDING, claimed_at=now
    )
    if not claimed:
        return False

    delivery = Delivery.objects.select_related("message__user").get(pk=pk)
    message = delivery.message
    subject, to = f"【{office()['center']}】办案提醒", [delivery.to or message.user.email]
    try:
        EmailMessage(subject, message.text, None, to, connection=server).send()
    except REFUSED as error:
        _refused(delivery, error, now)
        return False
    except OSError as error:  # it may have been taken
        _ended(delivery, Delivery.State.UNKNOWN, error=type(error).__name__)
        raise

    _ended(delivery, Delivery.State.SENT, sent_at=timezone.now())
    return True


def _refused(delivery, error, now):
    last = delivery.attempts + 1 >= ATTEMPTS
    _ended(
        delivery,
        Delivery.State.FAILED if last else Delivery.State.QUEUED,
        next_at=now + timedelta(minutes=2 ** (delivery.attempts + 1)),
        error=type(error).__name__,
    )


def _ended(delivery, state, **fields):
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, attempts=delivery.attempts + 1, **fields
    )
