"""The secret address of a calendar: made, renewed, stopped by its owner, and ended with the password."""

import secrets
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cases.models import Feed
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb

SIGNER = signing.Signer(salt="cases.calendar")  # without the time: the address stays as it is
NOTED = timedelta(minutes=10)  # a telephone asks often; when it last did is kept no finer

verb("calendar.feed_made", "生成日历订阅地址")
verb("calendar.feed_stopped", "停用日历订阅地址")


def subscribe(user):
    """A new address; the one until now ends."""
    now = timezone.now()
    made = {
        "key": secrets.token_urlsafe(16),
        "of_password": _of(user),
        "made_at": now,
        "used_at": None,
    }
    Feed.objects.update_or_create(user=user, defaults=made)
    record("calendar.feed_made", by=user)


def stop(user):
    if Feed.objects.filter(user=user).delete()[0]:
        record("calendar.feed_stopped", by=user)


def feed_of(user):
    """The address that holds now, or None."""
    feed = Feed.objects.filter(user=user).first()
    return feed if feed and _holds(feed, user) else None


def token_of(feed):
    return SIGNER.sign_object([feed.user_id, feed.key])


def read_by(token):
    """Whose calendar this is, or None; when it was read is kept."""
    try:
        pk, key = SIGNER.unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None

    feed = Feed.objects.select_related("user").filter(user_id=pk, user__is_active=True).first()
    if not (feed and constant_time_compare(feed.key, key) and _holds(feed, feed.user)):
        return None

    now = timezone.now()
    if feed.used_at is None or now - feed.used_at > NOTED:
        Feed.objects.filter(pk=feed.pk).update(used_at=now)
    return feed.user


def _of(user):
    return user.get_session_auth_hash()


def _holds(feed, user):
    return constant_time_compare(feed.of_password, _of(user))
