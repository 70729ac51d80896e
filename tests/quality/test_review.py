"""A closed file is read by experts of other firms, blind; what they come to is its grade."""

import re
from datetime import timedelta
from decimal import Decimal as D

import pytest

from cases.models import Assignment, Case
from cases.quality.domain import review as acts
from cases.quality.domain.draw import draw
from cases.quality.domain.review import SAME_UNIT, STANDS
from cases.quality.domain.sheet import change_sheet
from cases.quality.models import Expert, ItemSheet, Review, ReviewRule
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from stations.models import Handler
from tests.cases.test_alarm import BADLY
from tests.cases.test_alarm import act as alarm_step
from tests.cases.test_alarm import settle as settle_alarm
from tests.factories import do as case_step
from tests.factories import lawyer, walk
from tests.quality.plans import line
from tests.quality.plans import plan as quality_plan
from tests.quality.reviews import (
    AT,
    FULL,
    assigned,
    do,
    drawn,
    expert,
    give,
    later,
    marks,
    peers,
    pool,
    scored,
    settled,
    told,
)


def refused(sentence, act, *args, field=None, **facts):
    with pytest.raises(DomainError) as error:
        act(*args, **facts)
    assert (error.value.sentence, error.value.field) == (sentence, field)


def test_two_that_agree_give_the_grade_and_the_case_keeps_it(county):
    row, _ = settled(county, "82", "86")
    case = Case.objects.get(pk=row.case_id)
    assert (row.state, row.total, row.grade, case.grade, case.state) == (
        "settled",
        D("84.00"),
        "good",
        "good",
        "archiving",
    )
    assert events_for("case", case.pk)[-1].sentence == "经同行评估，案件质量评为良好"


@pytest.mark.parametrize(
    ("one", "other", "state"), [("80", "90", "scored"), ("80", "90.1", "third")]
)
def test_gap_beyond_the_limit_asks_for_a_third(county, one, other, state):
    assert scored(county, one, other)[0].state == state


def test_third_expert_decides_to_whom_the_score_leans(county):
    row, experts = scored(county, "60", "85")
    do(row, "assign_third", county.shencha, 4, third=experts[2])
    give(row, experts[2], "80", 5)
    row.refresh_from_db()
    assert (row.state, row.total, row.grade) == ("scored", D("82.50"), "good")


def test_gap_is_that_of_the_rule_on_the_day_the_file_was_drawn(county):
    rule = ReviewRule.objects.get()
    ReviewRule.objects.create(
        valid_from=AT.date(), excellent=90, good=80, passing=60, gap=3, source="县规定"
    )
    assert scored(county, "80", "84")[0].state == "third"
    assert (rule.gap, rule.excellent, rule.good, rule.passing) == (10, 90, 80, 60)


def test_veto_item_of_both_is_the_lowest_grade_and_of_one_asks_a_third(county):
    said = {"vetoes": ["没有会见（约见）受援人"], "opinion": "卷中没有会见笔录。"}
    row, experts = assigned(county)
    give(row, experts[0], "95", 2, **said)
    give(row, experts[1], "95", 3)
    row.refresh_from_db()
    assert row.state == "third"
    do(row, "assign_third", county.shencha, 4, third=experts[2])
    give(row, experts[2], "95", 5, **said)
    row.refresh_from_db()
    assert (row.total, row.vetoed, row.grade) == (D("95.00"), True, "fail")


def test_veto_item_says_what_was_found(county):
    row, experts = assigned(county)
    refused(
        "勾选了一票否决情形的，请在评语中写明事实。",
        give, row, experts[0], "95", 2, vetoes=["没有会见（约见）受援人"], field="opinion",
    )  # fmt: skip
    refused("指标中没有“别的”。", give, row, experts[0], "95", 2, vetoes=["别的"], field="vetoes")


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("10.1", "应在0至10分之间。"),
        ("-0.1", "应在0至10分之间。"),
        ("9.55", "最多一位小数。"),
        ("1E+9", "应在0至10分之间。"),
    ],
)
def test_score_out_of_range_is_refused_beside_its_item(county, mark, sentence):
    row, experts = assigned(county)
    wrong = [D(mark), *FULL[1:]]
    refused(
        sentence, acts.hand_in, row, by=experts[0].user, marks=wrong, at=later(hours=2), field="m0"
    )


def test_item_without_a_score_is_refused(county):
    row, experts = assigned(county)
    refused(
        "请给这一项评分。", acts.hand_in, row, by=experts[0].user, marks=FULL[:9], at=later(hours=2),
        field="m9",
    )  # fmt: skip


def test_second_score_of_an_expert_is_refused(county):
    row, experts = assigned(county)
    give(row, experts[0], "80", 2)
    with pytest.raises(NotAllowed, match=re.escape("此案的评分没有交给您。")):
        give(row, experts[0], "90", 3)
    with pytest.raises(NotAllowed, match="没有交给您"):
        give(row, experts[3], "90", 3)
    assert [sheet.total for sheet in row.sheets.order_by("pk")] == [D(80), None]


def test_expert_of_the_firm_that_handles_or_handled_it_is_refused(county):
    experts = pool(county, 3)
    colleague = Handler.objects.filter(firm=lawyer().firm).exclude(pk=lawyer().pk).first()
    row = drawn(county)
    for person in (expert(county, lawyer()), expert(county, colleague)):
        refused(
            f"{person}承办过本案，或者与承办人同属一个机构，不能评估。",
            do, row, "assign", county.shencha, 1, first=person, second=experts[0], field="first",
        )  # fmt: skip
    Assignment.objects.create(
        case=row.case, handler=experts[1].handler, firm=experts[1].handler.firm, by=county.zhuren, at=AT, accepted_at=AT
    )  # fmt: skip
    refused(
        f"{experts[1]}承办过本案，或者与承办人同属一个机构，不能评估。",
        do, row, "assign", county.shencha, 1, first=experts[0], second=experts[1], field="second",
    )  # fmt: skip


def test_two_of_one_firm_are_refused_while_another_firm_has_one(county):
    one, *_, other = pool(county, 3)
    mate = Handler.objects.filter(firm=one.handler.firm).exclude(pk=one.handler.pk).first()
    if mate is None:
        mate = peers()[4]
        Handler.objects.filter(pk=mate.pk).update(firm=one.handler.firm)
        mate.refresh_from_db()
    mate = expert(county, mate)
    row = drawn(county)
    both = {"first": one, "second": mate}
    refused(SAME_UNIT, do, row, "assign", county.shencha, 1, **both, field="second")
    Expert.objects.exclude(pk__in=[one.pk, mate.pk]).update(to_on=AT.date() - timedelta(days=1))
    do(row, "assign", county.shencha, 1, **both)  # nobody else is left
    assert row.state == "scoring"


def test_expert_who_is_kept_out_or_a_party_or_out_of_term_is_refused(county):
    row, experts = drawn(county), pool(county, 4)
    good, (one, two, three) = experts[3], experts[:3]
    Case.objects.filter(pk=row.case_id).update(recused=f",{one.user_id},")
    two.user.name = "李国强"
    two.user.save()
    Expert.objects.filter(pk=three.pk).update(to_on=AT.date() - timedelta(days=1))

    def wrong(expert, sentence):
        both = {"first": good, "second": Expert.objects.get(pk=expert.pk)}
        refused(sentence, do, row, "assign", county.shencha, 1, **both, field="second")

    wrong(one, f"{one}已回避本案，不能评估。")
    wrong(two, "李国强与本案当事人同名或者证件号码相同，不能评估。")
    wrong(three, f"{three}不在聘期内，或者不评估这类案件。")
    Expert.objects.filter(pk=one.pk).update(kind="criminal")
    wrong(one, f"{one}不在聘期内，或者不评估这类案件。")


def test_expert_who_falls_ill_is_replaced_and_does_not_come_back(county):
    row, experts = assigned(county)
    sheet = row.sheets.get(user=experts[0].user)
    do(row, "replace_expert", county.shencha, 2, sheet=sheet, expert=experts[2], reason="住院治疗")
    with pytest.raises(NotAllowed):
        give(row, experts[0], "80", 3)
    give(row, experts[1], "80", 3)
    give(row, experts[2], "82", 4)
    row.refresh_from_db()
    assert (row.state, row.total) == ("scored", D("81.00"))
    refused(
        "这份评分表已有变动，请刷新后核对。",
        acts.replace_expert.__wrapped__, row, by=county.shencha, at=later(hours=5), sheet=sheet, expert=experts[3], reason="住院治疗",
        field="sheet",
    )  # fmt: skip


def test_sheet_given_back_unread_is_handed_in_anew(county):
    row, experts = assigned(county)
    give(row, experts[0], "8", 2)
    sheet = row.sheets.get(user=experts[0].user)
    do(row, "return_sheet", county.shencha, 3, sheet=sheet, reason="专家称误填")
    give(row, experts[0], "80", 4)
    give(row, experts[1], "84", 5)
    row.refresh_from_db()
    assert row.total == D("82.00")


def test_items_changed_while_a_file_is_read_stay_for_what_has_begun(county):
    row, experts = assigned(county)
    old = ItemSheet.objects.get(series="civil")
    new = change_sheet(
        old,
        by=county.zhuren,
        name=old.name,
        lines="质量｜全部｜全部｜100",
        vetoes="",
        basis="省标准",
    )
    give(row, experts[0], "80", 2)
    give(row, experts[1], "82", 3)
    row.refresh_from_db()
    assert (row.sheet.version, len(row.sheet.items), row.total) == (1, 10, D("81.00"))
    assert (new.version, [item.points for item in new.items]) == (2, [D(100)])
    with pytest.raises(StaleState, match="已有新的版本"):
        change_sheet(
            old, by=county.zhuren, name="", lines="质量｜全部｜全部｜100", vetoes="", basis=""
        )
    later_one = acts.draw(walk(county, "follow_up"), by=county.shencha, at=AT)
    assert later_one.sheet == new


def test_items_of_99_points_are_refused(county):
    old = ItemSheet.objects.get(series="civil")
    refused(
        "各项分值合计99分，应当是100分。",
        change_sheet, old, by=county.zhuren, name="", lines="质量｜全部｜全部｜99", vetoes="", basis="",
        field="lines",
    )  # fmt: skip
    assert ItemSheet.objects.filter(series="civil").count() == 1


def test_objection_after_its_limit_is_refused_and_settling_before_it(county):
    row, _ = told(county)
    refused("承办人提出异议的期限还没有届满。", do, row, "settle", county.shencha, 5)
    refused(
        "提出异议的期限已过。", do, row, "object", county.lvshi, 24 * 30, content="分数太低了。"
    )
    do(row, "settle", county.shencha, 24 * 30)
    assert row.state == "settled"


def test_objection_taken_back_lets_the_days_run_on(county):
    row, _ = told(county)
    do(row, "object", county.lvshi, 5, content="分数太低了。")
    do(row, "take_back", county.lvshi, 6)
    assert (row.state, row.objection, row.due_at is not None) == ("told", "", True)


def test_result_is_told_before_it_is_settled(county):
    row, _ = scored(county)
    refused("请先把结果告知承办人。", do, row, "settle", county.shencha, 5)


def test_rectification_with_its_limit_and_its_check(county):
    row, _ = settled(county, "62", "64")
    do(row, "order_rectification", county.shencha, 7, faults="补交会见笔录。")
    assert (row.state, row.due_rule, row.turn) == ("rectifying", "review_rectification", "handler")
    do(row, "report_rectified", county.lvshi, 8, done="已补交笔录。")
    do(row, "return_rectified", county.shencha, 9, found="笔录没有签名。")
    do(row, "report_rectified", county.lvshi, 10, done="已补签名。")
    do(row, "accept_rectified", county.shencha, 11, found="")
    assert (row.state, row.due_at) == ("rectified", None)


def test_nobody_grades_beside_the_experts_until_the_review_is_withdrawn(county):
    row = drawn(county)
    case = Case.objects.get(pk=row.case_id)
    refused(STANDS, case_step, case, county, "grade", later(hours=1), field="grade")
    do(row, "withdraw", county.shencha, 2, reason="列错了案件")
    case.refresh_from_db()
    case_step(case, county, "grade", later(hours=3))
    assert Case.objects.get(pk=case.pk).grade == "good"
    again = acts.draw(case, by=county.shencha, at=later(hours=4))
    assert (Review.objects.count(), again.state) == (2, "drawn")


def test_case_is_drawn_once_and_only_when_it_is_closed(county):
    row = drawn(county)
    for case in (row.case, walk(county, "report_closure")):
        refused(acts.NOT_DRAWN, acts.draw, case, by=county.shencha, at=AT, field="number")


def test_bad_answer_that_proved_true_lets_no_file_be_a_model(county):
    case = walk(county, "approve_closure")
    alarm_step(case, "follow_up", county.guidang, **BADLY)
    alarm_step(case, "second_call", county.jiandu, **BADLY)
    settle_alarm(case, county.zhuren, ["money"])
    row, experts = drawn(county, case=case), pool(county, 2)
    do(row, "assign", county.shencha, 1, first=experts[0], second=experts[1])
    give(row, experts[0], "95", 2)
    give(row, experts[1], "95", 3)
    do(row, "announce", county.shencha, 4)
    do(row, "agree_result", county.lvshi, 5)
    do(row, "settle", county.shencha, 6)
    assert (row.total, row.grade, Case.objects.get(pk=case.pk).grade) == (D(95), "pass", "pass")


def test_pool_refuses_two_terms_at_once(county):
    one = peers()[0]
    first = expert(county, one)
    refused(
        f"{one.user}在这段时间已经是评估专家（2026年1月1日起）。",
        expert,
        county,
        one,
        field="from_on",
    )
    assert str(first) == one.user.name


def test_marks_of_the_sample_sum_to_what_is_asked():
    assert [sum(marks(total)) for total in ("0", "82.5", "100")] == [D(0), D("82.5"), D(100)]


def test_file_drawn_by_a_plan_is_offered_first_and_done_when_its_grade_is_settled(county, sign_in):
    case = walk(county, "follow_up")
    made = quality_plan(county, first=case.closed_on, last=case.closed_on)
    row = draw(line(county, made, share=100, tool="review"), by=county.zhuren).cases.get()
    page = sign_in(county.shencha).get("/quality/reviews/new/")
    assert page.context["form"].initial == {"number": case.number}
    settled(county, case=case)
    row.refresh_from_db()
    assert (row.case, row.done_at) == (case, later(hours=6))


def test_grade_of_a_new_reading_is_on_no_list_before_it_is_settled(county, sign_in):
    row, experts = settled(county, "82", "86")
    do(row, "review_anew", county.shencha, 7, reason="漏看了一卷材料。")
    do(row, "assign", county.shencha, 8, first=experts[2], second=experts[3])
    give(row, experts[2], "50", 9)
    give(row, experts[3], "52", 10)
    row.refresh_from_db()
    assert (row.state, row.grade) == ("scored", "fail")
    assert "不合格" not in sign_in(county.lvshi).get("/quality/reviews/").content.decode()
