"""Grades, gaps and veto items at their edges; sheets of items."""

from decimal import Decimal as D

import pytest

from cases.quality.law import examples
from cases.quality.law.review import Given, Limits, grade, lie_apart, score, vetoed
from cases.quality.law.sheet import read

LIMITS = Limits(D(90), D(80), D(60), D(10))


@pytest.mark.parametrize(
    ("total", "wanted"),
    [
        ("100", "excellent"),
        ("90.00", "excellent"),
        ("89.99", "good"),
        ("80.00", "good"),
        ("79.99", "pass"),
        ("60.00", "pass"),
        ("59.99", "fail"),
        ("0", "fail"),
    ],
)
def test_grade_at_the_edge_of_its_band(total, wanted):
    assert grade(D(total), False, LIMITS) == wanted


def test_grade_of_a_file_with_a_veto_item_is_the_lowest_whatever_the_score():
    assert grade(D(100), True, LIMITS) == "fail"


def test_grade_follows_the_limits_of_the_office():
    assert grade(D(85), False, Limits(D(85), D(75), D(60), D(10))) == "excellent"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (D("80"), D("90"), False),
        (D("80"), D("90.1"), True),
        (D("90.1"), D("80"), True),
        (D("80"), D("80"), False),
    ],
)
def test_third_expert_is_asked_beyond_the_gap_and_not_at_it(one, other, apart):
    assert lie_apart(Given(one), Given(other), D(10)) is apart


def test_third_expert_is_asked_where_one_alone_marks_a_veto_item():
    assert lie_apart(Given(D(80), True), Given(D(80)), D(10)) is True
    assert lie_apart(Given(D(80), True), Given(D(80), True), D(10)) is False


@pytest.mark.parametrize(
    ("totals", "wanted"),
    [
        (("80", "90"), "85.00"),
        (("80.1", "80"), "80.05"),
        (("60", "80", "85"), "82.50"),
        (("60", "65", "85"), "62.50"),
        (("85", "60", "80"), "82.50"),
        (("60", "70", "80"), "70.00"),
        (("60", "60", "90"), "60.00"),
    ],
)
def test_score_is_the_mean_of_two_and_of_three_that_of_the_two_nearest(totals, wanted):
    assert score([Given(D(total)) for total in totals]) == D(wanted)


@pytest.mark.parametrize(("marked", "wanted"), [(0, False), (1, False), (2, True), (3, True)])
def test_veto_item_counts_where_two_experts_mark_it(marked, wanted):
    given = [Given(D(80), number < marked) for number in range(3)]
    assert vetoed(given) is wanted


@pytest.mark.parametrize("text", [examples.CIVIL, examples.CRIMINAL])
def test_sheets_an_office_begins_with_are_whole(text):
    items, faults = read(text)
    assert (len(items), sum(item.points for item in items), faults) == (10, D(100), [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("办理｜会见｜会见受援人｜99", "各项分值合计99分，应当是100分。"),
        ("办理｜会见｜会见受援人｜60\n办理｜会见｜阅卷｜41", "各项分值合计101分，应当是100分。"),
        ("办理｜会见｜100", "第1行：应当是“一级指标｜二级指标｜三级指标｜分值”。"),
        ("办理｜会见｜会见受援人｜多", "第1行：分值应当是数字。"),
        ("办理｜会见｜会见受援人｜0", "第1行：分值应当大于0、不超过100，最多一位小数。"),
        ("办理｜会见｜会见受援人｜NaN", "第1行：分值应当大于0、不超过100，最多一位小数。"),
        ("办理｜会见｜会见受援人｜50\n办理｜会见｜会见受援人｜50", "“会见受援人”写了两次。"),
        ("", "各项分值合计0分，应当是100分。"),
    ],
)
def test_sheet_that_is_not_whole_is_refused_with_its_line(text, fault):
    assert read(text)[1] == [fault]


def test_sheet_pasted_from_a_table_is_read():
    items, faults = read("办理\t会见\t会见受援人\t62.5\n\n办理|会见|阅卷|37.5")
    assert ([(i.third, i.points) for i in items], faults) == (
        [("会见受援人", D("62.5")), ("阅卷", D("37.5"))],
        [],
    )
