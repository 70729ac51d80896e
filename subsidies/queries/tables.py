"""Statistics tables 3 and 4 (facts 6.3) out of the ledger, with the sums the ministry's form checks. A period is whole months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from legalaid.platform.core.money import TEN_THOUSAND, table_in_wan
from legalaid.platform.core.words import month
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.law.calculation import FEN, ZERO
from subsidies.models import MonthTotal
from subsidies.models.ledger import CLASS

GIFTS = {Source.DONATION: 10, Source.PROFESSION: 11}
ROW_OF_LINE = {"personnel": 3, "office": 4, "special": 5}
APPROPRIATION_ROWS = {
    1: "经费投入合计", 2: "财政拨款", 3: "人员经费", 4: "公用经费", 5: "专项经费", 6: "业务经费", 7: "同级财政", 8: "上级下拨", 9: "其中：彩票公益金",
    10: "社会捐助", 11: "行业奉献",
}  # fmt: skip
APPROPRIATION_SUMS = {1: (2, 10, 11), 2: (3, 4, 5, 6), 6: (7, 8)}
EXPENSE_ROWS = {
    1: "经费支出合计", 2: "人员支出", 3: "公用支出", 4: "业务经费", 5: "办案补贴及直接费用", **{row: words for _, words, row in chart.PERFORMERS},
    **{row: words for _, words, row in chart.MATTERS}, 16: "咨询补贴", 17: "其中：法院看守所值班律师补贴", 18: "代书补贴",
    19: "受援人败诉鉴定费", 20: "宣传", 21: "培训", 22: "其他", 23: "专项支出",
}  # fmt: skip
PERFORMER_ROWS = {code: row for code, _, row in chart.PERFORMERS}
MATTER_ROWS = {code: row for code, _, row in chart.MATTERS}
EXPENSE_SUMS = {4: (5, 16, 18, 19, 20, 21, 22), 1: (2, 3, 4, 23)}
DIVISIONS = {"5＝6至10之和": tuple(range(6, 11)), "5＝11至15之和": tuple(range(11, 16))}


@dataclass(frozen=True)
class Row:
    """One row of a table: yuan, and 万元 with four decimals as the form has it, so that the printed rows add up."""

    number: int
    label: str
    yuan: Decimal
    wan: Decimal


@dataclass(frozen=True)
class Check:
    """A sum the form demands: in words, and by how much it is missed."""

    words: str
    missed: Decimal

    @property
    def good(self):
        return not self.missed


@dataclass(frozen=True)
class Table:
    title: str
    rows: tuple
    checks: tuple

    def yuan(self, number):
        return next(row.yuan for row in self.rows if row.number == number)


def appropriation_table(parts):
    """Table 3, 经费投入: what was appropriated in the period, by source and budget line."""
    cells = dict.fromkeys(APPROPRIATION_ROWS, ZERO)
    appropriated = [part for part in parts if part.account == chart.APPROPRIATED]
    for part in appropriated:
        cells[_appropriation_row(part.source, part.line)] -= part.amount
        if part.source == Source.LOTTERY and part.line == "casework":
            cells[9] -= part.amount
    _add_up(cells, APPROPRIATION_SUMS, order=(6, 2, 1))

    received = -sum((part.amount for part in appropriated), ZERO)
    sums = _named(APPROPRIATION_SUMS)
    rows = _rows(APPROPRIATION_ROWS, cells, sums)
    checks = (
        *_sum_checks(rows, sums),
        Check("8≥9", min(cells[8] - cells[9], ZERO)),
        Check("1＝账上拨款收入", cells[1] - received),
    )
    return Table("表三　经费投入", rows, checks)


def expense_table(parts):
    """Table 4, 经费支出: the expenses of the period by kind, and the case subsidies by who worked and by what kind of case."""
    cells = dict.fromkeys(EXPENSE_ROWS, ZERO)
    expenses = [part for part in parts if part.account in chart.EXPENSES]
    for part in expenses:
        cells[chart.EXPENSES[part.account].row] += part.amount
        if part.account == "case" and part.performer:
            cells[PERFORMER_ROWS[part.performer]] += part.amount
        if part.account == "case" and part.matter:
            cells[MATTER_ROWS[part.matter]] += part.amount
    cells[16] += cells[17]  # what duty lawyers get is part of the consultation subsidies
    _add_up(cells, EXPENSE_SUMS, order=(4, 1))

    spent = sum((part.amount for part in expenses), ZERO)
    sums = [*_named(EXPENSE_SUMS), *((words, 5, parts) for words, parts in DIVISIONS.items())]
    rows = _rows(EXPENSE_ROWS, cells, sums)
    checks = (
        *_sum_checks(rows, sums),
        Check("16≥17", min(cells[16] - cells[17], ZERO)),
        Check("1＝账上支出", cells[1] - spent),
    )
    return Table("表四　经费支出", rows, checks)


def _appropriation_row(source, line):
    if source in GIFTS:
        return GIFTS[source]
    if line in ROW_OF_LINE:
        return ROW_OF_LINE[line]
    return 7 if source == Source.LOCAL else 8


class Part(NamedTuple):
    source: str
    line: str
    account: str
    performer: str
    matter: str
    amount: Decimal


def parts_of(period, totals=None):
    """What both tables are added up from: the month totals of the period by who worked and by what kind of case."""
    totals = MonthTotal.objects.all() if totals is None else totals
    of_period = totals.filter(starts__gte=period.starts.replace(day=1), starts__lte=period.ends)
    rows = of_period.filter(cut=CLASS, account__in=(chart.APPROPRIATED, *chart.EXPENSES))

    keys = ("fund__source", "line", "account", "performer", "matter")
    sums = rows.order_by().values_list(*keys).annotate(total=Sum("amount"))
    return [Part(*key, total.quantize(FEN)) for *key, total in sums]


def _add_up(cells, sums, *, order):
    for number in order:
        cells[number] = sum((cells[part] for part in sums[number]), ZERO)


def _named(sums):
    """[(words, number of the whole, numbers of its parts)]"""
    return [
        (f"{whole}＝{'＋'.join(map(str, parts))}", whole, parts) for whole, parts in sums.items()
    ]


def _sum_checks(rows, sums):
    """Both printed columns are looked at: the yuan, and where they hold the 万元."""
    yuan = {row.number: row.yuan for row in rows}
    wan = {row.number: row.wan * TEN_THOUSAND for row in rows}
    for words, whole, parts in sums:
        missed = [column[whole] - sum(column[part] for part in parts) for column in (yuan, wan)]
        yield Check(words, missed[0] or missed[1])


def _rows(labels, cells, sums):
    wan = table_in_wan(cells, [(whole, parts) for _, whole, parts in sums])
    return tuple(
        Row(number, labels[number], cells[number], wan[number]) for number in sorted(labels)
    )


@dataclass(frozen=True)
class Months:
    """A period of whole months, both days included."""

    starts: date
    ends: date

    @classmethod
    def through(cls, since, until):
        """From the first day of one month to the last of another."""
        last = monthrange(until.year, until.month)[1]
        return cls(since, until.replace(day=last))

    @property
    def words(self):
        return f"{month(self.starts)}至{month(self.ends)}"
