"""The draw of a quality plan: by seed and list alone, repeatable, refused where it cannot be."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.law.draw import first
from cases.models import Case, MajorFlag, Threshold
from cases.quality.domain import draw as acts
from cases.quality.domain.plan import correct_plan, remove_plan
from cases.quality.models import Draw, QualityPlan
from cases.quality.queries.draw import drawn_for
from legalaid.platform.audit.chain import events_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.models import Staff
from tests.factories import new_case, walk
from tests.quality.plans import APRIL, closed, drawn, line, numbers_of, plan


def test_list_drawn_by_a_known_seed_from_known_cases(county):
    closed(county, 4)
    made = drawn(county, share=50)
    assert numbers_of(made) == ["清援案〔2026〕0003号", "清援案〔2026〕0004号"]
    assert (made.total, made.many) == (4, 2)
    assert made.digest == "e4cd73737e9f0cf71b2d54aea2342efe3bcd4bf000636f4309a5ed32f966b828"


def test_draw_repeats_from_what_is_kept_whatever_became_of_the_cases(county):
    closed(county, 3)
    made = drawn(county, number=2)
    Case.objects.update(cause=Case.objects.first().cause, closed_on=date(2026, 5, 5))
    closed(county)
    assert acts.repeated(Draw.objects.get()) == numbers_of(made)


def test_list_that_was_changed_afterwards_does_not_repeat(county):
    closed(county, 3)
    drawn(county, number=2)
    Draw.objects.update(packed=Draw.pack(["清援案〔2026〕0001号"]))
    assert acts.repeated(Draw.objects.get()) is None


def test_few_of_many_are_those_a_full_sorting_gives():
    numbers = [f"清援案〔2026〕{number:04d}号" for number in range(1, 201)]
    assert first(numbers, 3, "3f9a") == first(numbers, 200, "3f9a")[:3]


def test_sample_larger_than_the_population_is_refused_beside_the_number(county):
    closed(county, 2)
    with pytest.raises(DomainError, match="只有2件，不能抽取3件") as told:
        line(county, number=3)
    assert told.value.field == "number"


def test_sample_that_became_larger_than_the_population_is_refused_at_the_draw(county):
    cases = closed(county, 2)
    row = line(county, number=2)
    Case.objects.filter(pk=cases[0].pk).update(closed_on=date(2026, 5, 5))
    with pytest.raises(DomainError, match="只有1件，不能抽取2件"):
        drawn(county, row)


@pytest.mark.parametrize(
    ("facts", "field", "wrong"),
    [
        ({}, "number", "填一项"),
        ({"share": 10, "number": 1}, "number", "填一项"),
        ({"tool": "observation", "share": 10}, "number", "按件数"),
    ],
)
def test_line_that_cannot_be_is_refused(county, facts, field, wrong):
    with pytest.raises(DomainError, match=wrong) as told:
        line(county, **facts)
    assert told.value.field == field


def test_draw_before_the_period_is_over_and_of_nothing_is_refused(county):
    closed(county)
    row = line(county, share=10)
    with pytest.raises(DomainError, match="还没有结束"):
        acts.draw(row, by=county.zhuren, at=timezone.make_aware(datetime(2026, 3, 31, 9)))
    with pytest.raises(DomainError, match="没有符合条件"):
        drawn(county, share=10, kind="criminal")
    with pytest.raises(DomainError, match="不抽取"):
        drawn(county, tool="observation", number=1)


@pytest.mark.parametrize(
    ("facts", "many"),
    [
        ({}, 3),
        ({"kind": "civil"}, 3),
        ({"cause": "劳动报酬"}, 3),
        ({"cause": "继承"}, 0),
        ({"handler_kind": "lawyer"}, 3),
        ({"handler_kind": "agency"}, 0),
        ({"group": True}, 1),
        ({"major": True}, 2),
        ({"first_time": True}, 3),
    ],
)
def test_conditions_of_a_line(county, facts, many):
    closed(county)
    Case.objects.filter(pk=closed(county)[0].pk).update(amount=1_000_000)
    closed(county, applicant_count=5)
    if many:
        assert drawn(county, share=100, **facts).total == many
    else:
        with pytest.raises(DomainError, match="没有符合条件"):
            drawn(county, share=100, **facts)


def test_major_and_many_are_what_the_office_set(county):
    closed(county, applicant_count=5)
    flagged = closed(county)[0]
    Threshold.objects.create(key="major_people", number=6)
    with pytest.raises(DomainError, match="没有符合条件"):
        drawn(county, share=100, group=True)
    MajorFlag.objects.create(
        case=flagged, code="media", reason="媒体已报道", by=county.zhuren, at=APRIL
    )
    assert numbers_of(drawn(county, share=100, major=True)) == [flagged.number]


def test_minor_accused_is_among_the_major_ones(county):
    young = walk(county, "conclude", case=new_case(county, kind="criminal"))
    Case.objects.filter(pk=young.pk).update(notified="minor", kind="criminal")
    assert drawn(county, share=100, major=True).total == 1


def test_handler_who_closed_a_case_before_the_period_is_not_there_for_the_first_time(county):
    closed(county)
    walk(county, "conclude", case=new_case(county), at=APRIL)
    later = plan(county, first=date(2026, 7, 1), last=date(2026, 7, 31))
    row = line(county, later, share=100, first_time=True)
    with pytest.raises(DomainError, match="没有符合条件"):
        acts.draw(row, by=county.zhuren, at=timezone.make_aware(datetime(2026, 8, 1, 9)))


def test_line_is_drawn_from_once_until_the_draw_is_voided_with_a_reason(county):
    closed(county, 2)
    row = line(county, share=50)
    made = drawn(county, row)
    with pytest.raises(DomainError, match="已经抽取"):
        drawn(county, row)
    with pytest.raises(DomainError, match="不少于4个字"):
        acts.void(made, by=county.zhuren, reason="错")
    acts.void(made, by=county.zhuren, reason="期间填错了。")
    assert list(drawn_for("review")) == []
    drawn(county, row, seed="77aa")
    assert [one.voided_why for one in row.draws.order_by("id")] == ["期间填错了。", ""]


def test_drawn_case_is_a_task_of_its_tool_until_it_is_done(county):
    (case,) = closed(county)
    made = drawn(county, tool="file", share=100)
    assert [str(row.case) for row in drawn_for("file")] == ["清援案〔2026〕0001号"]
    assert list(drawn_for("review")) == []
    acts.done(case, "review", by=county.shencha, at=APRIL)
    assert drawn_for("file").count() == 1
    acts.done(case, "file", by=county.shencha, at=APRIL)
    assert drawn_for("file").count() == 0
    with pytest.raises(DomainError, match="已有办完的"):
        acts.void(made, by=county.zhuren, reason="期间填错了。")
    said = events_for("quality_plan", made.line.plan_id)
    assert [event.sentence for event in said] == [
        "制定质量检查计划：第一季度质量检查",
        "增加项目：案卷检查：全部案件，100%",
        "抽取（案卷检查：全部案件，100%）：1件中抽取1件，种子3f9a",
        "抽中的案件清援案〔2026〕0001号已办：案卷检查",
    ]


def test_pages_from_the_plan_to_the_draw_repeated(county, sign_in):
    closed(county, 2)
    client = sign_in(county.shencha)
    said = {"title": "第一季度", "first": "2026-01-01", "last": "2026-03-31"}
    page = client.post(reverse("quality:plan_new"), said, follow=True)
    made = page.context["plan"]
    lines = reverse("quality:line_new", args=[made.pk])
    too_many = client.post(lines, {"tool": "review", "number": "3"})
    assert too_many.status_code == 422
    assert too_many.context["form"].errors == {"number": ["符合条件的案件只有2件，不能抽取3件。"]}
    client.post(lines, {"tool": "review", "number": "1"})
    row = made.lines.get()
    edit = {"tool": "review", "number": "2"}
    assert client.post(reverse("quality:line", args=[row.pk]), edit).status_code == 302
    shown = client.get(reverse("quality:draw_line", args=[row.pk])).content.decode()
    assert "2件" in shown
    page = client.post(reverse("quality:draw_line", args=[row.pk]), {"seed": ""}, follow=True)
    draw = page.context["draw"]
    assert len(draw.seed) == 16
    again = client.get(reverse("quality:draw_again", args=[draw.pk])).content.decode()
    assert "与固定的名单一致" in again
    assert draw.seed in again
    assert draw.digest in again
    listed = client.get(reverse("quality:draw_list", args=[draw.pk]))
    assert listed.content.decode() == "清援案〔2026〕0001号\n清援案〔2026〕0002号"
    assert "李国强" not in page.content.decode() + again


def test_supervisor_reads_a_draw_and_makes_none(county, sign_in):
    closed(county)
    made = drawn(county)
    client = sign_in(county.jiandu)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.post(reverse("quality:draw_void", args=[made.pk])).status_code == 403
    assert client.post(reverse("quality:plan_new")).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_plan_page_asks_as_much_for_one_line_as_for_three(
    county, sign_in, django_assert_num_queries, many
):
    closed(county)
    one = plan(county)
    for _ in range(many):
        drawn(county, line(county, one, share=100))
    client = sign_in(county.zhuren)
    client.get(one.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(one.get_absolute_url())


def test_plan_of_an_account_without_a_station_is_refused_with_a_sentence(county, sign_in):
    Staff.objects.filter(user=county.shencha).delete()
    said = {"title": "第一季度", "first": "2026-01-01", "last": "2026-03-31"}
    answer = sign_in(county.shencha).post(reverse("quality:plan_new"), said)
    assert answer.status_code == 403
    assert "还没有分配站点" in answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"number": 0}, "number", "件数不少于1件。"),
        ({"share": 0}, "share", "比例在1%至100%之间。"),
        ({"share": 101}, "share", "比例在1%至100%之间。"),
    ],
)
def test_line_of_nothing_or_of_more_than_all_is_refused(county, facts, field, said):
    with pytest.raises(DomainError) as told:
        line(county, **facts)
    assert (told.value.field, told.value.sentence) == (field, said)


def test_plan_of_a_century_is_refused_beside_its_last_day(county):
    with pytest.raises(DomainError, match="期间不超过三年") as told:
        plan(county, first=date(1900, 1, 1), last=date(2200, 1, 1))
    assert told.value.field == "last"


def test_why_a_draw_was_voided_is_in_the_personal_part_of_the_record(county):
    closed(county)
    acts.void(drawn(county, share=100), by=county.zhuren, reason="抽到了李国强的案件。")
    event = Event.objects.get(verb="quality.draw_voided")
    assert ("李国强" in str(event.data), event.personal_data) == (
        False,
        {"reason": "抽到了李国强的案件。"},
    )


def test_plan_with_a_wrong_period_is_put_right_until_it_is_drawn_from(county):
    closed(county)
    made = plan(county, last=date(2026, 2, 28))
    of = line(county, made, share=100)
    right = {"title": "第一季度质量检查", "first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    correct_plan(made, by=county.zhuren, reason="漏了三月份", **right)
    assert events_for("quality_plan", made.pk)[-1].sentence == (
        "更正计划：第一季度质量检查，2026年1月1日至2026年2月28日，现为第一季度质量检查，2026年1月1日至2026年3月31日。理由：漏了三月份"
    )
    taken = drawn(county, of)
    assert taken.many == 1
    with pytest.raises(DomainError, match="已经抽取，不能更正"):
        correct_plan(made, by=county.zhuren, reason="改回二月份", **right)
    acts.void(taken, by=county.zhuren, reason="抽取有误。")
    correct_plan(made, by=county.zhuren, reason="名称写错了", **right | {"title": "一季度"})


def test_plan_that_was_never_drawn_from_is_removed_with_a_reason(county, sign_in):
    closed(county)
    made, kept = plan(county), plan(county)
    line(county, made, share=100)
    drawn(county, line(county, kept, share=100))
    with pytest.raises(DomainError, match="抽取过，不能删除"):
        remove_plan(kept, by=county.zhuren, reason="登记重复了")
    client, page = sign_in(county.zhuren), f"/quality/plans/{made.pk}/remove/"
    assert client.post(page, {"reason": "登记重复了"}).status_code == 302
    assert list(QualityPlan.objects.all()) == [kept]
