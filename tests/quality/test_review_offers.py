"""What whoever arranges a review, the experts and the handler are told and offered, and when."""

from datetime import timedelta
from decimal import Decimal as D

from django.utils import timezone

from cases.models import Case, Closure, FollowUp
from cases.quality.models import Review
from cases.quality.queries.review import waiting_reviews
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core import words
from stations.models import Leave
from tests.quality.reviews import assigned, do, drawn, give, later, pool, scored, told
from tests.quality.test_review import refused


def test_sheet_with_a_slip_goes_back_also_where_the_two_lie_apart_by_it(county):
    row, experts = scored(county, "8", "84")
    assert (row.state, row.due_at) == ("third", None)
    sheet = row.sheets.get(user=experts[0].user)
    do(row, "return_sheet", county.shencha, 4, sheet=sheet, reason="专家称80分误填为8分")
    assert (row.state, row.due_rule) == ("scoring", "review_scoring")
    give(row, experts[0], "80", 5)
    row.refresh_from_db()
    assert (row.state, row.total, row.due_at) == ("scored", D("82.00"), None)


def test_failing_sheet_says_why(county):
    row, experts = assigned(county)
    refused(
        "59.9分为不合格，请在评语中写明主要问题（不少于4个字）。",
        give, row, experts[0], "59.9", 2, opinion="", field="opinion",
    )  # fmt: skip
    give(row, experts[0], "60", 2, opinion="")


def test_drawn_once_stands_once_in_the_history(county):
    row = drawn(county)
    assert [event.sentence for event in events_for("review", row.pk)] == [
        f"列入同行评估：{row.case.number}"
    ]


def test_expert_on_leave_is_told_as_such_stands_last_and_nobody_is_chosen_beforehand(
    county, sign_in
):
    experts, row = pool(county), drawn(county)
    today = timezone.localdate()
    Leave.objects.create(
        user=experts[0].user, kind="annual", starts=today, ends=today, by=county.zhuren
    )
    page = sign_in(county.shencha).get(f"{row.get_absolute_url()}assign/")
    form = page.context["form"]
    labels = [form["first"].field.label_from_instance(one) for one in page.context["experts"]]
    assert labels[-1].endswith(f"，请假至{words.day(today)}")
    assert (form["first"].value(), form["second"].value()) == (None, None)


def test_third_nobody_can_be_says_who_is_left_out_and_why(county, sign_in):
    row, experts = assigned(county, number=2)
    give(row, experts[0], "60", 2)
    give(row, experts[1], "85", 3)
    page = sign_in(county.shencha).get(f"{row.get_absolute_url()}assign_third/")
    assert page.context["left_out"] == [f"{one}已经评过本案。" for one in reversed(experts)]
    assert "没有可以指派的专家" in page.text
    assert "增加专家，请中心负责人在“评估专家”中聘任。" in page.text


def test_reading_again_warns_where_a_third_would_lack(county, sign_in):
    row, experts = assigned(county, number=4)
    give(row, experts[0], "62", 2)
    give(row, experts[1], "66", 3)
    do(row, "announce", county.shencha, 4)
    do(row, "object", county.lvshi, 5, content="调查取证一项没有看补充材料。")
    page = sign_in(county.shencha).get(f"{row.get_absolute_url()}review_again/")
    left = "、".join(str(one) for one in experts[2:])
    assert page.context["warning"] == (
        f"没有评过此案的专家只剩{left}两名：两份评分相差较大时没有第三名可以指派，请先聘任。"
    )


def test_days_to_object_that_are_past_are_nobodys_lateness(county, sign_in):
    row, _ = told(county)  # in March
    handler = sign_in(county.lvshi).get(row.get_absolute_url())
    assert [step.key for step in handler.context["steps"]] == []
    assert "异议期已满（" in handler.text
    arranger = sign_in(county.shencha).get(row.get_absolute_url())
    assert (arranger.context["task"], arranger.context["steps"][0].key) == ("定等次", "settle")
    assert list(waiting_reviews(county.lvshi)) == []
    assert list(waiting_reviews(county.shencha)) == [row]


def test_while_the_days_to_object_run_it_waits_for_the_handler_alone(county, sign_in):
    row, _ = told(county)
    soon = timezone.now() + timedelta(days=2)
    Review.objects.filter(pk=row.pk).update(due_at=soon)
    assert list(waiting_reviews(county.lvshi)) == [row]
    assert list(waiting_reviews(county.shencha)) == []
    page = sign_in(county.shencha).get(row.get_absolute_url())
    assert page.context["task"] == "等承办人表示意见，或者异议期满"


def test_expert_reads_the_closing_report_without_numbers_and_the_answers_alone(county, sign_in):
    row, experts = assigned(county)
    case = Case.objects.get(pk=row.case_id)
    name = case.applicant.name
    Closure.objects.filter(case=case).update(result=f"判决支付{name}工资，电话13812345678告知。")
    FollowUp.objects.create(
        case=case, at=later(), result="reached", satisfaction="5", met=True, told=True, reported=True,
        money_asked=False, suggestions=f"{name}很满意", by=county.shencha,
    )  # fmt: skip
    sheet = row.sheets.get(user=experts[0].user)
    text = sign_in(experts[0].user).get(sheet.get_absolute_url()).text
    assert f"判决支付{name}工资" in text
    assert "13812345678" not in text
    assert "会见（约见）：是；告知：是；通报进展：是；收取财物：否" in text
    assert f"{name}很满意" not in text
