"""A file is read again because its handler objects, by others, and nobody fails unheard; who may not read it."""

from decimal import Decimal as D

import pytest

from cases.models import Case, Closure
from tests.factories import walk
from tests.quality.reviews import do, drawn, give, pool, settled, told
from tests.quality.test_review import refused


def test_expert_who_judged_the_case_or_whose_firm_is_of_the_other_side_is_refused(county):
    experts, row = pool(county, 3), drawn(county)
    first, second = experts[:2]
    Closure.objects.filter(case=row.case_id).update(reviewed_by=first.user)
    refused(
        f"{first}审查、审批过本案或者本案的结案材料，不能评估。",
        do, row, "assign", county.shencha, 1, first=first, second=second, field="first",
    )  # fmt: skip

    other = walk(county, "hold_first_meeting")
    other.parties.all().delete()
    other.parties.create(role="opponent", name=row.case.applicant.name)
    Case.objects.filter(pk=other.pk).update(handler=second.handler)
    refused(
        f"{second}所在机构在另案代理本案对方，不能评估。",
        do, row, "assign", county.shencha, 1, first=second, second=experts[2], field="first",
    )  # fmt: skip


def test_handler_objects_and_others_read_it_again(county):
    row, experts = told(county, "62", "66")
    do(row, "object", county.lvshi, 5, content="调查取证一项没有看补充材料。")
    do(row, "review_again", county.shencha, 6, reason="异议有理由")
    refused(
        f"{experts[0]}已经评过本案。",
        do, row, "assign", county.shencha, 7, first=experts[0], second=experts[3], field="first",
    )  # fmt: skip
    do(row, "assign", county.shencha, 7, first=experts[2], second=experts[3])
    give(row, experts[2], "81", 8)
    give(row, experts[3], "83", 9)
    row.refresh_from_db()
    assert (row.state, row.round, row.total) == ("scored", 2, D("82.00"))
    refused("复评的结果直接定等次。", do, row, "announce", county.shencha, 10)
    do(row, "settle", county.shencha, 10)
    assert (row.state, Case.objects.get(pk=row.case_id).grade) == ("settled", "good")


def read_again(county, one, other):
    """Objected to at 良好 (82, 86), read again by two others."""
    row, experts = told(county)
    do(row, "object", county.lvshi, 5, content="调查取证一项没有看补充材料。")
    refused("请先由其他专家复评。", do, row, "settle", county.shencha, 6)
    do(row, "review_again", county.shencha, 6, reason="异议有理由")
    do(row, "assign", county.shencha, 7, first=experts[2], second=experts[3])
    give(row, experts[2], one, 8)
    give(row, experts[3], other, 9)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("one", "other", "grade"), [("50", "54", "fail"), ("70", "72", "pass")])
def test_second_reading_that_is_worse_is_told_before_it_counts(county, one, other, grade):
    row = read_again(county, one, other)
    refused("请先把结果告知承办人。", do, row, "settle", county.shencha, 10)

    do(row, "announce", county.shencha, 10)
    refused("承办人提出异议的期限还没有届满。", do, row, "settle", county.shencha, 11)
    do(row, "object", county.lvshi, 12, content="补充材料在卷二第十五页。")
    assert row.objection == "调查取证一项没有看补充材料。\n\n对复评：补充材料在卷二第十五页。"

    do(row, "settle", county.shencha, 13)
    assert (row.state, Case.objects.get(pk=row.case_id).grade) == ("settled", grade)


def test_second_reading_that_fails_settles_when_the_days_to_state_something_are_over(county):
    row = read_again(county, "50", "54")
    do(row, "announce", county.shencha, 10)
    do(row, "settle", county.shencha, 24 * 30)
    assert (row.state, row.grade) == ("settled", "fail")


def test_grade_settled_by_mistake_is_told_anew_before_it_is_another(county):
    row, experts = settled(county, "82", "84")
    do(row, "review_anew", county.shencha, 7, reason="评估用的不是本案案卷")
    do(row, "assign", county.shencha, 8, first=experts[2], second=experts[3])
    give(row, experts[2], "50", 9)
    give(row, experts[3], "54", 10)
    refused("请先把结果告知承办人。", do, row, "settle", county.shencha, 11)
    assert Case.objects.get(pk=row.case_id).grade == "good"
    do(row, "announce", county.shencha, 11)
    do(row, "agree_result", county.lvshi, 12)
    do(row, "settle", county.shencha, 13)
    assert (row.state, Case.objects.get(pk=row.case_id).grade) == ("settled", "fail")
