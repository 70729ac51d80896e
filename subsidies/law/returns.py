"""A bank's return, as banks write it: lines before the heading and after the rows, their words, signs and dates. What is not certain is named, not guessed."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO

from .banks import QUOTED, BankFileError

# the names under which banks return the same thing, without blanks and brackets
NUMBER = ("业务编号", "客户流水号", "企业流水号", "商户编号")
AMOUNT = ("金额", "交易金额", "转账金额", "付款金额", "代发金额", "发放金额", "支付金额")
RESULT = ("处理结果", "交易结果", "交易状态", "处理状态", "状态", "结果")
REASON = ("失败原因", "退回原因", "退票原因", "原因", "备注", "摘要")
DATE = ("处理日期", "交易日期", "到账日期", "入账日期", "处理时间", "交易时间", "日期")
PAID = (
    "成功", "已到账", "交易成功", "处理成功", "入账成功", "支付成功", "付款成功", "转账成功", "代发成功", "银行处理成功", "已入账", "已支付", "success",
)  # fmt: skip
FAILED = (
    "失败", "退回", "退汇", "退票", "拒绝", "未成功", "交易失败", "处理失败", "入账失败", "支付失败", "付款失败", "转账失败", "代发失败", "银行处理失败",
    "已退回", "已退汇", "已退票", "已拒绝", "fail", "failed",
)  # fmt: skip
SEPARATORS = (",", "\t", "|", ";")
HEADING_WITHIN = 30  # rows: what a bank prints above its list
SUM = re.compile(r"(?:合计|总计|小计|总金额)")
FOOTER = re.compile(
    r"(?:合计|总计|小计|总笔数|总金额|共\d|成功\d|失败\d|制表|打印|复核|经办|操作员|柜员|说明|注[:：]|备注[:：]|以下空白|第\d+页)"
)
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
OURS = re.compile(r"\d+(?:-\d+)+")
DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)|(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
DIGITS = 12  # of yuan: more than any fund
NOISE = Decimal("0.000001")  # what a spreadsheet adds to a sum


@dataclass(frozen=True)
class Answer:
    """One row of a return: what became of one transfer."""

    line: int
    number: str
    amount: Decimal
    paid: bool
    reason: str = ""
    on: date | None = None


def decode(content):
    """Text of a return in UTF-8, GBK or (marked as such) UTF-16; anything else is refused rather than guessed."""
    if not content:
        raise BankFileError("文件是空的。")
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content and not marked:
        raise BankFileError("不是文本文件，或者编码不是UTF-8、GBK、UTF-16。")

    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(name in re.sub(r"\s", "", text) for name in NUMBER):
            return text
    raise BankFileError("读不出中文表头：编码不是UTF-8、GBK、UTF-16，或者缺少“业务编号”一列。")


def table_of(content):
    """[(line, cells)] of a return that is text; its lines may end in any way, its cells be parted by comma, tab, bar or semicolon."""
    text = decode(content)
    tables = (_parted(text, separator) for separator in SEPARATORS)
    return next((table for table in tables if heading_of(table) is not None), _parted(text, ","))


def _parted(text, separator):
    reader = csv.reader(StringIO(text, newline=None), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise BankFileError(f"第{reader.line_num}行读不出：一格过长，或者引号没有成对。") from None
    return [(line, row) for line, row in rows if any(cell.strip() for cell in row)]


def heading_of(table):
    """The place of the row that names the columns; None where there is none."""
    for place, (_, cells) in enumerate(table[:HEADING_WITHIN]):
        if _column(_names(cells), NUMBER) is not None:
            return place
    return None


def answers(table, learnt=None):
    """The answers of a return: `table` as of `table_of`; `learnt`: {the bank's word: whether it is paid}, as the office has entered it. A
    sum at the end is checked against the rows. Every fault is named, and then nothing is read."""
    start = heading_of(table) or 0
    where = _columns(table[start][1] if table else [])
    words = dict.fromkeys(PAID, True) | dict.fromkeys(FAILED, False) | (learnt or {})
    rows, faults, sums = [], [], []
    for line, cells in table[start + 1 :]:
        try:
            if _ends(cells, where):
                sums += _sums(cells, line, where)
                continue
            rows.append(_answer(line, cells, where, words))
        except BankFileError as fault:
            faults += fault.sentences

    if not faults:
        added_up = sum((row.amount for row in rows), Decimal(0))
        faults += [
            f"第{line}行：合计{stated:,}元，各行相加{added_up:,}元。"
            for line, stated in sums
            if stated != added_up
        ]
    if faults:
        raise BankFileError(*faults)
    return rows


def plain(cell):
    """A cell of one width, without blanks, invisible signs and what a spreadsheet puts around a text: ="00006"."""
    text = unicodedata.normalize("NFKC", str(cell))
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return re.sub(r"^[='\"]+|[\"']+$", "", text)


def _names(cells):
    """The headings without what stands in brackets: 金额（元）."""
    return [re.sub(r"\(.*?\)", "", plain(cell)) for cell in cells]


def _columns(cells):
    """{what: number of its column}, by the names in the heading; without the first three nothing can be read."""
    head = _names(cells)
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
    return cells[at] if at is not None and at < len(cells) else ""


def _ends(cells, where):
    """Whether the row is no transfer: it begins with the words of an end and carries no number of ours."""
    first = next((plain(cell) for cell in cells if plain(cell)), "")
    return bool(FOOTER.match(first)) and not OURS.fullmatch(plain(_cell(cells, where["number"])))


def _sums(cells, line, where):
    """[(line, the sum of money stated)] of a row at the end: in its column, or in words, “总金额：10780.00”."""
    text = " ".join(plain(cell) for cell in cells)
    if not SUM.search(text):
        return []
    in_words = re.search(rf"(?:总金额|合计金额)[:：]?({FIGURE.pattern})", text)
    stated = in_words[1] if in_words else plain(_cell(cells, where["amount"]))
    return [(line, _amount(stated, line))] if stated else []


def _amount(cell, line):
    text = re.sub(r"[¥￥,]|元$|^(?:RMB|CNY)", "", plain(cell))
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BankFileError(f"第{line}行：金额“{str(cell)[:QUOTED]}”不是数字。") from None

    if not amount.is_finite() or amount.adjusted() >= DIGITS:
        raise BankFileError(f"第{line}行：金额“{str(cell)[:QUOTED]}”过大。")
    rounded = amount.quantize(Decimal("0.01"))
    if amount < 0 or abs(amount - rounded) > NOISE:
        raise BankFileError(f"第{line}行：金额“{str(cell)[:QUOTED]}”不是两位小数的正数。")
    return rounded


def word_of(cell):
    """The bank's word for what became of a transfer, without the code in brackets behind it: 成功(0000)."""
    return re.sub(r"\([^)]*\)|[.。!]$", "", plain(cell)).lower()


def _answer(line, cells, where, words):
    number, word = plain(_cell(cells, where["number"])), word_of(_cell(cells, where["result"]))
    if not word:
        raise BankFileError(f"第{line}行：没有写处理结果（成功或失败）。")
    if word not in words:
        raise BankFileError(
            f"第{line}行：处理结果“{word[:QUOTED]}”不认识；弄清它是到账还是退回以后，可以在“银行用语”里登记。"
        )

    amount = _amount(_cell(cells, where["amount"]), line)
    reason = "" if words[word] else str(_cell(cells, where["reason"])).strip()
    if not words[word] and not reason:
        raise BankFileError(f"第{line}行：退回没有写原因。")

    day = _day(_cell(cells, where["day"]), line)
    return Answer(line, number, amount, words[word], reason, day)


def _day(cell, line):
    text = unicodedata.normalize("NFKC", str(cell)).strip("'\" \t")
    if not text:
        return None
    if match := DAY.match(text):
        try:
            return date(*(int(part) for part in match.groups() if part))
        except ValueError:
            pass
    raise BankFileError(f"第{line}行：日期“{str(cell)[:QUOTED]}”不认识。")
