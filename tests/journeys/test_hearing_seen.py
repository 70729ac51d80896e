"""A public hearing somebody sits in: sent to it by the director, form 30 in the corridor on a telephone, the handler's answer."""

from datetime import datetime

import pytest
from django.utils import timezone

from cases.models import Hearing
from cases.quality.models import Observation
from tests.factories import walk
from tests.journeys.matters import act, papers_of, refusals, say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
HELD = timezone.make_aware(datetime(2026, 4, 20, 9, 30))


@pytest.fixture
def case(people, clock):
    """In work since March; it is April."""
    case = walk(people, "hold_first_meeting")
    clock.put(2026, 4, 10, 9)
    return case


def send(director):
    """Out of the hearings that are public whoever has nothing to do with the case."""
    director.go("/quality/observations/")
    director.press("安排旁听")
    director.press("安排")
    choices = director.page.locator("#id_observer option").all_inner_texts()
    director.page.select_option("#id_observer", label="马卫红（监督员）")
    director.press("安排")
    assert refusals(director) == []
    return choices


def fill_in(observer):
    """Standing in the corridor."""
    observer.go("/")
    observer.press("旁听")
    observer.press("填写旁听记录")
    say(
        observer, on_time=["1"], dressed=["1"], prepared=["4"], evidence=["3"], debate=["3"],
        handed=["yes"], score="104",
    )  # fmt: skip
    observer.press("填写旁听记录")
    assert refusals(observer) == ["评分为0至100。"]

    say(observer, score="86", remarks="质证抓住了工资条的矛盾。")
    observer.press("填写旁听记录")
    assert refusals(observer) == []


def test_public_hearing_is_observed_and_its_handler_answers(people, clock, case, seat):
    handler = seat("lvshi", phone=True)
    when = {"starts_at": "2026-04-20T09:30", "organ": "清和县人民法院", "place": "第一法庭"}
    act(handler, case, "登记开庭", **when)
    assert Hearing.objects.get().starts_at == HELD

    choices = send(seat("zhuren"))
    assert people.lvshi.name not in " ".join(choices)
    clock.put(2026, 4, 20, 11)
    observer = seat("jiandu", phone=True)
    fill_in(observer)
    row = Observation.objects.get()
    assert (row.state, row.score, row.observer) == ("filled", 86, people.jiandu)
    assert "质证抓住了工资条的矛盾" in papers_of(row, "observation")["observation_record"]

    clock.put(2026, 4, 21, 9)
    handler = seat("lvshi", phone=True)
    handler.press("回应")
    assert "86" in handler.page.inner_text("main")
    handler.press("回应")
    say(handler, answer="辩论意见已补充书面材料。")
    handler.press("回应")
    assert refusals(handler) == []
    row.refresh_from_db()
    assert (row.state, row.answer) == ("answered", "辩论意见已补充书面材料。")
