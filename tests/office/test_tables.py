"""A list says the same on the page, on a phone and in Excel, and lets nothing through unescaped."""

import re
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.html import format_html
from python_calamine import CalamineWorkbook

from legalaid.platform.office.tables import Column, Table

LI = {"name": "李<b>", "firm__name": "清和所", "age": 0, "fee": Decimal("1200.5"), "note": "急"}
WANG = {"name": "王芳", "firm__name": None, "age": 38, "fee": None, "note": ""}
STAR = Column("note", "备注", draw=lambda row, words: format_html("<i>{}</i>", words))

LIST = Table(
    title="人员",
    look=lambda row: "urgent" if row["note"] == "急" else "",
    empty="没有人员。",
    hint="请放宽条件。",
    columns=(
        Column("name", "姓名", link=lambda row: "/li/" if row["note"] else "", order="name", width=12),
        Column("firm", "承办机构", "firm__name", none="未登记", order="firm__name", width=20),
        Column("age", "年龄", kind="num", order="age", width=6),
        Column("fee", "补贴（元）", kind="money", short="补贴", place="sum", quiet=True, width=14),
        STAR,
        Column("secret", "经办", lambda row: "内部", write=lambda words: f"{words}件", page=False, width=9),
    ),
)  # fmt: skip


def drawn(table, rows, options="", path="/", **more):
    page = engines["django"].from_string("{% table table rows " + options + " %}")
    request = RequestFactory().get(path)
    return re.sub(
        r">\s+<", "><", page.render({"table": table, "rows": rows} | more, request)
    ).strip()


def test_a_row_is_drawn_by_its_columns():
    assert drawn(LIST, [LI, WANG]) == (
        '<div class="frame"><table class="list cards"><thead><tr>'
        '<th>姓名</th><th>承办机构</th><th class="num">年龄</th>'
        '<th class="num sum">补贴（元）</th><th>备注</th></tr></thead><tbody>'
        '<tr class="urgent"><td data-label="姓名"><a href="/li/">李&lt;b&gt;</a></td>'
        '<td data-label="承办机构">清和所</td><td class="num" data-label="年龄">0</td>'
        '<td class="num sum" data-label="补贴">1,200.50</td>'
        '<td data-label="备注"><i>急</i></td></tr>'
        '<tr><td data-label="姓名">王芳</td><td data-label="承办机构">未登记</td>'
        '<td class="num" data-label="年龄">38</td>'
        '<td class="num sum none" data-label="补贴">—</td>'
        '<td data-label="备注"><i>—</i></td></tr></tbody></table></div>'
    )  # fmt: skip


def test_what_is_drawn_as_plain_text_is_escaped():
    careless = Column("name", "姓名", draw=lambda row, words: f"<i>{words}</i>")
    assert careless.cell(LI, None) == '<td data-label="姓名">&lt;i&gt;李&lt;b&gt;&lt;/i&gt;</td>'


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (SimpleNamespace(firm=SimpleNamespace(name="清和所")), "清和所"),
        (SimpleNamespace(firm=SimpleNamespace(name=lambda: "清和所")), "清和所"),
        (SimpleNamespace(firm=None), ""),
        ({"firm__name": "清和所"}, "清和所"),
        ({"firm__name": None}, ""),
    ],
)
def test_a_path_leads_through_objects_and_dicts(row, words):
    assert Column("firm", "承办机构", "firm__name").words(row) == words


def test_words_that_come_to_nothing_are_a_dash_on_the_page_and_an_empty_cell_in_the_file():
    green = Column("green", "绿色通道", show=lambda flag: "是" if flag else "", width=9)
    assert green.cell({"green": False}, None) == '<td data-label="绿色通道">—</td>'
    assert green.written({"green": False}) == ""


def test_a_fragment_draws_a_cell_from_its_row():
    empty = Column("name", "姓名", template="_empty.html")
    table = Table((empty,), frame="")
    assert "<p>没有等您的案件</p>" in drawn(table, [LI], title="没有等您的案件")


@pytest.mark.parametrize(
    ("order", "sort", "words", "leads"),
    [
        ("age", ' aria-sort="ascending"', "年龄 ▲", "?state=new&amp;order=-age"),
        ("-age", ' aria-sort="descending"', "年龄 ▼", "?state=new&amp;order=age"),
        ("name", "", "年龄", "?state=new&amp;order=age"),
    ],
)
def test_a_heading_leads_to_its_order_and_back(order, sort, words, leads):
    page = drawn(LIST, [LI], "order=order", "/?state=new&page=3", order=order)
    assert f'<th class="num"{sort}><a href="{leads}">{words}</a></th>' in page
    assert "<th>备注</th>" in page


def test_a_page_of_many_has_a_pager_and_a_whole_list_has_none():
    assert "共 2 条，第 1/2 页" in drawn(LIST, Paginator([LI, WANG], 1).page(1))
    assert "pager" not in drawn(LIST, [LI, WANG])


def test_a_list_without_rows_says_so():
    assert drawn(LIST, []) == (
        '<div class="card"><div class="empty"><p>没有人员。</p>'
        '<p class="small">请放宽条件。</p></div></div>'
    )
    assert "<p>没有这样的人。</p>" in drawn(LIST, [], 'empty="没有这样的人。"')
    assert drawn(Table((STAR,), frame="", empty="没有。"), []) == '<p class="soft mb-0">没有。</p>'
    assert drawn(Table((STAR,)), []) == ""


def test_a_last_row_says_the_sums():
    page = drawn(LIST, [LI], "total=total", total={"name": "合计", "fee": "1,200.50"})
    assert (
        '<tr class="total"><td data-label="姓名">合计</td>'
        '<td data-label="承办机构"></td><td class="num" data-label="年龄"></td>'
        '<td class="num sum" data-label="补贴">1,200.50</td>'
    ) in page
    nothing = drawn(LIST, [LI], "total=total", total={"name": "合计", "fee": "0.00"})
    assert '<td class="num sum none" data-label="补贴">0.00</td>' in nothing


def test_nothing_leads_nowhere():
    firm = Column("firm", "承办机构", link=lambda row: "/firm/")
    assert firm.cell({"firm": "清和所"}, None) == (
        '<td data-label="承办机构"><a href="/firm/">清和所</a></td>'
    )
    assert firm.cell({"firm": None}, None) == '<td data-label="承办机构">—</td>'


def test_a_list_sorted_from_the_most_alone_turns_no_heading_round():
    table = Table(LIST.columns, falling=True, caption="人员")
    page = drawn(table, [LI], "order=order", "/?order=age", order="age")
    assert '<caption class="visually-hidden">人员</caption>' in page
    assert '<th class="num" aria-sort="descending"><a href="?order=age">年龄</a></th>' in page
    assert '<th><a href="?order=name">姓名</a></th>' in page


def test_a_wide_list_is_named_for_who_only_hears_it():
    page = drawn(Table((STAR,), frame="frame scroll"), [LI], 'label="各站点"')
    assert '<div class="frame scroll" tabindex="0" role="region" aria-label="各站点">' in page


def test_the_workbook_has_the_columns_with_a_width_and_numbers_as_numbers():
    data, count = LIST.workbook([LI, WANG])
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
    assert count == 2
    assert sheet.name == "人员"
    assert sheet.to_python() == [
        ["姓名", "承办机构", "年龄", "补贴（元）", "经办"],
        ["李<b>", "清和所", 0, 1200.5, "内部件"],
        ["王芳", "", 38, "", "内部件"],
    ]


def test_columns_are_chosen_in_the_order_of_the_list():
    chosen = LIST.only({"fee", "name", "nonsense"})
    assert [one.key for one in chosen.on_page] == ["name", "fee"]
    assert [one.key for one in chosen.on_sheet] == ["name", "fee", "secret"]


def test_column_of_a_page_has_a_heading():
    with pytest.raises(ValueError, match="house"):
        Table(columns=(Column("version", "版本"), Column("house", "")))
    assert Table(columns=(Column("house", "", page=False, width=9),)).on_page == []
