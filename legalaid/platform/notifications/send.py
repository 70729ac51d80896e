"""Telling people things: once per key, and mailed at most once."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.jobs.hints import hint

from .models import Delivery, Message

ATTEMPTS = 5
DELIVER = "legalaid.platform.notifications.tasks.deliver_mail"
LOST = timedelta(minutes=10)


def notify(user, *, key, kind, text, url=""):
    """The new Message, or None when this key was told before. Mail goes out on commit to those who have an address."""
    if Message.objects.filter(key=key).exists():
        return None

    try:
        with transaction.atomic():
            message = Message.objects.create(user=user, key=key, kind=kind, text=text, url=url)
    except IntegrityError:
        return None

    if user.email and user.is_active:
        delivery = Delivery.objects.create(message=message)
        transaction.on_commit(lambda: hint(DELIVER, delivery.pk))

    return message


def notify_all(users, *, about, kind, text, url=""):
    """Tells each of `users` once what is known under the key `about`; as `notify`, in two queries for all of them."""
    rows = [
        Message(user=user, key=f"{about}:{user.pk}", kind=kind, text=text, url=url)
        for user in users
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    if mailed := [row.key for row in rows if row.user.email and row.user.is_active]:
        for pk in Message.objects.filter(key__in=mailed, delivery=None).values_list(
            "pk", flat=True
        ):
            delivery, new = Delivery.objects.get_or_create(message_id=pk)
            if new:
                transaction.on_commit(partial(hint, DELIVER, delivery.pk))


def deliver(pk, now=None):
    """Sends one mail. The claim is committed before sending; what dies in between becomes `unknown`, never a second mail."""
    now = now or timezone.now()
    claimed = Delivery.objects.filter(pk=pk, state=Delivery.State.QUEUED, next_at__lte=now).update(
        state=Delivery.State.SENDING, claimed_at=now
    )
    if not claimed:
        return False

    delivery = Delivery.objects.select_related("message__user").get(pk=pk)
    message = delivery.message
    attempts = delivery.attempts + 1

    try:
        EmailMessage(
            f"【{settings.OFFICE['center']}】办案提醒", message.text, None, [message.user.email]
        ).send()
    except OSError as error:
        state = Delivery.State.FAILED if attempts >= ATTEMPTS else Delivery.State.QUEUED
        wait = timedelta(minutes=2**attempts)
        Delivery.objects.filter(pk=pk).update(
            state=state, attempts=attempts, next_at=now + wait, error=type(error).__name__
        )
        return False

    Delivery.objects.filter(pk=pk).update(
        state=Delivery.State.SENT, attempts=attempts, sent_at=timezone.now()
    )
    return True


def sweep(now=None):
    """Marks lost sendings `unknown` and sends what waits. Returns (lost, ids sent)."""
    now = now or timezone.now()
    lost = Delivery.objects.filter(state=Delivery.State.SENDING, claimed_at__lt=now - LOST).update(
        state=Delivery.State.UNKNOWN
    )
    waiting = list(
        Delivery.objects.filter(state=Delivery.State.QUEUED, next_at__lte=now).values_list(
            "pk", flat=True
        )[:500]
    )

    return lost, [pk for pk in waiting if deliver(pk, now)]
