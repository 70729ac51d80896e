"""Files given out: the bank file in the layout of its bank, and the 补贴发放表 with the columns of facts section 5."""

from io import BytesIO
from unicodedata import east_asian_width

import xlsxwriter

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import capitals
from legalaid.platform.office.sheets import printable
from subsidies.law import banks
from subsidies.law.paysheet import HEAD
from subsidies.queries.papers import standards_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bank_file(layout, payments):
    """(bytes, file name, content type) for the transfers under way, accounts in full."""
    rows = [
        {
            "serial": serial, "number": p.transfer, "account_name": p.account_name, "account_number": p.account_number, "bank": p.bank,
            "amount": f"{p.amount:.2f}", "purpose": "法律援助补贴",
        }
        for serial, p in enumerate(payments, 1)
    ]  # fmt: skip
    if not rows:
        raise DomainError("没有等待银行处理的款项。")
    if layout.format == "xlsx":
        head = [(heading, 24) for heading, _ in layout.columns]
        return (
            _book("付款", head, ([row[field] for _, field in layout.columns] for row in rows)),
            f"bank-{layout.key}.xlsx",
            XLSX,
        )
    try:
        return (
            banks.csv_bytes(layout, rows),
            f"bank-{layout.key}.csv",
            f"text/csv; charset={layout.encoding.removesuffix('-sig')}",
        )
    except banks.BankFileError as error:
        raise DomainError(error.sentences[0]) from None


def pay_sheet(batch, rows):
    """The 补贴发放表 as Excel: one row per piece of work, the sum in figures and capitals, the signatures of the chain."""
    lines = [
        *rows,
        [
            "合计",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            batch.total,
            "",
            capitals(batch.total),
            "",
            "",
        ],
    ]
    lines.append(["", f"标准：{'、'.join(standards_of(batch))}"])
    lines.append(
        [
            "",
            f"经手：{batch.prepared_by}",
            f"复核：{batch.reviewed_by or ''}",
            f"审批：{batch.approved_by or ''}",
        ]
    )
    return _book("补贴发放表", HEAD, lines)


def _book(title, head, rows):
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, bold = (
        book.add_worksheet(title),
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
    )
    money, wrapped = (
        book.add_format({"num_format": "#,##0.00"}),
        book.add_format({"text_wrap": True}),
    )
    printable(sheet)
    if len(head) == len(HEAD):
        sheet.set_paper(8)  # A3: nineteen columns
        sheet.hide_gridlines(0)  # printed too: one signs in a box
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)
    for number, cells in enumerate(rows, 1):
        if (
            lines := max(
                _lines(value, width) for value, (_, width) in zip(cells, head, strict=False)
            )
        ) > 1:
            sheet.set_row(number, 17 * lines)
        for column, value in enumerate(cells):
            if value is None or isinstance(value, str):
                sheet.write_string(
                    number,
                    column,
                    value or "",
                    wrapped if _lines(value, head[column][1]) > 1 else None,
                )
            else:
                sheet.write_number(number, column, value, money if column > 10 else None)
    book.close()
    return out.getvalue()


def _lines(value, width):
    """How many lines a cell takes in a column so wide: a Chinese character takes two of its units."""
    text = value if isinstance(value, str) else ""
    return -(-sum(1 + (east_asian_width(one) in "WF") for one in text) // width) or 1
