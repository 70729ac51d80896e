"""A supplement that did not come: somebody looks for it before the application counts as withdrawn, and what came in time brings it back."""

from datetime import datetime, time

from django.utils import timezone

from cases import periods
from cases.queries.serving import service_of
from cases.workflow import CASE
from cases.workflow.application import EXAMINING
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.procedure import deadlines

from .eligibility import reassess

NOT_TOLD = "没有登记补正通知书在期限以内送达：先登记送达；已经当面、打电话告知的，写明何时、怎样告知的。没有告知到的，不能视为撤回。"
SHORTEST = 4
LOOKED = ("窗口和工作站", "邮寄的信件、快递", "网上、短信、微信")
MANNERS = ("当面交到本中心", "当面交到工作站", "邮寄", "网上提交")
NOON = time(12)


@CASE.step("deem_withdrawn")
def deem_withdrawn(case, *, by, at, looked, note, told=""):
    """Unanswered by its last day, which is never a rest day, and found nowhere: the application counts as withdrawn (Law art. 43(2)), of
    somebody who was told what to supply.

    `looked`: all of LOOKED; `told`: how the person was told, where no receipt of the notice in time is on record. Returns the notice
    that was not answered.
    """
    clock = case.deadlines.open().filter(rule=periods.SUPPLEMENT.key).last()
    if clock is None or at <= clock.due_at:
        raise DomainError("补正期限尚未届满。")
    if clock.provisional:
        raise DomainError("补正期限暂定，导入该年工作日历后才能认定逾期。")
    if left := [place for place in LOOKED if place not in looked]:
        raise DomainError(f"还没有查{'、'.join(left)}，查过才能认定视为撤回。", field="looked")
    if not was_told(case, clock) and len(told.strip()) < SHORTEST:
        raise DomainError(NOT_TOLD, field="told")
    return case.supplements.filter(answered_at=None).last()


def was_told(case, clock):
    """Whether the notice is on record as received before its last day was over."""
    row = service_of(case, "supplement_notice")
    return bool(row and row.received_on and row.received_on <= timezone.localdate(clock.due_at))


@CASE.step("restore")
def restore(case, *, by, at, items, manner, handed_in_on, came_on, reason):
    """The supplement had been handed in or posted in time: the examination runs on from the day on which it came. `items`: titles."""
    clock = case.deadlines.filter(rule=periods.SUPPLEMENT.key).last()
    _check_days(clock, handed_in_on, came_on, at)

    came_at = timezone.make_aware(datetime.combine(came_on, NOON))
    came_at = min(at, max(came_at, clock.started_at))
    for key in EXAMINING:
        deadlines.revive("case", case.pk, key, case.changed_at)
        deadlines.resume("case", case.pk, key, came_at)

    _keep(case, clock, handed_in_on)

    case.supplements.filter(answered_at=None).update(answered_at=came_at)
    case.materials.filter(title__in=items).update(received_on=came_on, owed_by=None)
    reassess(case)


def _keep(case, clock, handed_in_on):
    """The period that seemed to run out was kept after all."""
    handed_in = timezone.make_aware(datetime.combine(handed_in_on, NOON))
    deadlines.revive("case", case.pk, periods.SUPPLEMENT.key, case.changed_at)
    deadlines.stop("case", case.pk, periods.SUPPLEMENT.key, max(handed_in, clock.started_at))


def _check_days(clock, handed_in_on, came_on, at):
    last = timezone.localdate(clock.due_at)
    if handed_in_on > last:
        raise DomainError(
            f"补正期限于{day(last)}届满，以后才交出的不能恢复，可以重新申请。", field="handed_in_on"
        )
    if handed_in_on < timezone.localdate(clock.started_at):
        raise DomainError("交出日期不能早于通知补正的日期。", field="handed_in_on")
    if came_on < handed_in_on:
        raise DomainError("到达日期不能早于交出日期。", field="came_on")
    if came_on > timezone.localdate(at):
        raise DomainError("到达日期不能晚于今天。", field="came_on")
