"""The 补贴发放表 as Excel, with the columns of facts section 5."""

from io import BytesIO
from unicodedata import east_asian_width

from legalaid.platform.core.money import capitals
from legalaid.platform.office.sheets import new_book, printable
from subsidies.law.paysheet import COLUMNS
from subsidies.queries.papers import standards_of

A3 = 8
LINE = 17  # height of a line in points
NAMES = [name for name, _ in COLUMNS]
WIDTHS = [width for _, width in COLUMNS]
FIRST_OF_MONEY = NAMES.index("标准")


def pay_sheet(batch, rows):
    """One row per piece of work, the sum in figures and capitals, the signatures of the chain."""
    out = BytesIO()
    book = new_book(out)
    sheet = book.add_worksheet("补贴发放表")
    printable(sheet)
    sheet.set_paper(A3)  # nineteen columns
    sheet.hide_gridlines(0)  # printed too: one signs in a box

    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)

    money = book.add_format({"num_format": "#,##0.00"})
    wrapped = book.add_format({"text_wrap": True})
    for number, cells in enumerate([*rows, *_foot(batch)], 1):
        _write(sheet, number, cells, money, wrapped)

    book.close()
    return out.getvalue()


def _foot(batch):
    sums = [""] * len(NAMES)
    sums[0] = "合计"
    sums[NAMES.index("应发")] = batch.total
    sums[NAMES.index("开户行/账号（单位）")] = capitals(batch.total)

    signatures = [
        f"经手：{batch.prepared_by}",
        f"复核：{batch.reviewed_by or ''}",
        f"审批：{batch.approved_by or ''}",
    ]
    return [sums, ["", f"标准：{'、'.join(standards_of(batch))}"], ["", *signatures]]


def _write(sheet, row, cells, money, wrapped):
    lines = [_lines(value, width) for value, width in zip(cells, WIDTHS, strict=False)]
    if max(lines) > 1:
        sheet.set_row(row, LINE * max(lines))

    for column, value in enumerate(cells):
        is_text = value is None or isinstance(value, str)
        if is_text:
            sheet.write_string(row, column, value or "", wrapped if lines[column] > 1 else None)
        else:
            sheet.write_number(row, column, value, money if column >= FIRST_OF_MONEY else None)


def _lines(value, width):
    """How many lines a cell takes in a column so wide: a Chinese character takes two of its units."""
    text = value if isinstance(value, str) else ""
    taken = sum(2 if east_asian_width(one) in "WF" else 1 for one in text)
    return -(-taken // width) or 1
