"""A text to a colleague who wishes it: how many messages wait in the product, and nothing of what they say."""

from django.db.models import Max
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.core.phones import MOBILE

from .hours import when, wishes_of
from .models import Message, Text
from .sentences import Place, Reach, sentence
from .texts import text

KEY = "colleague"


def text_colleague(user, wishes, message_pk):
    """One text for all that waits; what comes before it has left goes with it."""
    if not (wishes.text and user.phone):
        return
    waiting = Text.objects.filter(sentence=KEY, to=user.pk, state=Text.State.QUEUED)
    if not waiting.exists():
        text(KEY, about=f"{KEY}:{message_pk}", to=user.pk, next_at=when(wishes, timezone.now()))


def _waiting(row):
    """How many came since the last text and were not read; None where they were."""
    before = Text.objects.filter(sentence=KEY, to=row.to, sent_at__isnull=False)
    last = before.exclude(pk=row.pk).aggregate(at=Max("sent_at"))["at"]
    unread = Message.objects.filter(user=row.to).unread()
    count = (unread.filter(created_at__gt=last) if last else unread).count()
    return {"count": str(count)} if count else None


def _reach(row):
    user = User.objects.filter(pk=row.to, is_active=True).first()
    if user is None or not wishes_of([user])[user.pk].text:
        return Reach(bar="本人不要短信")
    return Reach(user.phone) if MOBILE.fullmatch(user.phone) else Reach(bar="没有登记手机号")


sentence(
    KEY,
    "工作人员、承办人的短信提醒",
    "您有{条数}条新的办案提醒，请登录办案系统查看。",
    (Place("count", "条数", "3"),),
    values=_waiting,
    reach=_reach,
)
