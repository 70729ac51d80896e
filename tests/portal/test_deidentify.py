"""What may not stand on a public notice is found, explained, and never repeated in full."""

import pytest

from legalaid.faces.portal import deidentify


def found(text):
    return [(f.what, f.text) for f in deidentify.find_patterns([("说明", text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("申请人440524198801010011已领取", [("证件号码", "4******1")]),
        ("联系电话13800138000", [("手机号码", "1******0")]),
        ("电话 138 0013 8000", [("手机号码", "1******0")]),
        ("转入6222020200112233445账户", [("银行账号", "6******5")]),
        ("住：石桥乡东河村7号", [("住址", "石******号")]),
        ("（城关镇建设路1号）", [("住址", "城******号")]),
        ("2026年10月共办理1280件，支出235600.00元", []),
        ("清援公示字〔2026〕第13号", []),
        ("服务热线12348", []),
    ],
)
def test_personal_number_or_address_in_text(text, expected):
    assert found(text) == expected


def test_name_inside_a_sentence_is_a_candidate():
    grams = deidentify.candidate_names([("说明", "受援人李国强已领到工资")])
    assert "李国强" in grams
    assert deidentify.find_names([("说明", "受援人李国强已领到工资")], {"李国强"}) == [
        deidentify.Finding("当事人姓名", "说明", "李*强")
    ]


TABLE = {
    "caption": "办理情况", "head": ["类别", "给予", "结案"], "counts": [1, 2], "total": True,
    "rows": [["刑事", 2, 7], ["民事", 40, 9], ["行政", 5, 0], ["合计", 47, 16]],
}  # fmt: skip


def test_small_cell_is_found_with_its_place():
    assert [str(f) for f in deidentify.find_small_cells([TABLE])] == [
        "办理情况“刑事”给予：发现过小的数字“2”"
    ]


def test_hidden_cell_takes_the_next_smallest_with_it_so_that_the_total_tells_nothing():
    (hidden,) = deidentify.hide_small_cells([TABLE])
    assert hidden["rows"] == [
        ["刑事", "不足3", 7],
        ["民事", 40, 9],
        ["行政", "—", 0],
        ["合计", 47, 16],
    ]
    assert deidentify.find_small_cells([hidden]) == []
    assert TABLE["rows"][0] == ["刑事", 2, 7]


def test_one_hidden_cell_under_a_total_is_still_found():
    rows = [["刑事", "不足3", 7], ["民事", 40, 9], ["合计", 42, 16]]
    (finding,) = deidentify.find_small_cells([{**TABLE, "rows": rows}])
    assert finding.what == "可由合计推出的数字"


def test_year_and_amount_columns_are_not_counts():
    money = {"caption": "经费", "head": ["来源", "万元"], "rows": [["捐赠", 1], ["同级财政", 2]]}
    assert deidentify.find_small_cells([money]) == []
