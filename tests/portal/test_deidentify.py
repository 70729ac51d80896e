"""Cells of a public notice so small that a neighbour could tell who is meant."""

from legalaid.faces.portal import deidentify

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
