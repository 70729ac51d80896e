"""My day, and whom one can ask: what stands beside the first page."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from legalaid.faces.desk import day
from legalaid.platform.office import agenda
from stations.models import Leave, Staff

NOW = timezone.make_aware(datetime(2026, 3, 9, 10, 0))


def test_reviewers_and_directors_stand_with_who_of_them_is_away(county):
    today = timezone.localdate(NOW)
    Leave.objects.create(
        user=county.shencha, kind="personal", starts=today, ends=today, by=county.zhuren
    )
    people = day.whom_to_ask(county.chuangkou, NOW)
    assert {one.name: (one.state, one.here) for one in people} == {
        county.shencha.name: ("请假", False),
        county.shencha2.name: ("没有请假", True),
        county.zhuren.name: ("没有请假", True),
    }

    Staff.objects.filter(user=county.shencha2).update(left_on=today)
    names = [one.name for one in day.whom_to_ask(county.chuangkou, NOW)]
    assert sorted(names) == sorted([county.shencha.name, county.zhuren.name])


@pytest.mark.parametrize(
    ("begins", "ends", "past", "running"),
    [(-2, -1, True, False), (-1, 1, False, True), (1, 2, False, False), (-1, None, True, False)],
)
def test_hour_of_the_day_is_past_now_or_ahead(begins, ends, past, running, county, monkeypatch):
    until = NOW + timedelta(hours=ends) if ends else None
    entry = agenda.Entry(1, NOW + timedelta(hours=begins), "值班", "值班", "/", until=until)
    monkeypatch.setattr(agenda, "entries", lambda *args: [(None, entry)])
    (hour,) = day.my_day(county.chuangkou, NOW)
    assert (hour.past, hour.now) == (past, running)


def test_day_is_mine_or_nobodys_in_particular(county, monkeypatch):
    mine, other = ((user.pk, user.name) for user in (county.chuangkou, county.guidang))
    entries = [
        (None, agenda.Entry(1, NOW, "值班", text, "/", people=people))
        for text, people in (("我的", (mine,)), ("别人的", (other,)), ("开放日", ()))
    ]
    monkeypatch.setattr(agenda, "entries", lambda *args: entries)
    assert [row.text for row in day.my_day(county.chuangkou, NOW)] == ["我的", "开放日"]
