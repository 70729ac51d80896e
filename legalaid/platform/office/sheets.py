"""Workbooks in and out: the cells of one that comes in (`incoming` finds its rows), and one written row by row."""

import re
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.text import visible

OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an .xls begins
EXACT = 10**15  # the first whole number whose last digit Excel has turned into nought
MAX_UNPACKED = 64 * 1024 * 1024
MAX_AREA = (
    1_000_000  # cells of the rectangle that holds everything written: all of it is kept in memory
)
TAG = re.compile(rb"""<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"']+)*+)>""")
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]+)["']""")


def first_sheet(content, *, otherwise, skip_empty_area=True):
    """Rows of cells of the first sheet of a workbook (.xlsx, .xls); DomainError(`otherwise`) when it is none."""
    return next(all_sheets(content, otherwise=otherwise, skip_empty_area=skip_empty_area), [])


def all_sheets(content, *, otherwise, skip_empty_area=False):
    """Rows of cells of one sheet after the other.

    The reader sets aside the whole rectangle up to the last written cell, and a file of 5 kB can name a cell seventeen thousand million
    cells away; so what it would set aside is counted first. An .xls can name no more than sixteen million.
    """
    try:
        if not content.startswith(OLDER) and _area(content) > MAX_AREA:
            raise DomainError(
                f"表中最后一格离开头太远（行数乘列数超过{MAX_AREA}），请删去多余的行列后再导入。",
                field="file",
            )
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for number in range(len(book.sheet_names)):
            yield book.get_sheet_by_index(number).to_python(skip_empty_area=skip_empty_area)
    except (CalamineError, BadZipFile, OSError, ValueError, LookupError, RuntimeError, zlib.error):
        raise DomainError(otherwise, field="file") from None


def _area(content):
    """Cells of the largest rectangle any part of an .xlsx asks for. Raises ValueError for another kind of workbook."""
    with ZipFile(BytesIO(content)) as book:
        names = set(book.namelist())
        if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
            raise ValueError
        if sum(part.file_size for part in book.infolist()) > MAX_UNPACKED:
            raise DomainError(
                f"解压后超过{MAX_UNPACKED // 1024 // 1024}MB，请分次导入。", field="file"
            )

        return max(_reach(book.read(name)) for name in names)


def _reach(part):
    """Last row times last column of the cells written in a part; a row or cell without a place follows the one before."""
    row = column = last_row = last_column = 0
    for tag in TAG.finditer(part):
        kind, attributes = tag.groups()
        places = [
            (int(number), _column(letters.upper())) for letters, number in PLACE.findall(attributes)
        ]
        if kind == b"row":
            row, column = max(places)[0] if places else row + 1, 0
            continue
        row, column = max(places) if places else (row, column + 1)
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)

    return last_row * last_column


def _column(letters):
    """XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def cell_text(cell):
    """A cell as the clerk sees it: dates as 2026-03-03, whole numbers without a point, a number too long for Excel as a power of ten."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        return str(cell).split(".")[0]

    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_number and abs(cell) >= EXACT:
        return f"{cell:.14E}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = visible(str(cell)).strip()
    return (
        text[:-2] if re.fullmatch(r"\d+\.0", text) else text
    )  # a number some program wrote as text


def printable(sheet, head=0):
    """A worksheet as one prints it: A4 across, as wide as one page, the rows up to `head` on each, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, head)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def new_book(out, *, row_by_row=True):
    """A workbook written into `out` whose texts stay texts; row by row, so that its length does not matter."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(out, options | {"constant_memory": row_by_row})


def write_sheet(title, head, rows):
    """(bytes of an .xlsx with one frozen heading row, number of rows); `head`: [(heading, width)]; what is no number is text."""
    out, count = BytesIO(), 0
    book = new_book(out)
    sheet = book.add_worksheet(title)
    printable(sheet)

    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 1)

    for count, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, count, column, value)
    book.close()
    return out.getvalue(), count


def _write(sheet, row, column, value):
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if is_number:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, "" if value is None else str(value))
