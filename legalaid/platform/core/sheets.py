"""Excel in and out: a sheet is read by its headings, which must all be known; a sheet is written row by row."""

from datetime import date, datetime
from io import BytesIO
from zipfile import BadZipFile

import xlsxwriter
from django.http import HttpResponse
from python_calamine import CalamineError, CalamineWorkbook

from .errors import DomainError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000


def read_sheet(upload, headings, required):
    """[(row number as Excel shows it, {heading: text})] of the first sheet; blank rows are left out.

    Raises DomainError(field="file") for a file that is no workbook, an unknown, doubled or missing heading, no rows or too many.
    """
    if upload.size > MAX_BYTES:
        raise DomainError("文件超过5MB，请分次导入。", field="file")
    try:
        table = CalamineWorkbook.from_filelike(BytesIO(upload.read())).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, BadZipFile, OSError, ValueError, IndexError):
        raise DomainError(f"“{upload.name}”不是能打开的 Excel 工作簿（.xlsx）。", field="file")
    head = [cell_text(cell).rstrip("*") for cell in table[0]] if table else []
    while head and not head[-1]:
        head.pop()
    check_head(head, headings, required)
    rows = []
    for number, cells in enumerate(table[1:], 2):
        row = {name: cell_text(cell) for name, cell in zip(head, cells, strict=False)}
        if any(row.values()):
            rows.append((number, row))
    if not rows:
        raise DomainError("表中没有数据行。", field="file")
    if len(rows) > MAX_ROWS:
        raise DomainError(f"一次最多导入{MAX_ROWS}行，本表有{len(rows)}行，请分次导入。", field="file")
    return rows


def check_head(head, headings, required):
    if unknown := [name or "（空）" for name in head if name not in headings]:
        raise DomainError(f"不认识的列：{'、'.join(unknown)}。请使用下载的模板，不要改动表头。", field="file")
    if doubled := sorted({name for name in head if head.count(name) > 1}):
        raise DomainError(f"重复的列：{'、'.join(doubled)}。", field="file")
    if missing := [name for name in required if name not in head]:
        raise DomainError(f"缺少必需的列：{'、'.join(missing)}。", field="file")


def cell_text(cell):
    """A cell as the clerk sees it: dates as 2026-03-03, whole numbers without a point."""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def write_sheet(title, head, rows):
    """Bytes of an .xlsx with one frozen heading row; `head`: [(heading, width)], everything but numbers is text."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, "" if value is None else str(value))
    book.close()
    return out.getvalue()


def as_download(data, name):
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
