"""Bank files out, bank returns in, as pure text: what is read, and the sentence for each fault."""

from datetime import date
from decimal import Decimal as D

import pytest

from subsidies.law.banks import (
    Answer,
    BankFileError,
    Layout,
    answers,
    csv_bytes,
    decode,
    layouts,
    table_of,
)

HEAD = ["业务编号", "户名", "金额", "处理结果", "失败原因", "处理日期"]
COLUMNS = (("收款户名", "account_name"), ("金额", "amount"))
PLAIN = Layout("x", "某银行", "csv", "gbk", COLUMNS)


def faults_of(*rows, head=HEAD):
    with pytest.raises(BankFileError) as refused:
        answers([head, *rows])
    return refused.value.sentences


def row(number="1-1", amount="1.00", result="成功", reason="", day=""):
    return [number, "甲", amount, result, reason, day]


def test_layout_of_every_bank_is_on_file():
    found = layouts()
    assert sorted(found) == ["corporate", "generic", "rural"]
    assert {key: (layout.format, layout.encoding) for key, layout in found.items()} == {
        "generic": ("csv", "utf-8-sig"),
        "rural": ("csv", "gbk"),
        "corporate": ("xlsx", ""),
    }
    assert all(len(pair) == 2 for layout in found.values() for pair in layout.columns)


def test_file_for_the_bank_has_a_heading_and_a_line_for_each_transfer():
    transfers = [
        {"account_name": "清和所", "amount": "1400.00"},
        {"account_name": "甲,乙", "amount": "1.00"},
    ]
    assert csv_bytes(PLAIN, transfers).decode("gbk") == (
        '收款户名,金额\r\n清和所,1400.00\r\n"甲,乙",1.00\r\n'
    )


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_what_a_spreadsheet_would_calculate_is_refused(first):
    name = first + "甲" * 60
    with pytest.raises(BankFileError) as refused:
        csv_bytes(PLAIN, [{"account_name": name, "amount": "1.00"}])
    assert refused.value.sentences == (
        f"“{first}{'甲' * 39}”以“{first}”开头，会被当作公式，请先更正单位账户。",
    )


def test_character_the_bank_cannot_read_is_named():
    with pytest.raises(BankFileError) as refused:
        csv_bytes(PLAIN, [{"account_name": "清和🏛🏛律所", "amount": "1.00"}])
    assert refused.value.sentences == ("户名中的“🏛”不能写成GBK，请改用别的格式。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_text_is_read_in_either_encoding(encoding):
    assert decode("业务编号,金额".encode(encoding)) == "业务编号,金额"


@pytest.mark.parametrize("name", ["业务编号", "客户流水号", "企业流水号", "商户编号"])
def test_each_banks_word_for_the_number_is_known(name):
    assert decode(name.encode("gbk")) == name


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的。"),
        ("业务编号\x00".encode(), "不是文本文件，或者编码不是UTF-8、GBK。"),
        ("编号".encode(), "读不出中文表头：编码不是UTF-8或GBK，或者缺少“业务编号”一列。"),
        (b"\xff\xff\xff", "读不出中文表头：编码不是UTF-8或GBK，或者缺少“业务编号”一列。"),
    ],
)
def test_what_is_no_text_of_ours_is_refused(content, why):
    with pytest.raises(BankFileError) as refused:
        decode(content)
    assert refused.value.sentences == (why,)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_empty_lines_of_a_table_are_left_out(end):
    content = end.join(["业务编号,金额", " , ", "", "1-1,2"]).encode()
    assert table_of(content) == [["业务编号", "金额"], ["1-1", "2"]]


def test_cell_without_an_end_names_its_line():
    content = f"业务编号\r\n1-1\r\n{'甲' * 140_000}\r\n".encode()
    with pytest.raises(BankFileError) as refused:
        table_of(content)
    assert refused.value.sentences == ("第3行读不出：一格过长，或者引号没有成对。",)


def test_answer_carries_number_sum_outcome_reason_and_day():
    table = [
        HEAD,
        row("1-1", "1,400.00", "成功", "附言", "2026-03-05"),
        row("1-2", " 2 ", "退汇", "户名不符", "20260306"),
        ["1-3", "", "0.50", "已到账"],
    ]
    assert answers(table) == [
        Answer(2, "1-1", D("1400.00"), True, "", date(2026, 3, 5)),
        Answer(3, "1-2", D("2.00"), False, "户名不符", date(2026, 3, 6)),
        Answer(4, "1-3", D("0.50"), True, "", None),
    ]


@pytest.mark.parametrize("word", ["成功", "已到账", "交易成功", "处理成功"])
def test_words_for_paid(word):
    assert answers([HEAD, row(result=word)])[0].paid is True


@pytest.mark.parametrize("word", ["失败", "退回", "交易失败", "处理失败", "退汇"])
def test_words_for_failed(word):
    assert answers([HEAD, row(result=word, reason="户名不符")])[0].paid is False


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026/03/05", date(2026, 3, 5)),
        ("2026-03-05 16:30:00", date(2026, 3, 5)),
        ("", None),
    ],
)
def test_day_is_read_in_the_ways_banks_write_it(text, day):
    assert answers([HEAD, row(day=text)])[0].on == day


@pytest.mark.parametrize(
    "head",
    [
        ["客户流水号", "x", "金额（元）", "交易结果", "退回原因", "交易日期"],
        ["企业流水号", "x", "交易金额", "状态", "原因", "到账日期"],
        [" 商户编号 ", "x", "金额(元)", "结果", "备注", "日期"],
    ],
)
def test_columns_are_found_under_each_banks_names(head):
    assert answers([head, row(result="失败", reason="户名不符", day="2026-03-05")]) == [
        Answer(2, "1-1", D("1.00"), False, "户名不符", date(2026, 3, 5))
    ]


def test_missing_columns_are_named():
    assert faults_of(head=["摘要"]) == ("回单缺少列：业务编号、金额、处理结果。",)
    assert faults_of(head=["业务编号", "处理结果"]) == ("回单缺少列：金额。",)
    with pytest.raises(BankFileError):
        answers([])


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (row(result=""), "没有写处理结果（成功或失败）。"),
        (["1-1", "甲", "1.00"], "没有写处理结果（成功或失败）。"),
        (row(result="处理中" + "。" * 60), f"处理结果“处理中{'。' * 37}”不认识。"),
        (row(result="失败"), "退回没有写原因。"),
        (row(amount="一" * 60), f"金额“{'一' * 40}”不是数字。"),
        (row(amount=""), "金额“”不是数字。"),
        (row(amount="NaN"), "金额“NaN”过大。"),
        (row(amount="Infinity"), "金额“Infinity”过大。"),
        (row(amount="1000000000000"), "金额“1000000000000”过大。"),
        (row(amount="9" * 60), f"金额“{'9' * 40}”过大。"),
        (row(amount="-0.01"), "金额“-0.01”不是两位小数的正数。"),
        (row(amount="1.005"), "金额“1.005”不是两位小数的正数。"),
        (row(amount="0." + "0" * 60 + "1"), f"金额“0.{'0' * 38}”不是两位小数的正数。"),
        (row(day="三月五日" * 20), f"日期“{'三月五日' * 10}”不认识。"),
    ],
)
def test_fault_of_a_row_names_its_line(cells, why):
    assert faults_of(cells) == (f"第2行：{why}",)


def test_largest_sum_and_none_at_all_are_read():
    found = answers([HEAD, row(amount="999999999999.99"), row(amount="0")])
    assert [answer.amount for answer in found] == [D("999999999999.99"), D("0.00")]


def test_every_fault_is_told_at_once():
    assert faults_of(row(), row(result="失败"), row(amount="x"), row(day="x")) == (
        "第3行：退回没有写原因。",
        "第4行：金额“x”不是数字。",
        "第5行：日期“x”不认识。",
    )


def test_sum_of_the_return_is_checked_when_its_rows_are_sound():
    total = ["合计：", "", "1401.50", "", "", ""]
    rows = [row(amount="1400.00"), row("1-2", "1.50")]
    assert len(answers([HEAD, *rows, total])) == 2
    assert len(answers([HEAD, total, *rows])) == 2
    wrong = [" 合计", "", "1,402", "", "", ""]
    assert faults_of(*rows, wrong) == ("第4行：合计1,402.00元，各行相加1,401.50元。",)
    assert faults_of(row(day="x"), wrong) == ("第2行：日期“x”不认识。",)
    assert faults_of(row(), ["合计", "", "x"]) == ("第3行：金额“x”不是数字。",)
    assert faults_of(["合计", "", "1.00"]) == ("第2行：合计1.00元，各行相加0元。",)


def test_error_says_its_sentences_in_one():
    assert str(BankFileError("甲。", "乙。")) == "甲。乙。"
