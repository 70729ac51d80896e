"""The ledger as Excel, written row by row, and tables of money as PDF."""

import tempfile
from itertools import islice

from django.template.loader import render_to_string

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office
from legalaid.platform.documents import render
from legalaid.platform.office.sheets import new_book, printable
from subsidies.law import chart
from subsidies.models.fund import fund_words
from subsidies.models.ledger import voucher
from subsidies.queries.ledger import case_numbers, for_reading

COLUMNS = (
    ("日期", 11),
    ("凭证号", 16),
    ("摘要", 34),
    ("经费", 18),
    ("预算科目", 10),
    ("科目", 20),
    ("收款单位", 26),
    ("承办人", 10),
    ("站点", 22),
    ("案件编号", 22),
    ("借方（元）", 14),
    ("贷方（元）", 14),
)
DEBIT, CREDIT = 10, 11
LIMIT = 1_000_000  # a sheet ends at 1,048,576 rows
CHUNK = 2000
LINES, ACCOUNTS = dict(chart.BUDGET_LINES), dict(chart.ACCOUNTS)


def line_sheet(lines, user):
    """(an open temporary file with the .xlsx, number of rows). A case number is written only for those who may see the case."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  the caller sends and closes it
    book = new_book(out)
    sheet = book.add_worksheet("分录")
    printable(sheet)

    bold = book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, money if column >= DEBIT else None)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 2)

    count = 0
    for count, (line, case) in enumerate(_with_cases(lines, user), 1):
        if count > LIMIT:
            raise DomainError(f"超过{LIMIT}行，请缩小月份范围再导出。")
        for column, words in enumerate(_words(line, case)):
            if words:
                sheet.write_string(count, column, words)
        sheet.write_number(count, DEBIT if line.amount > 0 else CREDIT, abs(line.amount), money)

    book.close()
    out.seek(0)
    return out, count


def _with_cases(lines, user):
    """Each line with the number of its case where this person may see it, read a portion at a time."""
    names = ("line", "handler__user__name", "station__name")
    rows = for_reading(lines.order_by("-on", "-pk"), *names).iterator(CHUNK)
    while portion := list(islice(rows, CHUNK)):
        numbers = case_numbers(portion, user)
        for line in portion:
            yield line, numbers.get(line.case_id)


def _words(line, case):
    return (
        line.on.isoformat(),
        voucher(line.entry_id),
        line.entry__memo,
        fund_words(line.fund__year, line.fund__source),
        LINES[line.line],
        ACCOUNTS[line.account],
        line.payee,
        line.handler__user__name,
        line.station__name,
        case,
    )


def table_pdf(title, tables, *, period="", notes=()):
    """PDF of tables of money: each {"caption", "head", "rows"}; every column but the first is a number."""
    context = {
        "title": title,
        "tables": tables,
        "period": period,
        "notes": notes,
        "OFFICE": office(),
    }
    return render.pdf(render_to_string("papers/fund_tables.html", context))
