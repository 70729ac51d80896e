"""Rows of a sheet as offices send it: .xlsx, .xls or text; its heading row is looked for under titles, by every name a column goes by.

Titles, blank lines, headings printed again, examples and what stands under the rows (合计, 填表人) are no rows.
"""

import csv
import re
from dataclasses import dataclass, field
from io import StringIO

from legalaid.platform.core.errors import DomainError

from .cells import plain
from .sheets import OLDER, all_sheets, cell_text

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 1000  # judging writes them all and takes them back, and nobody records a step meanwhile
HEADING_WITHIN = 30  # rows: titles and who made it
LONGEST = 200  # characters of a heading
MASKED = "(遮蔽)"  # a column of an export that hides what it is of
FAULTS = "问题"  # the column in which a sheet of faulty rows says what is wrong with each
NO_COLUMN = {"序号", "序", "编号", "行号", "no", "no.", "", FAULTS}
SEPARATORS = (",", "\t", "|", ";", "，")
ASIDE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")
EXAMPLE = re.compile(r"^[(\[【]?示例")
FOOTER = re.compile(
    r"(?:合计|总计|小计|共计|填表|制表|填报|制单|审核|复核|审批|负责人|经办|联系人[:：]|单位[:：(]|盖章|日期[:：]|说明|备注[:：]|注[:：\d]|以下空白|打印|第\d+页|共\d+[页行人条]|\d{4}年\d+月\d+日$)"
)
MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True)
class Heading:
    """A column: its name in templates and exports, what others call it, whether a row must say it; `fill`: one answer may do for all rows."""

    key: str
    name: str
    others: tuple = ()
    needed: bool = False
    fill: bool = False
    example: str = ""
    offered: tuple = ()  # the words that may stand in it, for the list in the template

    @property
    def names(self):
        return (self.name, *self.others)


@dataclass
class Incoming:
    """`rows`: [(row as Excel numbers it, {key: text})]; `columns`: {key: the name it goes by there}; `unused`: headings nobody reads."""

    name: str
    columns: dict
    unused: list = field(default_factory=list)
    rows: list = field(default_factory=list)


def read_incoming(upload, headings, most=MAX_ROWS):
    """Raises DomainError(field="file") for what is no table, has no heading row, lacks a needed column, or holds no rows or too many."""
    if upload.size > MAX_BYTES:
        raise DomainError("文件超过5MB，请分次导入。", field="file")

    tables = list(_tables(upload.read(), upload.name))
    table, place = _best(tables, headings)
    found = Incoming(upload.name, {})
    where = _columns(table[place][1] if table else [], headings, found)
    if missing := [
        one.name for one in headings if one.needed and not one.fill and one.key not in where
    ]:
        raise DomainError(_lacking(missing, table, place), field="file")

    head = [plain(text) for text in table[place][1]]
    for number, cells in table[place + 1 :]:
        row = {key: cells[at] if at < len(cells) else "" for key, at in where.items()}
        if not _is_none(cells, row, head, headings):
            found.rows.append((number, row))

    if not found.rows:
        raise DomainError("表中没有数据行。", field="file")
    if len(found.rows) > most:
        told = f"一次最多导入{most}行，本表有{len(found.rows)}行，请分次导入。"
        raise DomainError(told, field="file")
    return found


def _tables(content, name):
    """[(number, texts of its cells)] of one sheet after the other; of a text once for each separator it may have."""
    if not content.strip():
        raise DomainError("文件是空的。", field="file")
    if MARKUP.match(content):
        raise DomainError(
            f"“{name}”是网页格式的表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。",
            field="file",
        )
    if content.startswith((b"PK", OLDER)):
        otherwise = f"“{name}”打不开：不是 Excel 工作簿（.xlsx、.xls），或者设有密码。"
        for sheet in all_sheets(content, otherwise=otherwise):
            yield [
                (number, [cell_text(cell) for cell in row]) for number, row in enumerate(sheet, 1)
            ]
        return

    text = _text(content, name)
    for separator in SEPARATORS:
        yield _parted(text, separator)


def _text(content, name):
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DomainError(
        f"“{name}”不是能读取的表格，请用 .xlsx、.xls，或者编码为 UTF-8、GBK 的 .csv。", field="file"
    )


def _parted(text, separator):
    reader = csv.reader(StringIO(text, newline=None), delimiter=separator)
    try:
        return [(reader.line_num, [cell_text(_unquoted(cell)) for cell in row]) for row in reader]
    except csv.Error:
        raise DomainError(
            f"第{reader.line_num}行读不出：一格过长，或者引号没有成对。", field="file"
        ) from None


def _unquoted(cell):
    """Without what keeps a spreadsheet from taking a text for a number: ="00006", '00006."""
    return re.sub(r"^=\"(.*)\"$", r"\1", cell.strip()).removeprefix("'")


def _best(tables, headings):
    """(the sheet, the place of its row) in which the most columns are named."""
    best, most = (tables[0] if tables else [], 0), 0
    for table in tables:
        for place, (_, cells) in enumerate(table[:HEADING_WITHIN]):
            count = len(_named(cells, headings))
            if count > most:
                best, most = (table, place), count
    return best


def _named(cells, headings):
    """{key: [(rank of the name, place)]} of the columns a row names."""
    found = {}
    for at, cell in enumerate(cells):
        text = plain(cell).strip("*:").lower()
        if MASKED in text or len(text) > LONGEST:
            continue
        bare = text.strip("【】[]()《》")
        for one in headings:
            names = [plain(name).lower() for name in one.names]
            said = next((word for word in (text, ASIDE.sub("", text), bare) if word in names), None)
            if said:
                found.setdefault(one.key, []).append((names.index(said), at))
                break
    return found


def _columns(cells, headings, found):
    """{key: place}: of several columns that may be one, that which goes by the first of its names."""
    named, where = _named(cells, headings), {}
    for key, places in named.items():
        places.sort()
        twice = len(places) > 1 and places[0][0] == places[1][0]
        if twice:
            raise DomainError(f"重复的列：{cells[places[0][1]]}。", field="file")
        where[key] = places[0][1]

    found.columns = {key: cells[at] for key, at in where.items()}
    used = set(where.values())
    found.unused = [
        text
        for at, text in enumerate(cells)
        if at not in used and plain(text).strip("*").lower() not in NO_COLUMN
    ]
    return where


def _lacking(missing, table, place):
    names = "”“".join(missing)
    if not table or not any(table[place][1]):
        return f"表头缺少“{names}”；表是空的。"
    number, cells = table[place]
    return f"表头缺少“{names}”；第{number}行现为：{'、'.join(filter(None, cells))[:200]}。"


def _is_none(cells, row, head, headings):
    """Whether a line is no row: blank, the heading again, an example, or what stands under the rows."""
    if not any(row.values()):
        return True
    if [plain(text) for text in cells] == head:
        return True

    first = plain(next(text for text in cells if text))
    if EXAMPLE.match(first) or EXAMPLE.match(plain(next(filter(None, row.values())))):
        return True
    needed = [one.key for one in headings if one.needed and one.key in row]
    return bool(FOOTER.match(first)) and not all(row[key] for key in needed)
