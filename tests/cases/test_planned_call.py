"""Who calls a recipient back, and by when: agreed for one case or for several, seen where the day is planned."""

import datetime
import uuid

import pytest
from django.utils import timezone

from cases.domain.followup import plan_follow_up
from cases.models import PlannedCall
from cases.workflow import CASE
from legalaid.faces.desk.day import my_day
from legalaid.faces.desk.sources.cases import calls, turns
from legalaid.faces.desk.waiting import answered
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from tests.factories import new_case, walk

DAY = datetime.date(2026, 3, 20)


@pytest.fixture
def closed(county):
    return walk(county, "approve_closure", case=new_case(county))


@pytest.fixture
def now(closed):
    return closed.changed_at


def lines(answer):
    return [(item.refused, item.sentence) for item in answer.context["items"]]


def sent(*cases, **facts):
    rows = [f"{case.pk}:{case.version}" for case in cases]
    return {"row": rows, "token": str(uuid.uuid4()), **facts}


def soon():
    return timezone.localdate() + datetime.timedelta(days=3)


def test_several_are_given_to_one_caller_each_with_a_line_of_its_own(county, closed, sign_in):
    other = new_case(county)
    path = f"/cases/bulk/calls/?pk={closed.pk}&pk={other.pk}"
    client, day = sign_in(county.chuangkou), soon()
    refused = f"此案现为“{other.get_state_display()}”，不能办理“安排回访”。"
    assert lines(client.get(path)) == [(False, "可以办"), (True, refused)]

    page = client.post(path, sent(closed, other, officer=county.jiandu.pk, due_on=day.isoformat()))
    said = f"由{county.jiandu.name}在{day.year}年{day.month}月{day.day}日前回访。"
    assert lines(page) == [(False, said), (True, refused)]

    [plan] = PlannedCall.objects.all()
    assert (plan.case, plan.officer, plan.due_on) == (closed, county.jiandu, day)
    event = Event.objects.get(verb="case.plan_follow_up")
    assert event.data == {"officer": str(county.jiandu), "due_on": day.isoformat()}


def test_call_agreed_anew_replaces_what_was_agreed(county, closed):
    day = soon()
    plan_follow_up(closed, by=county.chuangkou, officer=county.jiandu, due_on=day)
    plan_follow_up(closed, by=county.chuangkou, officer=county.shencha, due_on=day)
    assert [plan.officer for plan in PlannedCall.objects.all()] == [county.shencha]
    assert Event.objects.filter(verb="case.plan_follow_up").count() == 2


def test_day_that_has_passed_is_refused_beside_its_box(county, closed, sign_in):
    facts = sent(closed, officer=county.jiandu.pk, due_on="2020-01-01")
    page = sign_in(county.chuangkou).post(f"/cases/bulk/calls/?pk={closed.pk}", facts)
    assert lines(page) == [(True, "回访日期不能早于今天。")]
    assert not PlannedCall.objects.exists()

    step = sign_in(county.chuangkou).post(
        f"{closed.get_absolute_url()}plan_follow_up/",
        {"officer": county.jiandu.pk, "due_on": "2020-01-01"},
    )
    assert step.context["form"].errors == {"due_on": ["回访日期不能早于今天。"]}


def test_handler_of_the_case_and_whoever_does_not_call_are_not_offered(county, closed, sign_in):
    page = sign_in(county.chuangkou).get(f"{closed.get_absolute_url()}plan_follow_up/")
    offered = set(page.context["form"].fields["officer"].queryset)
    assert county.jiandu in offered
    assert county.lvshi not in offered
    assert county.zhuren not in offered

    with pytest.raises(DomainError) as error:
        plan_follow_up(closed, by=county.chuangkou, officer=county.zhuren, due_on=soon())
    assert error.value.field == "officer"


def test_caller_finds_the_call_on_the_desk_and_on_the_day(county, closed):
    plan_follow_up(closed, by=county.chuangkou, officer=county.jiandu, due_on=timezone.localdate())
    now = timezone.now()
    [waiting] = answered({"": calls(county.jiandu, now)}, "jiandu")
    assert (waiting.act, waiting.count, waiting.rows[0].who) == ("安排给我的回访", 1, "李国强")
    assert waiting.rows[0].to == f"{closed.get_absolute_url()}follow_up/"
    assert answered({"": calls(county.shencha, now)}, "shencha") == []

    assert [line.text for line in my_day(county.jiandu, now)] == [f"今日前回访 {closed.number}"]
    assert my_day(county.shencha, now) == []

    [window] = answered({"": turns(county.chuangkou, now)}, "chuangkou")
    today = timezone.localdate()
    assert window.rows[0].note == f"由{county.jiandu.name}在{today.month}月{today.day}日前回访"

    CASE.acts["follow_up"](
        closed,
        by=county.jiandu,
        satisfaction="a",
        met=True,
        told=True,
        reported=True,
        money_asked=False,
    )
    assert answered({"": calls(county.jiandu, now)}, "jiandu") == []
    assert my_day(county.jiandu, now) == []


def test_list_is_asked_for_the_calls_given_to_me(county, closed, sign_in):
    plan_follow_up(closed, by=county.chuangkou, officer=county.jiandu, due_on=soon())
    page = sign_in(county.jiandu).get("/cases/", {"q": "回访:我 状态:待回访"})
    assert [row["number"] for row in page.context["page"]] == [closed.number]
    assert not sign_in(county.shencha).get("/cases/", {"q": "回访:我"}).context["page"].object_list
