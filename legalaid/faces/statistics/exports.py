"""Tables and lists as .xlsx and .csv. A cell of text can never become a formula in the reader's spreadsheet."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

from legalaid.platform.office.sheets import new_book, printable

HEAD = ("序号", "项目", "单位", "本期", "上年同期", "增减")
NO_SOURCE = "数据来源尚未建立"


def guarded(text):
    """Text that a spreadsheet would read as a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _lines(filled):
    """(head, rows of one table as text and numbers)."""
    head = [*HEAD, *(label for _, label in filled.heads)]
    rows = []
    for row in filled.rows:
        line = row.line
        if not line.figure:
            rows.append(
                [line.number, line.name, "", NO_SOURCE, "", "", *("" for _ in filled.heads)]
            )
            continue
        now, before, *cells = map(_number, row.numbers)
        rows.append([line.number, line.name, line.unit, now, before, row.change, *cells])

    return head, rows


def _number(value):
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def sheet(tables, title):
    """One table as CSV with a byte order mark, which spreadsheets need to read Chinese."""
    filled, out = tables[0], StringIO()
    writer = csv.writer(out)
    head, rows = _lines(filled)
    writer.writerow(
        [
            guarded(filled.table.title),
            guarded(str(title.period)),
            guarded(f"{filled.span}{_running(title, filled.span)}"),
        ]
    )

    for row in (head, *rows):
        writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])

    return "\ufeff" + out.getvalue()


def book(tables, title):
    """Every table on its own printed sheet: landscape A4, one page wide, the head repeated, room to sign."""
    out = BytesIO()
    workbook = new_book(out, row_by_row=False)
    styles = {
        "title": workbook.add_format(
            {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        "note": workbook.add_format({"font_size": 10}),
        "head": workbook.add_format(
            {
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#E7EDF4",
            }
        ),
        "text": workbook.add_format({"border": 1, "valign": "vcenter", "text_wrap": True}),
        "number": workbook.add_format({"border": 1, "num_format": "0"}),
        "money": workbook.add_format({"border": 1, "num_format": "0.0000"}),
        "right": workbook.add_format({"border": 1, "align": "right"}),
        "none": workbook.add_format({"border": 1, "align": "center", "font_color": "#666666"}),
    }

    for filled in tables:
        _write(workbook.add_worksheet(filled.table.short), filled, title, styles)

    workbook.close()
    return out.getvalue()


def _write(page, filled, title, styles):
    head, rows = _lines(filled)
    last = len(head) - 1
    if last >= len(HEAD):
        page.set_landscape()

    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.repeat_rows(0, 2)
    page.set_footer("&L" + title.office + "&C第 &P 页，共 &N 页&R" + title.made)
    page.freeze_panes(3, 2)
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 34)
    page.set_column(2, 2, 7)
    page.set_column(3, 5, 11)
    page.set_column(6, max(last, 6), 8)
    page.merge_range(0, 0, 0, last, filled.table.title, styles["title"])
    page.set_row(0, 28)
    page.write_string(
        1,
        0,
        f"填报单位：{title.unit}　　统计期：{title.period}（{filled.span}）{_running(title, filled.span)}",
        styles["note"],
    )

    for column, text in enumerate(head):
        page.write_string(2, column, text, styles["head"])

    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row):
            if value == NO_SOURCE:
                page.merge_range(number, column, number, column + 2, value, styles["none"])
            elif NO_SOURCE in row and column in (4, 5):
                continue  # under the merged cell
            elif isinstance(value, str):
                page.write_string(
                    number, column, value, styles["right"] if column == 5 else styles["text"]
                )
            else:
                page.write_number(
                    number,
                    column,
                    value,
                    styles["money"] if isinstance(value, float) else styles["number"],
                )

    page.write_string(
        len(rows) + 4,
        0,
        "单位负责人：　　　　　　统计负责人：　　　　　　填表人：　　　　　　报出日期：",
        styles["note"],
    )


def rows_book(source, rows, title):
    """(the rows behind a figure as .xlsx, their number), written as they are read."""
    out = BytesIO()
    workbook = new_book(out)
    page, bold = workbook.add_worksheet("明细"), workbook.add_format({"bold": True, "bottom": 1})
    printable(page, head=1)
    page.set_column(0, len(source.head) - 1, 16)
    page.write_string(0, 0, title)

    for column, text in enumerate(source.head):
        page.write_string(1, column, text, bold)

    page.freeze_panes(2, 1)
    count = 0
    for count, row in enumerate(rows.iterator(2000), 1):
        for column, value in enumerate(source.cells(row)):
            if isinstance(value, str):
                page.write_string(count + 1, column, value)
            else:
                page.write_number(count + 1, column, value)

    workbook.close()
    return out.getvalue(), count


def _running(title, span):
    """What a table of a period that is not over says of itself."""
    return f"　　期间未完，数字到{title.made_on}为止" if span.unfinished else ""
