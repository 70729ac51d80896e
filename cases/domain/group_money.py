"""What each of several recipients won, and what of it reached them; also after the file is sealed, which stays as it was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from cases.models import GroupMember, RecipientPayment
from cases.queries.group import paid_by, won_together
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan

from .assignment import in_order
from .members import because, members_of, needs_reason

MORE = "逐人取得金额合计{sum}元，多于本案登记的{won}元，请核对。"
TOO_MUCH = "{name}取得{won}元，已给付{paid}元，再给付{amount}元就多了，请核对。"
AGAIN = "{name}{day}已经登记过给付{amount}元。同一天确实给付两次的，请合并成一笔。"
SEALED = "卷宗已经归档，补记的请写明理由（不少于4个字）。"


@dataclass(frozen=True)
class Money:
    count: int = 0
    amount: Decimal = Decimal(0)
    what: str = ""
    why: str = ""
    who: str = ""
    paid_on: date | None = None


@CASE.step("set_won")
def set_won(case, *, by, at, amounts, reason=""):
    """What of the amount won is whose. `amounts`: {key of a member: sum, None for nothing known}; who is not named keeps what stands."""
    members = {one.pk: one for one in members_of(case, amounts)}
    changed = [one for pk, one in members.items() if one.won != amounts[pk]]
    if not changed:
        raise DomainError("没有改动任何一项。")
    if any(one.won is not None for one in changed):
        needs_reason(reason)
    _after_sealing(case, reason)

    paid = paid_by(changed)
    for one in changed:
        if said := why_not_won(one, amounts[one.pk], paid.get(one.pk, ())):
            raise DomainError(said)
        one.won = amounts[one.pk]
    GroupMember.objects.bulk_update(changed, ["won"])
    check_together(case, case.amount_won)
    return Money(len(changed), what=_told(changed, amounts), why=because(reason))


def why_not_won(member, amount, paid):
    """Why this cannot be what the person won; "" where it can. `paid`: [(day, sum)] of what was paid and stands."""
    if member.granted is False:
        return f"{member}未获援助，没有取得金额。"
    together = sum(sum for _, sum in paid)
    if together and (amount or 0) < together:
        return f"{member}已给付{yuan(together)}元，取得金额不能更少。"
    return ""


def check_together(case, won):
    """What each won is not more than what the case won, once that is known. Raises DomainError."""
    together = won_together(case)
    if won is not None and together > won:
        said = MORE.format(sum=yuan(together), won=yuan(won))
        raise DomainError(said, field="amount_won")


@CASE.step("pay_members")
def pay_members(case, *, by, at, paid_on, amounts, note="", reason=""):
    """What reached whom on that day. `amounts`: {key of a member: sum}; `reason`: why it is registered after the file was sealed."""
    members = members_of(case, amounts)
    in_order(case.received_at, paid_on, at, "给付日期", "paid_on")
    _after_sealing(case, reason)
    paid = paid_by(members)
    for one in members:
        if said := why_not_paid(one, amounts[one.pk], paid_on, paid.get(one.pk, ())):
            raise DomainError(said)

    late = reason.strip() if case.sealed else ""
    made = {"paid_on": paid_on, "note": note, "late_reason": late, "by": by, "at": at}
    RecipientPayment.objects.bulk_create(
        RecipientPayment(member=one, amount=amounts[one.pk], **made) for one in members
    )
    together = sum(amounts.values())
    return Money(len(members), together, what=_told(members, amounts), why=because(late))


def why_not_paid(member, amount, paid_on, paid):
    """Why this cannot have been paid to the person; "" where it can. `paid` as of `why_not_won`."""
    if amount <= 0:
        return f"给付{member}的金额应大于0。"
    if member.won is None:
        return f"{member}还没有登记取得金额，请先办理“逐人登记取得金额”。"
    if (paid_on, amount) in paid:
        day = f"{paid_on.month}月{paid_on.day}日"
        return AGAIN.format(name=member, day=day, amount=yuan(amount))

    before = sum(sum for _, sum in paid)
    if before + amount > member.won:
        told = {"won": yuan(member.won), "paid": yuan(before), "amount": yuan(amount)}
        return TOO_MUCH.format(name=member, **told)
    return ""


@CASE.step("void_payment")
def void_payment(case, *, by, at, payment, reason):
    """It was registered wrongly; the row stays with the reason."""
    row = RecipientPayment.objects.filter(member__case=case, voided_at=None, pk=payment).first()
    if row is None:
        raise DomainError("没有这一笔给付，或者已经作废。", field="payment")
    needs_reason(reason)

    row.void_reason, row.voided_by, row.voided_at = reason.strip(), by, timezone.localtime(at)
    row.save()
    return Money(amount=row.amount, who=str(row.member), paid_on=row.paid_on)


def _after_sealing(case, reason):
    """What is sealed stays as it is; what is added to the register beside it says why."""
    if case.sealed and len(reason.strip()) < 4:
        raise DomainError(SEALED, field="reason")


def _told(members, amounts):
    return "、".join(f"{one}{_sum(amounts[one.pk])}" for one in members)


def _sum(amount):
    return "未填" if amount is None else f"{yuan(amount)}元"
