"""Sheets as offices and other programs save them: titles, headings, separators, encodings, footers, cells that have lost their digits."""

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.incoming import Heading, read_incoming
from legalaid.platform.office.judged import Fault, Judged, faulty_sheet, lost_digits, template_of

INPUTS = Path(__file__).parent / "sheets"
HEADINGS = (
    Heading("name", "姓名", ("人员姓名",), needed=True, example="王芳"),
    Heading(
        "station", "站点", ("所在站点", "所属站点"), needed=True, example="城关镇法律援助工作站"
    ),
    Heading("phone", "电话", ("联系电话", "手机"), example="13900001234"),
    Heading("full_time", "专职", ("专/兼职", "是否专职"), example="是", offered=("是", "否")),
)
ROW = {"name": "王芳", "station": "东站", "phone": "13900001234"}
TEXT = "姓名,站点,电话\r\n王芳,东站,13900001234\r\n"


def read(content, name="a.csv"):
    content = content.encode() if isinstance(content, str) else content
    return read_incoming(SimpleUploadedFile(name, content), HEADINGS)


def book(*sheets):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for rows in sheets:
            page = made.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize("head", [
    "姓名,站点,电话", "姓 名,站 点,联系电话", "*姓名,*站点,手机", "人员姓名：,所在站点：,电话：", "姓名（必填）,所属站点（全称）,联系电话(手机)",
     '"姓\n名","所在\n站点",电话',
    "序号,姓名,站点,电话", "姓　名,所在站点,联系电话", "【姓名】,站点[必填],电话", "\ufeff姓名\u200b,站点,电话",
])  # fmt: skip
def test_heading_is_known_however_it_is_written(head):
    row = ("1," if head.startswith("序号") else "") + "王芳,东站,13900001234"
    assert [cells for _, cells in read(f"{head}\n{row}\n").rows] == [ROW]


@pytest.mark.parametrize("above", [
    "法律援助工作站人员花名册", "清和县\n2026年度人员表", "制表单位：清和县司法局,,制表日期：2026年11月27日", "表一\n\n单位：人\n", ",,附件2\n,人员名单",
])  # fmt: skip
def test_titles_above_the_heading_are_passed_over(above):
    found = read(f"{above}\n{TEXT}")
    assert ([cells for _, cells in found.rows], found.unused) == ([ROW], [])


@pytest.mark.parametrize("below", [
    "合计,,1人", "合 计：1人", "填表人：李某,,审核人：王某", "制表：张三", "注：以上人员均已签字", "说明：本表一式两份", "以下空白",
    "共1人", "第1页", "2026年11月27日",
    "姓名,站点,电话", "负责人签字：", "单位（盖章）：", "备注：无",
])  # fmt: skip
def test_what_stands_under_the_rows_is_no_row(below):
    assert [cells for _, cells in read(f"{TEXT}\n{below}\n").rows] == [ROW]


@pytest.mark.parametrize(("encoding", "separator"), [
    ("utf-8", ","), ("utf-8-sig", ","), ("gbk", ","), ("gb18030", "\t"), ("utf-16", "\t"), ("gbk", "|"), ("utf-8", ";"), ("utf-8", "，"), ("gbk", "\t"),
])  # fmt: skip
def test_text_is_read_in_every_encoding_and_separator(encoding, separator):
    assert [cells for _, cells in read(TEXT.replace(",", separator).encode(encoding)).rows] == [ROW]


def test_rare_characters_of_gb18030_are_read():
    assert read("姓名,站点\n㛃䶮,东站\n".encode("gb18030")).rows[0][1]["name"] == "㛃䶮"


@pytest.mark.parametrize(("cell", "text"), [
    ('="00006"', "00006"), ("'00006", "00006"), ("13900004002.0", "13900004002"), ("\u202d13900001234\u202c", "13900001234"), ("  13900001234 ", "13900001234"),
])  # fmt: skip
def test_what_a_spreadsheet_puts_around_a_text_is_taken_off(cell, text):
    content = f"姓名,站点,电话\n王芳,东站,{cell}\n"
    assert read(content).rows[0][1]["phone"] == text


def test_the_sheet_that_holds_the_rows_is_found_behind_a_cover():
    found = read(
        book(
            [["填表说明"], ["姓名要写全"]],
            [["人员表"], ["姓名", "站点", "电话"], ["王芳", "东站", 13900001234]],
        ),
        "a.xlsx",
    )
    assert found.rows == [(3, ROW)]


def test_workbook_of_an_older_excel_is_read():
    headings = (Heading("number", "工单编号", needed=True), Heading("phone", "来电号码"))
    file = SimpleUploadedFile("a.xls", (INPUTS / "03-calls-title-rows.xls").read_bytes())
    assert read_incoming(file, headings).rows == [
        (4, {"number": "HX000010", "phone": "13900001001"}), (5, {"number": "HX000011", "phone": "13900001002"}),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "lost"), [
    (999999198507223456, True), (15101201810123456, True), (20261120093000012345, True), (1e15, True), (13900001234, False), (999999999999999, False),
])  # fmt: skip
def test_number_of_more_than_fifteen_digits_in_a_numeric_cell_is_named(number, lost):
    rows = read(book([["姓名", "站点", "电话"], ["王芳", "东站", number]]), "a.xlsx").rows
    found = lost_digits(HEADINGS, rows[0][1])
    assert [(one.heading, one.reason[:7]) for one in found] == (
        [("电话", "数字超过15位")] if lost else []
    )


def test_long_number_in_a_text_cell_is_whole():
    rows = read(
        book([["姓名", "站点", "电话"], ["王芳", "东站", "99999919850722345X"]]), "a.xlsx"
    ).rows
    assert (rows[0][1]["phone"], lost_digits(HEADINGS, rows[0][1])) == ("99999919850722345X", [])


@pytest.mark.parametrize(("content", "words"), [
    ("", "文件是空的。"), ("姓名,电话\n王芳,1\n", "表头缺少“站点”；第1行现为：姓名、电话。"), ("姓名,站点,姓名\n王芳,东站,王\n", "重复的列：姓名。"),
    ("姓名,站点\n", "表中没有数据行。"),
    
    ("姓名,站点\n合计,\n", "表中没有数据行。"), ("<html><table><tr><td>姓名</td></tr></table>", "是网页格式的表格"), 
    (b"\xff\xfe\x00", "不是能读取的表格"), (b"PK\x03\x04x", "不是 Excel 工作簿"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "不是 Excel 工作簿"), ("姓名,站点\n" + "王芳,东站\n" * 1001, "一次最多导入1000行，本表有1001行"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(content, words):
    with pytest.raises(DomainError) as error:
        read(content)
    assert (words in error.value.sentence, error.value.field) == (True, "file")


def test_of_two_columns_that_may_be_one_the_better_name_is_read_and_the_other_named():
    found = read("姓名,站点,手机,联系电话\n王芳,东站,1,2\n")
    assert (found.rows[0][1]["phone"], found.unused) == ("2", ["手机"])


def test_masked_column_of_an_export_is_not_read():
    found = read("姓名,站点,电话（遮蔽）\n王芳,东站,139****1234\n")
    assert (found.rows[0][1], found.unused) == (
        {"name": "王芳", "station": "东站"},
        ["电话（遮蔽）"],
    )


def test_template_is_text_with_an_example_and_lists():
    data = template_of("人员", HEADINGS)
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["姓名*", "站点*", "电话", "专职"],
        ["示例：王芳", "城关镇法律援助工作站", "13900001234", "是"],
    ]
    import openpyxl  # reads what calamine leaves out: formats and lists

    sheet = openpyxl.load_workbook(BytesIO(data))["人员"]
    lists = [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
    formats = {one.number_format for one in sheet.column_dimensions.values()}
    assert (formats, lists) == (
        {"@"},
        [("D3:D1001", "'填写说明'!$E$5:$E$6")],
    )
    with pytest.raises(DomainError, match="表中没有数据行"):
        read(data, "a.xlsx")


def test_faulty_rows_come_back_as_a_sheet_that_reads_itself():
    faults = [Fault("站点", "西站", "没有这个站点", "东站")]
    rows = [(4, ROW | {"station": "西站"}), (5, ROW)]
    data = faulty_sheet("人员", HEADINGS, rows, [Judged(4, "王芳", faults=faults)])
    again = read(data, "a.xlsx")
    assert (again.rows, again.unused) == ([(2, ROW | {"station": "西站"})], [])
    cells = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert cells[1][-1] == "第4行：站点“西站”：没有这个站点，如 东站"


def test_long_text_above_the_heading_is_no_heading_and_costs_no_time():
    assert [cells for _, cells in read("(" * 100_000 + "\n" + TEXT).rows] == [ROW]


def test_whole_row_that_begins_like_a_footer_is_a_row():
    found = read(f"{TEXT}审核员小王,东站,\r\n审核：李四,,\r\n")
    assert [cells["name"] for _, cells in found.rows] == ["王芳", "审核员小王"]


def test_answer_given_meanwhile_changes_nothing_of_what_was_told():
    asked = Judged(2, "王芳", "asked", like="王芳（东站）")
    answered = Judged(2, "王芳", "changed", changes=["电话改为139"], like="王芳（东站）")
    assert (answered.told, asked.told) == ([2, "asked", "王芳（东站）", [], []],) * 2
