"""Cells of a public notice so small that a neighbour could tell who is meant."""

import random
from itertools import product

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


def column(*numbers, **more):
    rows = [[str(n), number] for n, number in enumerate(numbers)]
    table = {"caption": "表", "head": ["类别", "件"], "counts": [1], "total": True, **more}
    return table | {"rows": [*rows, ["合计", sum(numbers)]]}


def hidden_of(*numbers, small=3):
    (table,) = deidentify.hide_small_cells([column(*numbers)], small)
    return [cell for _, cell in table["rows"]]


def test_two_small_cells_that_the_total_tells_take_another_with_them():
    assert hidden_of(1, 1, 40, 9) == ["不足3", "不足3", 40, "—", 51]
    assert hidden_of(2, 2, 40, 9) == ["不足3", "不足3", 40, "—", 53]
    assert hidden_of(1, 2, 40, 9) == ["不足3", "不足3", 40, 9, 52]


def test_covered_cell_as_small_as_may_be_told_takes_another_with_it():
    """1 and 3 are 4, of which 3 is the least that is covered: so the small one would be 1."""
    assert hidden_of(1, 3, 9) == ["不足3", "—", "—", 13]


def test_total_goes_where_nothing_else_is_left():
    assert hidden_of(2, 0) == ["不足3", 0, "—"]
    assert hidden_of(1) == ["不足3", "—"]


def values_of(shown, small):
    """Every way to fill what is hidden so that it adds up."""
    total, spaces = shown[-1], []
    for cell in shown[:-1]:
        little, large = range(1, small), range(small, 40)
        spaces.append([cell] if isinstance(cell, int) else large if cell == "—" else little)
    sums = range(1, 200) if total == "—" else range(1, small) if isinstance(total, str) else [total]
    return [filled for filled in product(*spaces) if sum(filled) in sums]


def test_no_hidden_cell_has_one_value_alone_whatever_the_numbers():
    rng = random.Random(7)
    for _ in range(400):
        small = rng.choice((3, 4, 5))
        numbers = [rng.randrange(0, 9) for _ in range(rng.randrange(1, 5))]
        shown = hidden_of(*numbers, small=small)
        for place, cell in enumerate(shown[:-1]):
            if isinstance(cell, str) and cell != "—":
                ways = {filled[place] for filled in values_of(shown, small)}
                assert len(ways) > 1, (numbers, shown, small)


def test_small_counts_are_told_together_and_large_enough():
    named = [("甲", 9), ("乙", 4), ("丙", 1), ("丁", 1), ("戊", 0)]
    assert deidentify.lumped(named, 3, "其他") == [("甲", 9), ("其他", 6)]
    assert deidentify.lumped(named, 2, "其他") == [("甲", 9), ("乙", 4), ("其他", 2)]
    assert deidentify.lumped([("甲", 9), ("乙", 4)], 3, "其他") == [("甲", 9), ("乙", 4)]
    assert deidentify.lumped([("甲", 1), ("乙", 1)], 3, "其他") == []


def test_kinds_too_small_are_told_with_the_next():
    assert deidentify.groups({"a": 20, "b": 40, "c": 2}, 3) == [(("a", "c"), 22), (("b",), 40)]
    assert deidentify.groups({"a": 20, "b": 0, "c": 3}, 3) == [(("a",), 20), (("c",), 3)]
    assert deidentify.groups({"a": 1, "b": 1, "c": 0}, 3) == []


def test_limit_the_office_has_set_is_the_one_that_holds():
    assert hidden_of(4, 40, 9, small=5) == ["不足5", 40, "—", 53]
    assert len(deidentify.find_small_cells([column(4, 40)], 5)) == 1
    assert deidentify.find_small_cells([column(4, 40)]) == []
