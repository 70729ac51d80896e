"""The pool of experts: appointed from a day to a day; a term ends before its time with a reason."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.domain.written import reasoned
from cases.quality.models import Expert
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError

from .term import check_term

verb("expert.appointed", "聘任{who}为评估专家：{term}", data=("who", "term"))
verb(
    "expert.ended",
    "{who}的评估专家聘期至{to_on}止：{reason}",
    data=("who", "to_on"),
    personal=("reason",),
)

TWICE = "{name}在这段时间已经是评估专家（{term}）。"


def appoint(*, by, station, user, from_on, to_on=None, kind="", note="", at=None):
    """A term; two of one person do not overlap."""
    if to_on:
        check_term(from_on, to_on)
    if not user.is_active or not user.may("reviews.score"):
        raise DomainError("此人的账号不能评分，请选择承办人、审查人员或者监督员。", field="user")

    with transaction.atomic():
        type(user).objects.select_for_update().get(pk=user.pk)
        until = Q(from_on__lte=to_on) if to_on else Q()
        there = Expert.objects.filter(until, Q(to_on=None) | Q(to_on__gte=from_on), user=user)
        if other := there.first():
            raise DomainError(TWICE.format(name=user, term=other.term), field="from_on")

        term = {"from_on": from_on, "to_on": to_on, "kind": kind, "note": note}
        at = at or timezone.now()
        row = Expert.objects.create(station=station, user=user, by=by, at=at, **term)
        _event("appointed", row, by, who=user.name, term=row.term)
    return row


def end_term(expert, *, by, to_on, reason):
    """Ill, moved away, or named by mistake; sheets already given stay to be settled one by one."""
    reasoned(reason)
    with transaction.atomic():
        row = Expert.objects.select_for_update().get(pk=expert.pk)
        if row.to_on and to_on > row.to_on:
            raise DomainError("提前结束的日期不能晚于原聘期。", field="to_on")
        if to_on < row.from_on:
            raise DomainError("不能早于聘期的第一天；登记错误的，填聘期第一天。", field="to_on")
        row.to_on = to_on
        row.save(update_fields=["to_on"])
        _event("ended", row, by, who=row.user.name, to_on=to_on.isoformat(), reason=reason.strip())
    return row


def _event(key, row, by, **data):
    record(f"expert.{key}", by=by, workflow="expert", subject_id=row.pk, **data)
