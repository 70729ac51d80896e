"""The recipient is told what he need not pay, it is asked for with a letter, and what came of it is kept (Law art. 53)."""

from dataclasses import dataclass

from django.utils import timezone

from cases.law import relief as law
from cases.models import Relief
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day

LATER = "日期不能晚于今天。"


@dataclass(frozen=True)
class Told:
    what: str


@CASE.step("tell_relief")
def tell_relief(case, *, by, at, kinds, told_on, told_how):
    """What may be asked for; whatever was told before stands."""
    if told_on > timezone.localdate(at):
        raise DomainError(LATER, field="told_on")
    known = set(open_reliefs(case).values_list("kind", flat=True))
    names = dict(law.KINDS)
    if again := [names[kind] for kind in kinds if kind in known]:
        raise DomainError(f"{'、'.join(again)}已经告知过，结果还没有登记。", field="kinds")

    rows = [Relief(case=case, kind=k, told_on=told_on, told_how=told_how, by=by) for k in kinds]
    Relief.objects.bulk_create(rows)
    return Told("、".join(names[kind] for kind in kinds))


def open_reliefs(case):
    return case.reliefs.filter(answered_on=None)


@CASE.step("ask_relief")
def ask_relief(case, *, by, at, relief, asked_on, organ, form="", grounds=(), note=""):
    """Asked for with a letter that says that the recipient is aided; asked again, of another organ or in another form, the last counts."""
    row = _own(case, relief)
    if row.answered_on:
        raise DomainError("这一项的结果已经登记。", field="relief")
    if asked_on > timezone.localdate(at):
        raise DomainError(LATER, field="asked_on")
    if asked_on < row.told_on:
        raise DomainError(f"不能早于告知日期（{day(row.told_on)}）。", field="asked_on")
    if row.kind != law.AID and not form:
        raise DomainError("请选择缓交、减交或者免交。", field="form")
    if wrong := law.unfitting(row.kind, form, grounds):
        raise DomainError(wrong, field="grounds")

    row.asked_on, row.organ, row.note = asked_on, organ, note
    row.form = "" if row.kind == law.AID else form
    row.grounds = list(grounds) if row.kind == law.COURT_FEE else []
    row.save()
    return row


@CASE.step("answer_relief")
def answer_relief(case, *, by, at, relief, answered_on, result, amount=None, note=""):
    """What was decided, and the sum spared or paid; said again with a reason, the later word counts."""
    row = _own(case, relief)
    if answered_on > timezone.localdate(at):
        raise DomainError(LATER, field="answered_on")
    if row.asked_on and answered_on < row.asked_on:
        raise DomainError(f"不能早于申请日期（{day(row.asked_on)}）。", field="answered_on")
    if (row.answered_on or result == law.MISTAKEN) and len(note.strip()) < 4:
        raise DomainError("更正结果、登记有误的，请写明原因（不少于4个字）。", field="note")
    if result in (law.GRANTED, law.PARTLY):
        _check_granted(row, amount)
    else:
        amount = None

    row.answered_on, row.result, row.amount, row.note = answered_on, result, amount, note
    row.save()
    return row


def _check_granted(row, amount):
    if row.asked_on is None:
        raise DomainError("还没有登记申请。", field="relief")
    if row.form == law.DEFER:
        if amount:
            raise DomainError("缓交的以后仍须交纳，不算减免，金额请不填。", field="amount")
    elif amount is None or amount <= 0:
        raise DomainError("请填写减免（救助）的金额。", field="amount")


def _own(case, relief):
    """Held until the end: two who answer at once find each other."""
    return Relief.objects.select_for_update().get(case=case, pk=relief.pk)
