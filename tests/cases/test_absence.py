"""The handler goes on leave: what of the open cases falls into it is told to the director, who has it taken over or says why it stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.queries.absence import falling_in, leave_over, left_by
from cases.queries.owed import owed_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from stations.domain import staff
from tests.cases.test_consent import another
from tests.factories import new_case, walk

GREEN = {"green": False}


def today():
    return timezone.localdate()


def away(county, first, last, who="lvshi"):
    days = {"starts": today() + timedelta(days=first), "ends": today() + timedelta(days=last)}
    return staff.record_leave(getattr(county, who), by=county.zhuren, kind="sick", **days)


@pytest.fixture
def offered(county):
    """Accepted now: the agreement is due in five days, or after the holidays that follow."""
    now = timezone.now()
    return walk(county, "accept_assignment", case=new_case(county, at=now, **GREEN), at=now)


def due_in(case):
    return (timezone.localdate(case.deadlines.get(rule="agreement").due_at) - today()).days


def act(case, county, key, who="zhuren", **facts):
    return CASE.acts[key](case, by=getattr(county, who), at=case.changed_at, **facts)


def test_limit_within_a_short_leave_is_named_to_the_director_at_once_and_on_desk_and_strip(
    county, offered, sign_in
):
    due = due_in(offered)
    page = reverse("stations:leave_new", args=[county.lvshi.pk])
    days = {"starts": today() + timedelta(days=due), "ends": today() + timedelta(days=due)}
    form = {"kind": "sick", "note": ""} | {name: day.isoformat() for name, day in days.items()}
    answer = sign_in(county.zhuren).post(page, form, follow=True).content.decode()
    limit = f"签订委托协议{days['ends'].month}月{days['ends'].day}日"
    assert (
        f"{offered.number}（{limit}）共1件在办案件，须更换承办人，或者由中心负责人写明仍由其办理。"
        in answer
    )

    desk = sign_in(county.zhuren).get("/").context["desk"]
    assert desk.of("cases.absence") == 1
    [told] = [one for one in owed_of(offered, today()) if one.step == "keep_over_leave"]
    assert (told.who, limit in told.task) == ("director", True)


def test_short_leave_into_which_nothing_falls_asks_nothing(county, offered):
    leave = away(county, due_in(offered) + 1, due_in(offered) + 2)
    assert (list(left_by(leave)), leave_over(offered)) == ([], None)
    assert "须更换承办人" not in Message.objects.filter(user=county.lvshi, kind="duty").last().text


def test_hearing_within_a_short_leave_is_asked_about_until_it_is_cancelled(county, offered):
    free = due_in(offered) + 1
    at = timezone.now() + timedelta(days=free)
    where = {"organ": "清和县人民法院", "place": "第二法庭", "by": county.lvshi}
    hearing = offered.hearings.create(starts_at=at, **where)
    leave = away(county, free, free + 1)
    assert (list(left_by(leave)), leave_over(offered)) == ([offered], leave)
    hearing.cancelled = True
    hearing.save()
    assert (list(left_by(leave)), leave_over(offered)) == ([], None)


def test_long_leave_asks_about_every_open_case(county, offered):
    due = due_in(offered)
    leave = away(county, due + 1, due + 8)
    assert (list(left_by(leave)), falling_in(offered, leave)) == ([offered], [])
    assert leave_over(offered) == leave
    assert list(left_by(away(county, due + 20, due + 26))) == []


def test_director_says_why_it_stays_and_is_asked_no_more_about_this_leave(county, offered):
    due = due_in(offered)
    away(county, due, due)
    with pytest.raises(DomainError, match="不少于4个字"):
        act(offered, county, "keep_over_leave", reason="行")
    for who in ("chuangkou", "shencha", "lvshi"):
        with pytest.raises(NotAllowed):
            act(offered, county, "keep_over_leave", who, reason="请假前签订。")

    act(offered, county, "keep_over_leave", reason="请假前签订。")
    told = sentence(Event.objects.get(verb="case.keep_over_leave", subject_id=offered.pk))
    assert told.startswith("承办人请假（病假")
    assert leave_over(offered) is None
    with pytest.raises(DomainError, match="没有请假，或者已经写明"):
        act(offered, county, "keep_over_leave", reason="再写一次。")

    later = away(county, due + 1, due + 10)
    assert leave_over(offered) == later


def test_nothing_is_asked_once_another_has_the_case_or_the_leave_is_cancelled(county, offered):
    due = due_in(offered)
    leave = away(county, due, due)
    staff.cancel_leave(leave, by=county.zhuren)
    assert leave_over(offered) is None

    again = away(county, due, due)
    act(offered, county, "replace_handler", handler=another(), reason="原承办人请病假。")
    assert (list(left_by(again)), leave_over(offered)) == ([], None)
