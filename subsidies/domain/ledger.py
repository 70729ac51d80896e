"""Writing into the ledger: one entry of balanced lines, the balances it moves and the month totals, in one transaction.

Postings of a year follow one another, because each takes the year's next voucher number first: two people can neither
spend the same balance nor wait for each other in a circle.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from legalaid.platform.core.numbering import next_number
from stations.models import Firm, Handler, Station
from subsidies.law import chart
from subsidies.law.calculation import FEN, ZERO
from subsidies.models import Allotment, Entry, EntryLine, Fund, MonthTotal, YearEnd, YearTotal
from subsidies.models.ledger import CLASS, PLACES, TOTALLED_BY

verb("ledger.export", "导出经费账册{count}行", data=("count", "query"))
LARGEST_AMOUNT = Decimal("99999999999.99")
BALANCES = (chart.AVAILABLE, chart.RESERVED)


@dataclass(frozen=True)
class Move:
    """One line to be written: debit positive, credit negative."""

    account: str
    fund: Fund
    line: str
    amount: Decimal
    payee: str = ""
    firm: Firm | None = None
    handler: Handler | None = None
    station: Station | None = None
    case_id: int | None = None
    performer: str = ""
    matter: str = ""

    @property
    def where(self):
        return self.fund.pk, self.line

    @property
    def place(self):
        """The station whose people may read the line: the case's, else the fund's."""
        return self.station or self.fund.station

    @property
    def keys(self):
        """{unit, handler, station: id, "" for none}"""
        places = {"firm": self.firm, "handler": self.handler, "station": self.place}
        return {place: str(row.pk) if row else "" for place, row in places.items()}

    @property
    def cuts(self):
        """[(cut, key, other, performer, matter)] this line is added to: the whole, and, but for the balances, each thing it is read by."""
        if self.account in BALANCES:
            return [("", "", "", "", "")]

        keys = [("", ""), *self.keys.items()]
        cuts = [(cut, key, "", "", "") for cut, key in keys]
        cuts += [(cut + CLASS, key, "", self.performer, self.matter) for cut, key in keys]
        if self.case_id:
            cuts.append(("case", "", "", self.performer, ""))
        return cuts

    @property
    def pairs(self):
        """The same for two of unit, handler and station together."""
        if self.account in BALANCES:
            return []

        keys = self.keys
        return [
            (f"{one}.{two}", keys[one], keys[two], "", "") for one, two in combinations(PLACES, 2)
        ]


def opposite(line):
    """What takes a written line back."""
    return Move(
        line.account,
        line.fund,
        line.line,
        -line.amount,
        payee=line.payee,
        firm=line.firm,
        handler=line.handler,
        station=line.station,
        case_id=line.case_id,
        performer=line.performer,
        matter=line.matter,
    )


def money(amount, *, field="amount"):
    """An amount in yuan above zero with at most two decimals, or DomainError with the reason."""
    try:
        value = Decimal(amount)
    except (InvalidOperation, TypeError, ValueError):
        raise DomainError("金额不是数字。", field=field) from None

    if not value.is_finite() or value <= 0:
        raise DomainError("金额须大于零；更正请用冲正。", field=field)
    if value > LARGEST_AMOUNT:
        raise DomainError("金额过大，请核对。", field=field)
    if value != value.quantize(FEN):
        raise DomainError("金额最多两位小数。", field=field)
    return value.quantize(FEN)


def post(kind, moves, *, by, at, memo, reference, on=None, checked_by=None, reversal_of=None):
    """Writes one entry. Raises DomainError when it does not balance, was posted before, lies in a closed year or exceeds the balance."""
    on = on or timezone.localdate(at)
    check_balanced(moves)
    with transaction.atomic():
        number = on.year * 1_000_000 + next_number("ledger", on.year)
        if Entry.objects.filter(reference=reference).exists():
            raise DomainError(f"“{memo}”已经入账，没有重复记账。")

        check_open(moves, on)
        move_balances(moves)

        EntryLine.objects.bulk_create([_line(move, number, on) for move in moves], batch_size=500)
        entry = Entry.objects.create(
            number=number,
            kind=kind,
            on=on,
            at=at,
            memo=memo[:120],
            reference=reference,
            by=by,
            checked_by=checked_by,
            reversal_of=reversal_of,
        )
        add_totals(moves, on)
    return entry


def check_balanced(moves):
    """An entry has at least two lines, none of nothing, and its debits equal its credits."""
    amounts = [move.amount for move in moves]
    if len(amounts) < 2 or not all(amounts) or sum(amounts):
        raise DomainError("借贷不平衡，没有记账。")


def check_open(moves, on):
    """A closed year accepts nothing: neither on its funds nor on its days."""
    if on > timezone.localdate():
        raise DomainError("入账日期不能晚于今天。", field="on")

    for fund in {move.fund for move in moves}:
        if on.year < fund.year:
            raise DomainError(f"入账日期早于{fund}的年度。", field="on")

        ends = YearEnd.objects.filter(station_id=fund.station_id, year__in=(fund.year, on.year))
        if ended := ends.order_by("year").first():
            raise DomainError(f"{ended.year}年已经结账，不再入账。", field="on")


def move_balances(moves):
    """Locks every budget line the entry touches, in one order, and moves its balance; refuses to go below the approved overdraft."""
    changes = {}
    for move in moves:
        if move.account in BALANCES:
            change = changes.setdefault(move.where, dict.fromkeys(BALANCES, ZERO))
            change[move.account] += move.amount

    for fund_id, line in changes:
        Allotment.objects.get_or_create(fund_id=fund_id, line=line)

    funds = {fund_id for fund_id, _ in changes}
    locked = Allotment.objects.select_for_update(of=("self",)).filter(fund__in=funds)
    for allotment in locked.select_related("fund").order_by("pk"):
        change = changes.get((allotment.fund_id, allotment.line))
        if change:
            _move_balance(allotment, change[chart.AVAILABLE], change[chart.RESERVED])


def _move_balance(allotment, available, reserved):
    takes_too_much = available < 0 and allotment.spendable + available < 0
    if takes_too_much:
        raise DomainError(
            f"{allotment}可用余额{yuan(allotment.spendable)}元，不够{yuan(-available)}元；"
            "可先申请科目调剂或准予超支。",
            field="amount",
        )
    if allotment.reserved + reserved < 0:
        raise DomainError(f"{allotment}已批待付只有{yuan(allotment.reserved)}元。", field="amount")

    allotment.available += available
    allotment.reserved += reserved
    allotment.save(update_fields=["available", "reserved"])


def add_totals(moves, on):
    """Adds the entry to the totals of its month and year; what is taken back, by a reversal or a correction, counts back."""
    months, years = {}, {}
    for move in moves:
        is_taken_back = (move.amount < 0) != (move.account in chart.INCOME)
        count = -1 if is_taken_back else 1

        counted = [(cut, sums) for cut in move.cuts for sums in (months, years)]
        counted += [(pair, years) for pair in move.pairs]
        for cut, sums in counted:
            key = (move.fund.pk, move.line, move.account, *cut)
            row = sums.setdefault(key, [ZERO, 0])
            row[0] += move.amount
            row[1] += count

    _add(MonthTotal, on.replace(day=1), months)
    _add(YearTotal, on.replace(month=1, day=1), years)


def _add(model, starts, sums):
    """The year is held by its voucher number, so what is read here nobody else adds to."""
    names = [name if name != "fund" else "fund_id" for name in TOTALLED_BY[1:]]
    values = zip(*sums, strict=True)
    asked = {f"{name}__in": set(of_name) for name, of_name in zip(names, values, strict=True)}

    before = {}
    written = model.objects.filter(starts=starts, **asked)
    for *key, amount, count in written.values_list(*names, "amount", "count"):
        before[tuple(key)] = amount, count

    rows = []
    for key, (amount, count) in sums.items():
        amount_before, count_before = before.get(key, (0, 0))
        row = model(starts=starts, **dict(zip(names, key, strict=True)))
        row.amount, row.count = amount_before + amount, count_before + count
        rows.append(row)

    model.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=TOTALLED_BY,
        update_fields=["amount", "count"],
    )


def _line(move, number, on):
    return EntryLine(
        entry_id=number,
        on=on,
        fund=move.fund,
        line=move.line,
        account=move.account,
        amount=move.amount,
        payee=move.payee,
        firm=move.firm,
        handler=move.handler,
        station=move.place,
        case_id=move.case_id,
        performer=move.performer,
        matter=move.matter,
    )
