"""The statutory tables as data: data/tables/<key>.csv holds a table's columns, data/rules.csv what must add up (facts of the ministry's form).

A column without figure has no source in the system yet; it is shown as such, never as 0, and data/waiting.csv says when it gets one.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from .figures import FIGURES

DATA = Path(__file__).parent / "data"
TITLES = {
    "monthly": ("月报", "法律援助工作月报表", "month"),
    "quarterly": ("季报", "法律援助咨询情况季报表", "quarter"),
    "t1": ("表一", "法律援助机构情况", "half"),
    "t2": ("表二", "法律援助人员情况", "half"),
    "t3": ("表三", "法律援助经费投入情况", "half"),
    "t4": ("表四", "法律援助经费支出情况", "half"),
    "t5": ("表五", "刑事法律援助案件情况", "half"),
    "t6": ("表六", "民事法律援助案件情况", "half"),
    "t7": ("表七", "行政法律援助案件情况", "half"),
    "t8": ("表八", "法律援助案件合计", "half"),
    "t9": ("表九", "受援人情况", "half"),
    "t10": ("表十", "已结案件办理情况", "half"),
    "t11": ("表十一", "法律咨询情况", "half"),
    "t12": ("表十二", "法律援助工作站情况", "half"),
    "t13": ("表十三", "投诉处理情况", "half"),
}


def printed(value):
    """A number as the tables print it: 万元 to four places; what has no source is not a number."""
    return "—" if value is None else str(value)


@dataclass(frozen=True)
class Line:
    """One numbered column of the form."""

    table: str
    number: int
    group: str
    label: str
    figure: str

    @property
    def definition(self):
        return FIGURES[self.figure].definition if self.figure else ""

    @property
    def unit(self):
        return FIGURES[self.figure].unit if self.figure else ""

    @property
    def waits(self):
        """When a column without a source gets one."""
        return WAITING.get((self.table, self.number), "")

    @property
    def name(self):
        label = self.label.strip("　")
        return f"{self.group}·{label}" if self.group else label


@dataclass(frozen=True)
class Rule:
    """`left` equals the sum of `right` (=) or is at least as much (>=); each side names lines by (table, number)."""

    table: str
    text: str
    operator: str
    left: tuple
    right: tuple

    @property
    def lines(self):
        return (LINES[self.left], *(LINES[place] for place in self.right))


@dataclass(frozen=True)
class Table:
    key: str
    short: str
    title: str
    unit: str
    lines: tuple

    @property
    def figures(self):
        return tuple(dict.fromkeys(line.figure for line in self.lines if line.figure))

    @property
    def sourced(self):
        return sum(bool(line.figure) for line in self.lines)

    @property
    def rules(self):
        return [rule for rule in RULES if rule.table == self.key]

    @property
    def needed(self):
        """Its own figures and those of other tables its rules name."""
        others = (line.figure for rule in self.rules for line in rule.lines if line.figure)
        return tuple(dict.fromkeys((*self.figures, *others)))


def _read(key):
    with (DATA / "tables" / f"{key}.csv").open(encoding="utf-8") as file:
        return tuple(
            Line(key, int(row["number"]), row["group"], row["label"], row["figure"])
            for row in csv.DictReader(file)
        )


def _place(text, table):
    key, _, number = text.rpartition("#")
    return key or table, int(number)


def _rule(table, text):
    left, operator, right = re.fullmatch(r"([\w#]+)(=|>=)([\w#+]+)", text).groups()
    return Rule(
        table,
        text,
        operator,
        _place(left, table),
        tuple(_place(part, table) for part in right.split("+")),
    )


with (DATA / "waiting.csv").open(encoding="utf-8") as _file:
    WAITING = {(row["table"], int(row["number"])): row["when"] for row in csv.DictReader(_file)}
TABLES = {key: Table(key, *titles, _read(key)) for key, titles in TITLES.items()}
LINES = {(line.table, line.number): line for table in TABLES.values() for line in table.lines}
with (DATA / "rules.csv").open(encoding="utf-8") as _file:
    RULES = tuple(_rule(row["table"], row["rule"]) for row in csv.DictReader(_file))
if unknown := sorted({line.figure for line in LINES.values() if line.figure} - set(FIGURES)):
    raise ValueError(f"tables name figures that do not exist: {unknown}")
if unsaid := {place for place, line in LINES.items() if not line.figure} ^ set(WAITING):
    raise ValueError(
        f"waiting.csv names each column without a source, and no other: {sorted(unsaid)}"
    )
for _checked in RULES:
    _checked.lines  # noqa: B018  a rule that names a line that does not exist stops the start
