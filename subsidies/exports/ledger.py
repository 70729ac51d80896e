"""The ledger as Excel, written row by row, and tables of money as PDF."""

import tempfile
from itertools import islice

from django.conf import settings
from django.template.loader import render_to_string

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import render
from legalaid.platform.office.sheets import new_book, printable
from subsidies.law import chart
from subsidies.models.fund import fund_words
from subsidies.models.ledger import voucher
from subsidies.queries.ledger import case_numbers, for_reading

HEAD = (
    "日期",
    "凭证号",
    "摘要",
    "经费",
    "预算科目",
    "科目",
    "收款单位",
    "承办人",
    "站点",
    "案件编号",
    "借方（元）",
    "贷方（元）",
)
WIDTHS = (11, 16, 34, 18, 10, 20, 26, 10, 22, 22, 14, 14)
LIMIT = 1_000_000  # a sheet ends at 1,048,576 rows
CHUNK = 2000
LINES, ACCOUNTS = dict(chart.BUDGET_LINES), dict(chart.ACCOUNTS)


def line_sheet(lines, user):
    """(an open temporary file with the .xlsx, number of rows). A case number is written only for those who may see the case."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  the caller sends and closes it
    book = new_book(out)
    sheet = book.add_worksheet("分录")
    printable(sheet)
    bold, money = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"num_format": "#,##0.00"}),
    )
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, money if column >= 10 else None)
    for column, name in enumerate(HEAD):
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 2)
    count, rows = (
        0,
        for_reading(
            lines.order_by("-on", "-pk"), "line", "handler__user__name", "station__name"
        ).iterator(CHUNK),
    )
    while chunk := list(islice(rows, CHUNK)):
        numbers = case_numbers(chunk, user)
        for line in chunk:
            count += 1
            if count > LIMIT:
                raise DomainError(f"超过{LIMIT}行，请缩小月份范围再导出。")
            for column, value in enumerate(_row(line, numbers)):
                if value:
                    sheet.write_string(count, column, value)
            sheet.write_number(count, 10 if line.amount > 0 else 11, abs(line.amount), money)
    book.close()
    out.seek(0)
    return out, count


def _row(line, numbers):
    return (
        line.on.isoformat(), voucher(line.entry_id), line.entry__memo, fund_words(line.fund__year, line.fund__source), LINES[line.line],
        ACCOUNTS[line.account], line.payee, line.handler__user__name, line.station__name, numbers.get(line.case_id),
    )  # fmt: skip


def table_pdf(title, tables, *, period="", notes=()):
    """PDF of tables of money: each {"caption", "head", "rows"}; every column but the first is a number."""
    context = {
        "title": title,
        "tables": tables,
        "period": period,
        "notes": notes,
        "OFFICE": settings.OFFICE,
    }
    return render.pdf(render_to_string("papers/fund_tables.html", context))
