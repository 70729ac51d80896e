"""Bank files: what each bank takes is data (data/banks.json, described in docs/bank-files.md); what it returns is read by the names of its columns."""

import csv
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from io import StringIO
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "banks.json"
# the names under which banks return the same thing
NUMBER = ("业务编号", "客户流水号", "企业流水号", "商户编号")
AMOUNT = ("金额", "金额（元）", "交易金额", "金额(元)")
RESULT = ("处理结果", "交易结果", "状态", "结果")
REASON = ("失败原因", "退回原因", "原因", "备注")
DATE = ("处理日期", "交易日期", "到账日期", "日期")
PAID = ("成功", "已到账", "交易成功", "处理成功")
FAILED = ("失败", "退回", "交易失败", "处理失败", "退汇")
FORMULA = ("=", "+", "-", "@", "\t")  # a cell that begins so is a formula to whoever opens the CSV
DIGITS = 12  # of yuan: more than any fund
QUOTED = 40  # characters of a wrong cell that a sentence repeats


class BankFileError(Exception):
    """The file cannot be read, with a sentence for each row at fault."""

    def __init__(self, *sentences):
        super().__init__("".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Layout:
    key: str
    name: str
    format: str
    encoding: str
    columns: tuple


@dataclass(frozen=True)
class Answer:
    """One row of a return: what became of one transfer."""

    line: int
    number: str
    amount: Decimal
    paid: bool
    reason: str = ""
    on: date | None = None


@cache
def layouts():
    """{key: Layout} of every bank on file."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    layouts = [Layout(**row | {"columns": tuple(map(tuple, row["columns"]))}) for row in rows]
    return {layout.key: layout for layout in layouts}


def csv_bytes(layout, transfers):
    """The file for the bank; transfers are dicts of the fields the layout names. A character the bank cannot read is refused, and what
    a spreadsheet would read as a formula.
    """
    rows = [[row[field] for _, field in layout.columns] for row in transfers]
    for cell in (cell for row in rows for cell in row):
        if str(cell).startswith(FORMULA):
            raise BankFileError(
                f"“{cell[:QUOTED]}”以“{cell[0]}”开头，会被当作公式，请先更正单位账户。"
            )

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading for heading, _ in layout.columns])
    writer.writerows(rows)

    try:
        return out.getvalue().encode(layout.encoding)
    except UnicodeEncodeError as error:
        unknown = error.object[error.start : error.end]
        raise BankFileError(
            f"户名中的“{unknown}”不能写成{layout.encoding.upper()}，请改用别的格式。"
        ) from None


def decode(content):
    """Text of a CSV in UTF-8 or GBK; anything else is refused rather than guessed."""
    if not content:
        raise BankFileError("文件是空的。")
    if b"\x00" in content:
        raise BankFileError("不是文本文件，或者编码不是UTF-8、GBK。")

    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(name in text for name in NUMBER):
            return text
    raise BankFileError("读不出中文表头：编码不是UTF-8或GBK，或者缺少“业务编号”一列。")


def table_of(content):
    """Rows of cells of a CSV return; its lines may end in any way."""
    reader = csv.reader(StringIO(decode(content), newline=None))
    try:
        return [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise BankFileError(f"第{reader.line_num}行读不出：一格过长，或者引号没有成对。") from None


def answers(table):
    """The rows of a return file; a 合计 row is checked against them. Every fault is named, and then nothing is read."""
    where = _columns(table)
    rows, faults, sum_row = [], [], None
    for line, cells in enumerate(table[1:], 2):
        if str(cells[0]).strip().startswith("合计"):
            sum_row = (line, cells)
            continue
        try:
            rows.append(_answer(line, cells, where))
        except BankFileError as fault:
            faults += fault.sentences

    if sum_row and not faults:
        faults += _sum_fault(sum_row, rows, where)
    if faults:
        raise BankFileError(*faults)
    return rows


def _columns(table):
    """{what: number of its column}, by the names in the heading; without the first three nothing can be read."""
    head = [str(cell).strip() for cell in table[0]] if table else []
    where = {
        "number": _column(head, NUMBER),
        "amount": _column(head, AMOUNT),
        "result": _column(head, RESULT),
    }
    names = {"number": "业务编号", "amount": "金额", "result": "处理结果"}
    missing = [name for what, name in names.items() if where[what] is None]
    if missing:
        raise BankFileError(f"回单缺少列：{'、'.join(missing)}。")
    return where | {"reason": _column(head, REASON), "day": _column(head, DATE)}


def _column(head, names):
    return next((head.index(name) for name in names if name in head), None)


def _cell(cells, at):
    return str(cells[at]).strip() if at is not None and at < len(cells) else ""


def _amount(text, line):
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise BankFileError(f"第{line}行：金额“{text[:QUOTED]}”不是数字。") from None

    if not amount.is_finite() or amount.adjusted() >= DIGITS:
        raise BankFileError(f"第{line}行：金额“{text[:QUOTED]}”过大。")
    if amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise BankFileError(f"第{line}行：金额“{text[:QUOTED]}”不是两位小数的正数。")
    return amount.quantize(Decimal("0.01"))


def _answer(line, cells, where):
    number, result = _cell(cells, where["number"]), _cell(cells, where["result"])
    if not result:
        raise BankFileError(f"第{line}行：没有写处理结果（成功或失败）。")
    if result not in PAID + FAILED:
        raise BankFileError(f"第{line}行：处理结果“{result[:QUOTED]}”不认识。")

    amount = _amount(_cell(cells, where["amount"]), line)
    reason = "" if result in PAID else _cell(cells, where["reason"])
    if result in FAILED and not reason:
        raise BankFileError(f"第{line}行：退回没有写原因。")

    day = _day(_cell(cells, where["day"]), line)
    return Answer(line, number, amount, result in PAID, reason, day)


def _day(text, line):
    if not text:
        return None
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BankFileError(f"第{line}行：日期“{text[:QUOTED]}”不认识。")


def _sum_fault(sum_row, rows, where):
    line, cells = sum_row
    stated = _amount(_cell(cells, where["amount"]), line)
    added_up = sum((row.amount for row in rows), Decimal(0))
    if stated == added_up:
        return []
    return [f"第{line}行：合计{stated:,}元，各行相加{added_up:,}元。"]
