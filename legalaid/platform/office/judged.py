"""What is to become of each row of a sheet, told before anything is written; and the sheets that go out with it: the template, the faulty rows."""

import hashlib
import json
from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter.utility import xl_range_abs

from .cells import is_lost
from .incoming import FAULTS
from .sheets import new_book, printable

NEW, CHANGED, SAME, LEFT, ASKED, FAULTY = "new", "changed", "same", "left", "asked", "faulty"
WRITTEN = (NEW, CHANGED)
TEXT_ROWS = 1000  # of a template: cells that keep long numbers and leading noughts
LIST_SHEET = "填写说明"
LOST = "数字超过15位，Excel 已经丢掉后面的位数；请把这一列设为“文本”格式，重新填写"


@dataclass(frozen=True)
class Fault:
    """One cell that cannot be taken."""

    heading: str
    value: str
    reason: str
    example: str = ""

    def __str__(self):
        value = f"“{self.value}”" if self.value else "空着"
        return (
            f"{self.heading}{value}：{self.reason}{f'，如 {self.example}' if self.example else ''}"
        )


@dataclass
class Judged:
    """`title`: who or what the row is of; `like`: what it may be the same as, with `options` [(answer, words)] to choose from."""

    number: int
    title: str
    outcome: str = NEW
    changes: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    like: str = ""
    options: list = field(default_factory=list)
    answer: str = ""
    facts: dict = field(default_factory=dict)  # what the act that writes it takes

    @property
    def told(self):
        """What somebody who saw it agreed to; an answer given meanwhile changes nothing of it."""
        outcome = ASKED if self.like else self.outcome
        changes = [] if self.like else self.changes
        return [self.number, outcome, self.like, changes, [str(one) for one in self.faults]]


def lost_digits(headings, cells):
    """[Fault] of the cells in which Excel has turned the last digits of a long number into noughts."""
    return [
        Fault(one.name, cells[one.key], LOST, one.example)
        for one in headings
        if is_lost(cells.get(one.key, ""))
    ]


def digest_of(rows):
    said = json.dumps([row.told for row in rows], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def count_of(rows):
    """{outcome: number of rows}"""
    counts = dict.fromkeys((NEW, CHANGED, SAME, LEFT, ASKED, FAULTY), 0)
    for row in rows:
        counts[row.outcome] += 1
    return counts


def template_of(what, headings):
    """An empty sheet: every column text, an example that is passed over, a list where only some words may stand."""
    out = BytesIO()
    book = new_book(out, row_by_row=False)
    sheet, told = book.add_worksheet(what), book.add_worksheet(LIST_SHEET)
    bold = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    grey = book.add_format({"italic": True, "font_color": "#666666", "num_format": "@"})
    text = book.add_format({"num_format": "@"})

    printable(sheet)
    sheet.freeze_panes(1, 1)
    for column, one in enumerate(headings):
        sheet.set_column(column, column, max(12, 2 * len(one.name) + 4), text)
        sheet.write_string(0, column, f"{one.name}*" if one.needed else one.name, bold)
        example = f"示例：{one.example}" if column == 0 else one.example
        sheet.write_string(1, column, example, grey)

    _explain(told, headings, bold, text)
    for column, one in enumerate(headings):
        if one.offered:
            source = xl_range_abs(4, column + 1, len(one.offered) + 3, column + 1)
            sheet.data_validation(2, column, TEXT_ROWS, column, {
                "validate": "list", "source": f"='{LIST_SHEET}'!{source}", "error_type": "warning",
                "error_title": one.name, "error_message": "不在可填的值里，可以照填，导入时会再核对。",
            })  # fmt: skip
    book.close()
    return out.getvalue()


def _explain(told, headings, bold, text):
    """Under each column: whether it must be filled in, how, and the words that may stand in it."""
    for row, words in enumerate(("列", "要求", "例", "可填的值")):
        told.write_string(row, 0, words, bold)
    for column, one in enumerate(headings, 1):
        told.set_column(column, column, 20)
        told.write_string(0, column, one.name, bold)
        told.write_string(1, column, "必填" if one.needed else "可不填", text)
        told.write_string(2, column, one.example, text)
        for row, word in enumerate(one.offered, 4):
            told.write_string(row, column, str(word), text)


def faulty_sheet(what, headings, rows, judged):
    """The rows that were not taken, as they came, with what is wrong with each in a last column: corrected, it is imported again."""
    columns = [one for one in headings if any(one.key in cells for _, cells in rows)]
    cells_of = dict(rows)
    out = BytesIO()
    book = new_book(out, row_by_row=False)
    sheet = book.add_worksheet(what)
    printable(sheet)
    bold = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text, wrong = (
        book.add_format({"num_format": "@"}),
        book.add_format({"num_format": "@", "bg_color": "#FFE5CC"}),
    )

    for column, name in enumerate([*(one.name for one in columns), FAULTS]):
        sheet.set_column(column, column, 60 if name == FAULTS else 16, text)
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(judged, 1):
        at_fault = {fault.heading for fault in row.faults}
        for column, one in enumerate(columns):
            style = wrong if one.name in at_fault else text
            sheet.write_string(line, column, cells_of[row.number].get(one.key, ""), style)
        why = "；".join(map(str, row.faults)) or (
            f"可能已有：{row.like}" if row.like else "没有导入"
        )
        sheet.write_string(line, len(columns), f"第{row.number}行：{why}", text)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()
