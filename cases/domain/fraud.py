"""Aid obtained by deceit goes to the bureau, which alone may order its cost paid and a fine (Law art. 64); no money comes through here."""

from dataclasses import dataclass
from decimal import Decimal

from cases.enums import State
from cases.law.termination import BY_CODE, FRAUD
from cases.models import FraudReferral, Termination
from cases.workflow import CASE
from cases.workflow.termination import TERMINABLE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan

from .assignment import in_order

MOST = Decimal(3000)
UNFOUND = "移送的是以欺骗或者其他不正当手段获得法律援助的：请先以第一项提出终止；结案材料审查通过以后发现的，直接移送。"


@CASE.step("refer_fraud")
def refer_fraud(case, *, by, at, account, cost):
    """The facts, and what the aid given so far has cost. While aid may still end for it, that comes first."""
    at_work = case.state in TERMINABLE | {State.TERMINATING} and not case.terminated
    if at_work and not found(case):
        raise DomainError(UNFOUND)
    if case.fraud_referrals.filter(answered_on=None).exists():
        raise DomainError("已经移送，正在等司法局处理。")
    if len(account.strip()) < 4:
        raise DomainError("请写明事实和证据（不少于4个字）。", field="account")
    if cost < 0:
        raise DomainError("金额不能为负数。", field="cost")
    return FraudReferral.objects.create(case=case, account=account.strip(), cost=cost, by=by, at=at)


def found(case):
    """Whether it was proposed or decided that aid ends because it was obtained by deceit."""
    ends = (Termination.End.DECIDED, "")
    rows = case.terminations.filter(end__in=ends).values_list("occasion", flat=True)
    return any(BY_CODE[code].item == FRAUD for code in rows)


@dataclass(frozen=True)
class Answered:
    """What the history says of the bureau's answer."""

    told: str


@CASE.step("record_fraud_answer")
def record_fraud_answer(case, *, by, at, answered_on, answer, number="", ordered=None, fine=None):
    """What the bureau decided, on the last referral; registered again, it is a correction, and the earlier one stays in the history."""
    row = case.fraud_referrals.last()
    if row is None:
        raise DomainError("此案没有移送过司法局。")
    in_order(row.at, answered_on, at, "答复日期", "answered_on")
    if (ordered or fine) and not number.strip():
        raise DomainError("责令支付费用或者罚款的，请填写决定文号。", field="number")
    if ordered is not None and ordered < 0:
        raise DomainError("金额不能为负数。", field="ordered")
    if fine is not None and not 0 <= fine <= MOST:
        raise DomainError("罚款不超过三千元（法律援助法第六十四条），请核对。", field="fine")

    row.answered_on, row.number, row.answer = answered_on, number.strip(), answer.strip()
    row.ordered, row.fine = ordered, fine
    row.save()
    return Answered(in_words(row))


def in_words(row):
    parts = [
        f"责令支付已实施法律援助的费用{yuan(row.ordered)}元" if row.ordered else "",
        f"罚款{yuan(row.fine)}元" if row.fine else "",
    ]
    return "，".join(filter(None, parts)) or "没有责令支付费用，没有罚款"
