"""A statutory table filled for a period: numbers, last year's, cuts, and its checks."""

from dataclasses import dataclass, replace

from cases.law.local import COLUMNS
from cases.queries.local import local_within
from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.sources import SOURCES
from legalaid.faces.statistics.tables import TABLES, printed
from legalaid.platform.core.money import table_in_wan

from .cuts import labels_of
from .rows import excess, offenders
from .sums import by_source, sums, sums_by

# the columns each county names for itself
LOCAL = {f"asked.local.{column}": column for column in COLUMNS}


@dataclass(frozen=True)
class Check:
    """One rule applied: `missing` are the lines left out because they have no source yet."""

    index: int
    rule: object
    left: object
    right: object
    missing: tuple

    @property
    def passed(self):
        return self.left == self.right if self.rule.operator == "=" else self.left >= self.right

    @property
    def traced(self):
        """Whether rows can be named that break it: its sides count the same thing."""
        return len(_measures(self.rule)) == 1

    @property
    def said(self):
        """What does not add up, for who has no table before them."""
        left = self.rule.lines[0]
        return f"{TABLES[left.table].short}“{left.name}”{self.text} 不符：{self.left} 与 {self.right}。"

    @property
    def text(self):
        left, *right = self.rule.lines
        sign = "＝" if self.rule.operator == "=" else "≥"
        return (
            f"{_name(left, self.rule)}{sign}{'＋'.join(_name(line, self.rule) for line in right)}"
        )


def _measures(rule):
    """What its sides count: {(source, measure)}."""
    conditions = [FIGURES[line.figure] for line in rule.lines if line.figure]
    return {(one.source, one.condition.measure) for one in conditions}


def _name(line, rule):
    return (
        str(line.number) if line.table == rule.table else f"{TABLES[line.table].short}{line.number}"
    )


@dataclass(frozen=True)
class Row:
    """`value` and `before` are exact, money in yuan; `numbers` are what is printed: of the period, of last year's, of each cut."""

    line: object
    value: object
    before: object
    numbers: tuple
    cuts: tuple  # the values of the cut

    @property
    def shown(self):
        return printed(self.numbers[0])

    @property
    def shown_before(self):
        return printed(self.numbers[1])

    @property
    def shown_cells(self):
        return list(zip(self.cuts, map(printed, self.numbers[2:]), strict=True))

    @property
    def change(self):
        """Growth on last year in percent; empty where there is nothing to compare with."""
        if not self.before or self.value is None:
            return ""
        return (
            "持平"
            if self.value == self.before
            else f"{(self.value - self.before) / self.before * 100:+.1f}%"
        )


@dataclass(frozen=True)
class Filled:
    table: object
    span: object
    rows: tuple
    checks: tuple
    heads: tuple  # (value, label) of the cut
    empty: bool

    @property
    def broken(self):
        return [check for check in self.checks if not check.passed]


def fill(table, span, stations=None, cut=""):
    """The table of the period."""
    return fill_all([table], span, stations, cut)[0]


def fill_all(tables, span, stations=None, cut=""):
    """The tables of the period, all figures of a source in one pass. `empty`: not one row of a table's sources touches the period."""
    figures = {key for table in tables for key in table.needed}
    rules = [rule for table in tables for rule in table.rules]
    now, before = (sums(figures, when, stations) for when in (span, span.year_before))
    by = sums_by(figures, span, stations, cut) if cut else {}
    heads, seen, seen_before = labels_of(cut, by), {}, {}

    columns = [now, before, *(by[value] for value, _ in heads)]
    said = [in_print(numbers, rules) for numbers in columns]
    local = local_names(tables, span)
    found = []
    for table in tables:
        unknown = _empty(table, before, span.year_before, stations, seen_before)
        rows = tuple(
            _row(called(line, local), now, {} if unknown else before, said, heads)
            for line in table.lines
        )
        empty = _empty(table, now, span, stations, seen)
        found.append(Filled(table, span, rows, tuple(checks(table, said[0])), heads, empty))
    return found


def local_names(tables, span):
    """{figure: what the county calls it in the period}, where these tables have columns it names itself."""
    if not any(line.figure in LOCAL for table in tables for line in table.lines):
        return {}
    names = local_within(span.starts, span.ends)
    return {key: names[column] for key, column in LOCAL.items() if column in names}


def called(line, local):
    return replace(line, label=local[line.figure]) if line.figure in local else line


def in_print(numbers, rules):
    """The figures as the tables print them: yuan in 万元, so that what is printed adds up as the rules say; counts as they are."""
    amounts = {key: number for key, number in numbers.items() if FIGURES[key].unit == "万元"}
    return numbers | table_in_wan(amounts, list(_sums_of_money(amounts, rules)))


def _sums_of_money(amounts, rules):
    """(whole, parts) of each sum of the tables whose whole is money; parts without source count for nothing."""
    for rule in rules:
        whole, *parts = (line.figure for line in rule.lines)
        known = tuple(key for key in parts if key)
        if rule.operator == "=" and known and {whole, *known} <= amounts.keys():
            yield whole, known


def _row(line, now, before, said, heads):
    """`before` is empty where nothing is known of last year: a dash then, no nought."""
    numbers = [column.get(line.figure) for column in said]
    if line.figure not in before:
        numbers[1] = None
    values = tuple(value for value, _ in heads)
    return Row(line, now.get(line.figure), before.get(line.figure), tuple(numbers), values)


def _empty(table, now, span, stations, seen):
    """Whether not one row of the table's sources touches the period; asked of the database only where every figure is nought."""
    if not table.figures or any(now[key] for key in table.figures):
        return False
    return not any(_touched(source, span, stations, seen) for source in by_source(table.figures))


def _touched(source, span, stations, seen):
    """Whether any row of the source touches the period."""
    if source not in seen:
        events = set(SOURCES[source].events(span))
        seen[source] = SOURCES[source].rows(span, stations, events).exists()
    return seen[source]


def checks(table, numbers):
    """Each rule whose left side and at least one right side have a source."""
    for index, rule in enumerate(table.rules):
        left, *right = rule.lines
        known = [line for line in right if line.figure]
        if left.figure and known:
            missing = tuple(line for line in right if not line.figure)
            yield Check(
                index,
                rule,
                numbers[left.figure],
                sum(numbers[line.figure] for line in known),
                missing,
            )


def breaking(rule, span, stations=None):
    """The rows that break a rule, or None when its sides count different things."""
    left, *right = rule.lines
    keys = [line.figure for line in right if line.figure]

    if len(_measures(rule)) > 1:
        return None
    if rule.operator == "=":
        return offenders(left.figure, keys, span, stations)

    return excess(left.figure, keys[0], span, stations)
