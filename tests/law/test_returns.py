"""Bank returns, as pure text: what is read however a bank writes it, and the sentence for each fault."""

from datetime import date
from decimal import Decimal as D

import pytest

from subsidies.law.banks import BankFileError
from subsidies.law.returns import Answer, answers, decode, table_of

LEARN = "弄清它是到账还是退回以后，可以在“银行用语”里登记。"
HEAD = ["业务编号", "户名", "金额", "处理结果", "失败原因", "处理日期"]


def read(*rows, **more):
    return answers(list(enumerate(rows, 1)), **more)


def faults_of(*rows, head=HEAD):
    with pytest.raises(BankFileError) as refused:
        read(head, *rows)
    return refused.value.sentences


def row(number="1-1", amount="1.00", result="成功", reason="", day=""):
    return [number, "甲", amount, result, reason, day]


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
        ("业务编号\x00".encode(), "不是文本文件，或者编码不是UTF-8、GBK、UTF-16。"),
        ("编号".encode(), "读不出中文表头：编码不是UTF-8、GBK、UTF-16，或者缺少“业务编号”一列。"),
        (b"\xff\xff\xff", "读不出中文表头：编码不是UTF-8、GBK、UTF-16，或者缺少“业务编号”一列。"),
    ],
)
def test_what_is_no_text_of_ours_is_refused(content, why):
    with pytest.raises(BankFileError) as refused:
        decode(content)
    assert refused.value.sentences == (why,)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_empty_lines_of_a_table_are_left_out(end):
    content = end.join(["业务编号,金额", " , ", "", "1-1,2"]).encode()
    assert table_of(content) == [(1, ["业务编号", "金额"]), (4, ["1-1", "2"])]


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
    assert read(*table) == [
        Answer(2, "1-1", D("1400.00"), True, "", date(2026, 3, 5)),
        Answer(3, "1-2", D("2.00"), False, "户名不符", date(2026, 3, 6)),
        Answer(4, "1-3", D("0.50"), True, "", None),
    ]


@pytest.mark.parametrize(
    "word",
    ["成功", "已到账", "交易成功", "处理成功", "入账成功", "银行处理成功", "SUCCESS", "成功(0000)", "处理成功 ", "成 功", "支付成功。"],
)  # fmt: skip
def test_words_for_paid(word):
    assert read(HEAD, row(result=word))[0].paid is True


@pytest.mark.parametrize(
    "word",
    ["失败", "退回", "交易失败", "处理失败", "退汇", "退票", "已退汇", "拒绝", "未成功", "FAILED", "失败(9999)"],
)  # fmt: skip
def test_words_for_failed(word):
    assert read(HEAD, row(result=word, reason="户名不符"))[0].paid is False


def test_word_the_office_has_learnt_is_known():
    assert read(HEAD, row(result="已清算"), learnt={"已清算": True})[0].paid is True
    assert (
        read(HEAD, row(result="挂账", reason="账号不符"), learnt={"挂账": False})[0].paid is False
    )


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("￥10780.00", "10780.00"),
        ("¥10,780.00", "10780.00"),
        ("10780.00元", "10780.00"),
        ("１０７８０．００", "10780.00"),
        ("\t10780", "10780.00"),
        ("CNY 10780.5", "10780.50"),
        (4123.700000000001, "4123.70"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_sum_is_read_in_the_ways_banks_write_it(cell, amount):
    assert read(HEAD, row(amount=cell))[0].amount == D(amount)


@pytest.mark.parametrize("cell", ['="00006-003-2"', "\t00006-003-2", "'00006-003-2", " 00006-003-2\u200b", "００００６-００３-２"])  # fmt: skip
def test_number_is_read_without_what_a_spreadsheet_puts_around_it(cell):
    assert read(HEAD, row(cell))[0].number == "00006-003-2"


TITLES = ["代发结果明细查询", "单位名称：,清和县法律援助中心", "打印日期：,2026-11-28"]
LINES = ["业务编号,金额,处理结果", "1-1,1.00,成功", "1-2,2.50,成功"]


@pytest.mark.parametrize(
    "ends",
    [
        ["总计,3.50,"],
        ["总笔数：2,总金额：3.50,成功2笔"],
        ["合计金额：3.50元"],
        ["共2笔", "制表：王某,复核：李某"],
        ["以下空白"],
        ["打印日期：2026-11-28"],
    ],
)
def test_what_a_bank_prints_around_its_list_is_no_row(ends):
    found = answers(table_of("\r\n".join([*TITLES, *LINES, *ends]).encode("gbk")))
    assert [(one.line, one.number) for one in found] == [(5, "1-1"), (6, "1-2")]


@pytest.mark.parametrize("end", ["总计,3.51,", "总笔数：2,总金额：3.51,成功2笔"])
def test_wrong_sum_in_whatever_words_is_refused(end):
    with pytest.raises(BankFileError) as refused:
        answers(table_of("\r\n".join([*LINES, end]).encode()))
    assert refused.value.sentences == ("第4行：合计3.51元，各行相加3.50元。",)


@pytest.mark.parametrize("separator", [",", "\t", "|", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_cells_are_parted_and_written_as_the_bank_does(separator, encoding):
    text = "\r\n".join(line.replace(",", separator) for line in [*TITLES, *LINES])
    assert len(answers(table_of(text.encode(encoding)))) == 2


def test_row_that_only_looks_like_an_end_is_a_row():
    found = read(
        ["附言", "业务编号", "金额", "处理结果"],
        ["说明：法律援助补贴", "1-1", "1.00", "成功"],
        ["合计两案", "1-2", "2.00", "成功"],
        ["合计", "", "3.00", ""],
    )
    assert [(row.number, row.amount) for row in found] == [("1-1", D("1.00")), ("1-2", D("2.00"))]
    assert faults_of(["编号不明", "甲", "1.00", ""]) == ("第2行：没有写处理结果（成功或失败）。",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026/03/05", date(2026, 3, 5)),
        ("2026-03-05 16:30:00", date(2026, 3, 5)),
        ("2026-03-05T16:30:00", date(2026, 3, 5)),
        ("20260305 16:30:00", date(2026, 3, 5)),
        ("2026/3/5 16:30", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
        ("", None),
    ],
)
def test_day_is_read_in_the_ways_banks_write_it(text, day):
    assert read(HEAD, row(day=text))[0].on == day


@pytest.mark.parametrize(
    "head",
    [
        ["客户流水号", "x", "金额（元）", "交易结果", "退回原因", "交易日期"],
        ["企业流水号", "x", "交易金额", "状态", "原因", "到账日期"],
        [" 商户编号 ", "x", "金额(元)", "结果", "备注", "日期"],
    ],
)
def test_columns_are_found_under_each_banks_names(head):
    assert read(head, row(result="失败", reason="户名不符", day="2026-03-05")) == [
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
        (row(result="处理中" * 20), f"处理结果“{('处理中' * 20)[:40]}”不认识；{LEARN}"),
        (row(result="失败"), "退回没有写原因。"),
        (row(amount="一" * 60), f"金额“{'一' * 40}”不是数字。"),
        (row(amount=""), "金额“”不是数字。"),
        (row(amount="NaN"), "金额“NaN”过大。"),
        (row(amount="Infinity"), "金额“Infinity”过大。"),
        (row(amount="1000000000000"), "金额“1000000000000”过大。"),
        (row(amount="9" * 60), f"金额“{'9' * 40}”过大。"),
        (row(amount="-0.01"), "金额“-0.01”不是两位小数的正数。"),
        (row(amount="1.005"), "金额“1.005”不是两位小数的正数。"),
        (row(amount="0.001"), "金额“0.001”不是两位小数的正数。"),
        (row(day="三月五日" * 20), f"日期“{'三月五日' * 10}”不认识。"),
    ],
)
def test_fault_of_a_row_names_its_line(cells, why):
    assert faults_of(cells) == (f"第2行：{why}",)


def test_largest_sum_and_none_at_all_are_read():
    found = read(HEAD, row(amount="999999999999.99"), row(amount="0"))
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
    assert len(read(HEAD, *rows, total)) == 2
    assert len(read(HEAD, total, *rows)) == 2
    wrong = [" 合计", "", "1,402", "", "", ""]
    assert faults_of(*rows, wrong) == ("第4行：合计1,402.00元，各行相加1,401.50元。",)
    assert faults_of(row(day="x"), wrong) == ("第2行：日期“x”不认识。",)
    assert faults_of(row(), ["合计", "", "x"]) == ("第3行：金额“x”不是数字。",)
    assert faults_of(["合计", "", "1.00"]) == ("第2行：合计1.00元，各行相加0元。",)
