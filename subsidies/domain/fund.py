"""Acts on a fund: money in, set aside, paid out, moved, taken back. Each writes one entry; `reference` names what is posted and is posted once.

`entry`: what every entry says beside its lines (`ledger.post`): by, at, memo, its day and who checked it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from cases.law.counting import forum
from cases.models import Case
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from stations.enums import FirmKind, HandlerKind
from stations.models import Firm, Handler
from subsidies.enums import EntryKind, Source
from subsidies.law import chart
from subsidies.law.calculation import FEN
from subsidies.models import Commitment, Fund

from .ledger import Move, money, opposite, post

PROJECT_LIMITS = {Source.LOTTERY: 10}  # percent of its cases, until the fund says otherwise
REVERSIBLE = (EntryKind.APPROPRIATION, EntryKind.EXPENSE, EntryKind.TRANSFER)
PERFORMER_OF = {
    HandlerKind.AGENCY: "agency",
    HandlerKind.LAWYER: "lawyer",
    HandlerKind.GRASSROOTS: "grassroots",
}


@dataclass(frozen=True)
class Charge:
    """One item of a payment: what one handler earned on one case. Below zero for a correction inside a larger payment.

    `matter` is the row of table 4 for a case that is older than this register.
    """

    amount: Decimal
    case: Case | None = None
    handler: Handler | None = None
    matter: str = ""


def open_fund(*, station, source, year, earmarks=(), purpose="", difficult_percent=None):
    """The fund of a source and year; a new one with these earmarks when there is none yet. `difficult_percent`: how many difficult cases and
    cases across the border it may pay; what is said here goes before what was said before.
    """
    if unknown := set(earmarks) - set(chart.EXPENSES):
        raise DomainError(f"没有这种支出：{'、'.join(sorted(unknown))}。", field="earmarks")

    fund, _ = Fund.objects.get_or_create(
        station=station,
        source=Source(source),
        year=year,
        defaults={
            "earmarks": list(earmarks),
            "purpose": purpose,
            "difficult_percent": PROJECT_LIMITS.get(source),
        },
    )
    if difficult_percent not in (None, fund.difficult_percent):
        fund.difficult_percent = difficult_percent
        fund.save(update_fields=["difficult_percent"])
    return fund


def post_appropriation(*, fund, line, amount, reference, **entry):
    """Money received under an appropriation paper: debit 可用资金, credit 拨款收入."""
    value = money(amount)
    moves = [
        Move(chart.AVAILABLE, fund, line, value),
        Move(chart.APPROPRIATED, fund, line, -value),
    ]
    return post(EntryKind.APPROPRIATION, moves, reference=f"appropriation:{reference}", **entry)


def reserve(*, fund, kind, amount, reference, memo, by, at):
    """Sets aside what an approved batch will pay: debit 已批待付, credit 可用资金. Returns the Commitment; the balance never goes below zero."""
    value, line = money(amount), _line_of(fund, kind)
    moves = [
        Move(chart.RESERVED, fund, line, value),
        Move(chart.AVAILABLE, fund, line, -value),
    ]
    with transaction.atomic():
        post(EntryKind.RESERVE, moves, by=by, at=at, memo=memo, reference=f"reserve:{reference}")
        return Commitment.objects.create(
            fund=fund, kind=kind, amount=value, reference=reference, memo=memo[:120], by=by, at=at
        )


def post_payment(
    *,
    fund,
    kind,
    amount,
    payee,
    reference,
    by,
    at,
    memo="",
    commitment=None,
    charges=(),
    on=None,
    checked_by=None,
):
    """A payment to a unit (司发通〔2019〕27号): debit the expense, credit what was set aside, or the balance when nothing was.

    `payee` is the Firm, or the name of a unit that is none. `charges` split the amount by case and handler and must add up to it.
    """
    value = money(amount)
    charges = list(charges) or [Charge(value)]
    add_up = sum(charge.amount for charge in charges) == value
    in_fen = all(charge.amount == charge.amount.quantize(FEN) for charge in charges)
    if not (add_up and in_fen):
        raise DomainError(f"明细合计与付款金额{yuan(value)}元不一致，没有记账。", field="amount")

    entry, account = EntryKind.EXPENSE, chart.AVAILABLE
    with transaction.atomic():
        if commitment:
            entry, account = EntryKind.PAYMENT, chart.RESERVED
            fund = _draw_down(commitment, kind, value)
            on = _within(fund, on, at)

        line = _line_of(fund, kind)
        moves = [_expense(fund, kind, line, payee, charge) for charge in charges]
        moves.append(Move(account, fund, line, -value))
        return post(
            entry,
            moves,
            by=by,
            at=at,
            on=on,
            memo=memo or f"付{payee}{chart.EXPENSES[kind].label}",
            reference=f"payment:{reference}",
            checked_by=checked_by,
        )


def post_offset(*, fund, kind, payee, charges, reference, at, on=None, **entry):
    """A unit whose corrections equal what it earned: no money moves, but each case's own account does."""
    line = _line_of(fund, kind)
    moves = [_expense(fund, kind, line, payee, charge) for charge in charges]
    on, reference = _within(fund, on, at), f"payment:{reference}"
    return post(EntryKind.PAYMENT, moves, at=at, on=on, reference=reference, **entry)


def post_refund(row, *, fund, **entry):
    """What a unit pays back of a calculation: debit 可用资金, the expense is taken back."""
    kind = row.expense
    line, charge = chart.EXPENSES[kind].line, Charge(-row.total, row.case, row.handler)
    moves = [
        _expense(fund, kind, line, row.firm, charge),
        Move(chart.AVAILABLE, fund, line, row.total),
    ]
    return post(EntryKind.REFUND, moves, reference=f"refund:{row.pk}", **entry)


def _within(fund, on, at):
    """What was paid last year and reported after its end is booked on the first day of the fund's year."""
    return max(on or timezone.localdate(at), date(fund.year, 1, 1))


def release(commitment, *, amount, reason, reference, by, at):
    """What will not be paid after all goes back to the balance: debit 可用资金, credit 已批待付."""
    value, line = money(amount), chart.EXPENSES[commitment.kind].line
    with transaction.atomic():
        locked = _lock(commitment)
        if value > locked.outstanding:
            raise DomainError(
                f"待付余额{yuan(locked.outstanding)}元，不能解除{yuan(value)}元。", field="amount"
            )
        locked.released += value
        locked.save(update_fields=["released"])

        moves = [
            Move(chart.AVAILABLE, locked.fund, line, value),
            Move(chart.RESERVED, locked.fund, line, -value),
        ]
        reference = f"release:{reference}"
        return post(EntryKind.RELEASE, moves, by=by, at=at, memo=reason, reference=reference)


def post_transfer(*, fund, line, to_line, amount, reference, **entry):
    """Moves a balance between two budget lines of one fund."""
    value = money(amount)
    if line == to_line:
        raise DomainError("调出和调入不能是同一科目。", field="to_line")

    moves = [
        Move(chart.AVAILABLE, fund, to_line, value),
        Move(chart.AVAILABLE, fund, line, -value),
    ]
    return post(EntryKind.TRANSFER, moves, reference=f"transfer:{reference}", **entry)


def reverse(entry, *, reason, by, at, checked_by=None):
    """Takes an appropriation, expense or transfer back by an entry with the opposite lines, once. What a batch paid is
    corrected by a negative row of a later batch, so that the case's own account stays true.
    """
    if entry.kind == EntryKind.PAYMENT:
        raise DomainError("批次发放的补贴请在以后的批次中列冲减行更正，或者登记单位退款。")
    if entry.kind not in REVERSIBLE:
        raise DomainError(f"“{entry.get_kind_display()}”不能冲正。")

    lines = entry.lines.select_related("fund", "firm", "handler", "station").order_by("id")
    return post(
        EntryKind.REVERSAL,
        [opposite(line) for line in lines],
        by=by,
        at=at,
        memo=f"冲正{entry}：{reason}",
        reference=f"reversal:{entry.pk}",
        checked_by=checked_by,
        reversal_of=entry,
    )


def _line_of(fund, kind):
    """The budget line an expense kind is paid from, if the fund's earmark allows the kind."""
    expense = chart.EXPENSES[kind]
    if not fund.may_pay(kind):
        uses = "、".join(fund.earmark_labels)
        raise DomainError(f"{fund}限定用于{uses}，不能支付“{expense.label}”。", field="fund")
    return expense.line


def _lock(commitment):
    """The commitment as it stands now; the year's end may have carried it into the next year's fund."""
    rows = Commitment.objects.select_for_update(of=("self",))
    return rows.select_related("fund").get(pk=commitment.pk)


def _draw_down(commitment, kind, value):
    """Takes a payment off the commitment and returns the fund it is paid from."""
    locked = _lock(commitment)
    if kind != locked.kind:
        raise DomainError("支出种类与批准的不一致，没有记账。")
    if value > locked.outstanding:
        raise DomainError(
            f"这一批待付余额{yuan(locked.outstanding)}元，不能付{yuan(value)}元。", field="amount"
        )

    locked.paid += value
    locked.save(update_fields=["paid"])
    return locked.fund


def _expense(fund, kind, line, payee, charge):
    case, handler, matter = charge.case, charge.handler, charge.matter
    if case:
        matter = chart.matter_of(case.kind, forum(case.mode, case.stage))

    return Move(
        kind,
        fund,
        line,
        charge.amount,
        payee=str(payee)[:80],
        firm=payee if isinstance(payee, Firm) else None,
        handler=handler,
        station=case.station if case else None,
        case_id=case.pk if case else None,
        performer=_performer(handler) if handler else "",
        matter=matter,
    )


def _performer(handler):
    """The row of table 4 (6-10): a social organisation's people count as such whatever their licence."""
    if handler.kind == HandlerKind.VOLUNTEER:
        return "volunteer"
    return "organisation" if handler.firm.kind == FirmKind.NGO else PERFORMER_OF[handler.kind]
