"""A draft not sent is recalled once, by a text to the phone in it, where its owner wanted that and safe contact allows it."""

from datetime import timedelta

from django.utils import timezone

from legalaid.platform.core.safety import Safe, Way
from legalaid.platform.core.words import day
from legalaid.platform.notifications.sentences import Place, Reach, sentence
from legalaid.platform.notifications.texts import text
from legalaid.platform.procedure.deadlines import rule_for

from ..enums import SeenBy
from ..models import Draft
from ..periods import DRAFT_REMINDER

KEY = "draft_reminder"


def _draft(row):
    return Draft.objects.filter(pk=row.row).first()


def _values(row):
    draft = _draft(row)
    return {"day": day(draft.expires_on)} if draft else None


def _reach(row):
    draft = _draft(row)
    return Reach(number_of(draft)) if draft else Reach(bar="已经提交或者删除")


def number_of(draft):
    """The number that may be texted, or "": never where somebody else may read it, or texts are forbidden."""
    guarded = draft.first("safe") == Safe.STATED
    forbidden = Way.TEXT in draft.said.get("forbidden", [])
    others = draft.seen_by == SeenBy.OTHERS and not (guarded and draft.first("safe_phone"))
    if forbidden or others:
        return ""
    return draft.first("safe_phone") if guarded else draft.first("phone")


sentence(
    KEY,
    "网上申请没有提交的提醒",
    "您在网上填写的法律援助申请还没有提交，{日期}以后删除。请凭查询码继续填写。",
    (Place("day", "日期", "12月31日", required=True),),
    _values,
    _reach,
)


def remind(now=None):
    """Texts whoever asked for it, once. Returns how many."""
    now = now or timezone.now()
    today, count = timezone.localdate(now), 0
    until = today + timedelta(days=rule_for(DRAFT_REMINDER.key, today).limit)
    rows = Draft.objects.filter(remind=True, reminded_at=None, expires_on__range=(today, until))
    for draft in rows:
        if not number_of(draft):
            continue
        count += text(KEY, about=f"draft:{draft.pk}", to=draft.pk, row=draft.pk, now=now)
        Draft.objects.filter(pk=draft.pk).update(reminded_at=now)
    return count
