"""What one piece of work is paid: facts + the sheet of rates of its date -> lines that add up, each with its reason and rule.

司发通〔2019〕27号: direct costs + basic labour fee, moved by quality; who holds a public post or works for the centre
is only reimbursed the direct costs. The amounts are local data. Yuan, two places, rounded half up per line.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
FEN = Decimal("0.01")
CASE = "case"
CRIMINAL = "criminal"


@dataclass(frozen=True)
class Rate:
    """One rule row. An empty kind, stage, manner or grade matches any; the row that names most of them wins. `by_share`: its labour fee
    is paid as far as a judgment was executed."""

    service: str
    direct: Decimal
    labour: Decimal
    kind: str = ""
    stage: str = ""
    manner: str = ""
    row: int | None = None
    grade: str = ""
    by_share: bool = False

    def fits(self, facts):
        if self.service != facts.service:
            return False
        named = (
            (self.kind, facts.kind),
            (self.stage, facts.stage),
            (self.manner, facts.manner),
            (self.grade, facts.grade),
        )
        return all(of_row in ("", of_work) for of_row, of_work in named)

    @property
    def weight(self):
        return (bool(self.manner), bool(self.stage), bool(self.kind), bool(self.grade))


@dataclass(frozen=True)
class Sheet:
    """The standard of one region and time. `factors`: quality grade -> coefficient of the labour fee."""

    rates: tuple
    group_step: Decimal | None = None
    group_ceiling: Decimal | None = None
    cross_city: Decimal = ZERO
    cross_province: Decimal = ZERO
    difficult: Decimal = ZERO
    # the same as a share of the labour fee, beside a sum or without one
    cross_city_percent: Decimal = ZERO
    cross_province_percent: Decimal = ZERO
    difficult_percent: Decimal = ZERO
    gravest_factor: Decimal = Decimal(1)
    case_ceiling: Decimal | None = None
    factors: dict = field(default_factory=dict)
    file_days: int = 30
    late_per_day: Decimal = ZERO
    late_ceiling: Decimal | None = None


@dataclass(frozen=True)
class Facts:
    """What the amount depends on. `group_number` 2 and up: one of several cases with the same facts; `group_sum`: what the others of its
    group got, None for a case of no group. `executed`: how far a judgment was executed, in percent. `file_allowed`: days from
    the closing to the end of the case's own deadline for its file. `costs`: (kind of cost, yuan) the receipts are made of,
    where they were stated so.
    """

    service: str = CASE
    kind: str = ""
    stage: str = ""
    manner: str = ""
    quantity: Decimal = Decimal(1)
    public_post: bool = False
    direct_costs: Decimal | None = None
    costs: tuple = ()
    crossing: str = ""
    difficult: bool = False
    gravest: bool = False
    group_number: int = 1
    group_sum: Decimal | None = None
    grade: str = ""
    executed: int | None = None
    file_took: int = 0
    file_allowed: int = 0


@dataclass(frozen=True)
class Line:
    kind: str
    amount: Decimal
    reason: str
    row: int | None = None


class NoRate(Exception):
    """The sheet has no row for this work."""


def rate_for(sheet, facts):
    fitting = [rate for rate in sheet.rates if rate.fits(facts)]
    if not fitting:
        raise NoRate
    return max(fitting, key=lambda rate: rate.weight)


def total(lines):
    return sum((line.amount for line in lines), ZERO)


def calculate(sheet, facts):
    """The lines of one piece of work, in the order the sheet is read. Their sum is never negative."""
    if facts.quantity <= 0 or facts.file_took < 0 or (facts.direct_costs or ZERO) < 0:
        raise ValueError("negative facts")

    rate = rate_for(sheet, facts)
    is_case = facts.service == CASE
    if facts.public_post:
        return _reimbursed(rate, facts)
    if is_case and facts.group_number > 1 and sheet.group_step is not None:
        return _bounded(sheet, facts, [_following(sheet, rate, facts)])

    direct, labour = in_fen(rate.direct * facts.quantity), _labour(rate, facts)
    lines = [
        Line("direct", direct, f"直接费用{_times(rate.direct, facts)}", rate.row),
        Line(
            "labour",
            labour,
            f"基本劳务费{_times(rate.labour, facts)}{_executed(rate, facts)}",
            rate.row,
        ),
    ]
    if is_case:
        moved = [
            *_supplements(sheet, facts, labour),
            *(() if rate.grade else _quality(sheet, facts, labour)),
            *_late(sheet, facts),
        ]
        lines += [line for line in moved if line.amount]
    return _bounded(sheet, facts, lines)


def workdays(hours):
    """Working days of a duty: half a day up to four hours, a whole one beyond."""
    return Decimal("0.5") if hours <= 4 else Decimal(1)


def in_fen(amount):
    return Decimal(amount).quantize(FEN, ROUND_HALF_UP)


def _times(amount, facts):
    return f"{amount:,}元" + (f"×{facts.quantity}" if facts.quantity != 1 else "")


def _labour(rate, facts):
    share = Decimal(facts.executed or 0) / 100 if rate.by_share else 1
    return in_fen(rate.labour * facts.quantity * share)


def _executed(rate, facts):
    """How far a judgment was executed, where that is what is paid for."""
    if not rate.by_share:
        return ""
    return "，没有申报执行到位的比例" if facts.executed is None else f"×执行到位{facts.executed}%"


def _reimbursed(rate, facts):
    """Public post or centre staff: the direct costs spent by receipt, at most those of the row; without a receipt nothing."""
    spent = min(in_fen(facts.direct_costs or ZERO), in_fen(rate.direct * facts.quantity))
    without = "" if facts.direct_costs else "；没有申报票据"
    kinds = "、".join(f"{kind}{amount:,}元" for kind, amount in facts.costs)
    stated = f"（{kinds}）" if kinds else ""
    reason = f"有公职身份或者属机构人员，只按票据报销直接费用{stated}{without}"
    return [Line("direct", spent, reason, rate.row)]


def _following(sheet, rate, facts):
    """A later case of several with the same facts: a fixed sum."""
    reason = f"同一事实第{facts.group_number}件，定额"
    return Line("group", in_fen(sheet.group_step), reason, rate.row)


def _supplements(sheet, facts, labour):
    if facts.gravest and facts.kind == CRIMINAL:
        reason = f"可能判处无期徒刑、死刑或者死刑复核，劳务费×{sheet.gravest_factor}"
        yield Line("gravest", in_fen(labour * (sheet.gravest_factor - 1)), reason)

    if facts.crossing == "city":
        yield Line(
            "crossing",
            _added(sheet.cross_city, sheet.cross_city_percent, labour),
            "跨县（市、区）办理",
        )
    if facts.crossing == "province":
        yield Line(
            "crossing",
            _added(sheet.cross_province, sheet.cross_province_percent, labour),
            "跨省办理",
        )

    if facts.difficult:
        yield Line(
            "difficult", _added(sheet.difficult, sheet.difficult_percent, labour), "重大疑难案件"
        )


def _added(amount, percent, labour):
    """A supplement: a sum, a share of the labour fee, or both."""
    return in_fen(amount + labour * percent / 100)


def _quality(sheet, facts, labour):
    factor = sheet.factors.get(facts.grade)
    if factor is not None:
        yield Line("quality", in_fen(labour * (factor - 1)), f"质量等次系数{factor}")


def _late(sheet, facts):
    days = facts.file_took - max(sheet.file_days, facts.file_allowed)
    if days > 0 and sheet.late_per_day:
        deduction = sheet.late_per_day * days
        if sheet.late_ceiling is not None:
            deduction = min(deduction, sheet.late_ceiling)
        yield Line("late", -in_fen(deduction), f"结案材料逾期{days}日报送")


def _bounded(sheet, facts, lines):
    """Never below nothing, never above the case's or the group's ceiling."""
    for limit, reason in _ceilings(sheet, facts):
        over = total(lines) - limit
        if over > 0:
            lines = [*lines, Line("ceiling", -in_fen(over), reason)]

    short = total(lines)
    if short < 0:
        lines = [*lines, Line("floor", -short, "扣减以应发额为限")]
    return lines


def _ceilings(sheet, facts):
    """[(limit, reason)] of what one case, and what all cases with the same facts get at most."""
    if facts.service != CASE:
        return
    if sheet.case_ceiling is not None:
        yield sheet.case_ceiling, f"单件最高{sheet.case_ceiling:,}元"

    is_grouped = facts.group_number > 1 or facts.group_sum is not None
    if is_grouped and sheet.group_ceiling is not None:
        left = max(sheet.group_ceiling - (facts.group_sum or ZERO), ZERO)
        yield left, f"同一事实案件合计最高{sheet.group_ceiling:,}元"
