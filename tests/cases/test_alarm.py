"""A recipient who says at the call back that money was taken, nobody met or told them, or is very dissatisfied."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain.alarm import remind_alarms
from cases.domain.reminders import tell
from cases.enums import FollowUpResult, Grade, Satisfaction
from cases.law.alarm import contradicted, found_in
from cases.queries.papers import papers_for
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from subsidies.queries.calculation import gate_of, payable
from tests.factories import new_case, walk

WELL = {"satisfaction": Satisfaction.VERY, "met": True, "told": True, "reported": True, "money_asked": False}  # fmt: skip
BADLY = WELL | {"satisfaction": Satisfaction.FAIR, "met": False, "money_asked": True}
VERIFIED = "已向受援人、承办人分别核实。"


@pytest.fixture
def closed(county):
    return walk(county, "approve_closure", case=new_case(county))


def act(case, key, by, days=1, **facts):
    return CASE.acts[key](case, by=by, at=case.changed_at + timedelta(days=days), **facts)


def settle(case, by, confirmed):
    return act(case, "settle_alarm", by, confirmed=confirmed, note=VERIFIED, found="")


def ones(case):
    return {one.key: (one.done, one.against) for one in seven_ones_of(case)}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        ({"money_asked": True}, ["money"]),
        ({"met": False, "told": False}, ["not_met", "not_told"]),
        ({"satisfaction": "1"}, ["dissatisfied"]),
        ({"satisfaction": "2"}, []),
        ({"met": None, "told": None, "money_asked": None, "satisfaction": ""}, []),
    ],
)
def test_answers_that_sound_the_alarm(said, found):
    fine = {"met": True, "told": True, "money_asked": False, "satisfaction": "5"}
    assert found_in(**fine | said) == found


def test_what_was_found_untrue_speaks_against_nothing_and_true_only_of_what_was_not_done():
    found = ["money", "not_met"]
    assert contradicted(found, None) == {
        "follow_up": "受援人回访时说承办人收取财物，待核实",
        "meeting": "受援人回访时说承办人没有见面，待核实",
    }
    both = contradicted(["money", "dissatisfied"], None)
    assert both == {"follow_up": "受援人回访时说承办人收取财物、非常不满意，待核实"}
    assert contradicted(found, []) == {}
    assert contradicted(found, found) == {"meeting": "核实属实：承办人没有见面"}


def test_bad_answer_holds_grade_archive_and_payment_and_tells_who_must_know(county, closed):
    act(closed, "follow_up", county.guidang, **BADLY)
    told = {
        name: getattr(county, name).messages.filter(kind="alarm")
        for name in ("zhuren", "jiandu", "guidang")
    }
    assert {name: rows.count() for name, rows in told.items()} == {
        "zhuren": 1,
        "jiandu": 1,
        "guidang": 0,
    }
    assert (
        told["zhuren"].get().text
        == f"{closed.number}受援人回访时反映了须核实的问题，质量等次和补贴已暂停，请核实处理。"
    )
    assert [row.rule for row in closed.deadlines.open().ours()] == ["second_call"]
    assert (closed.held, closed.promised_at is None) == (True, False)

    for key, by, facts in (
        ("grade", county.shencha, {"grade": Grade.PASS}),
        ("archive", county.guidang, {}),
    ):
        with pytest.raises(NotAllowed, match="反映了须核实的问题"):
            act(closed, key, by, **facts)
    assert gate_of(closed) == "反映的问题尚未核实处理。"
    assert list(payable(closed.station, closed.changed_at.date())) == []

    done = ones(closed)
    assert done["meeting"] == (False, "受援人回访时说承办人没有见面，待核实")
    assert done["follow_up"] == (False, "受援人回访时说承办人收取财物，待核实")
    assert done["telling"] == (True, "")


def test_good_answer_holds_nothing_and_offers_no_second_call(county, closed):
    act(closed, "follow_up", county.guidang, **WELL)
    assert (closed.held, closed.first_at, closed.alarms.count()) == (False, None, 0)
    with pytest.raises(NotAllowed, match="回访没有反映须核实的问题"):
        act(closed, "second_call", county.jiandu, **WELL)


def test_second_call_is_anothers_and_the_finding_comes_after_it(county, closed):
    act(closed, "follow_up", county.guidang, **BADLY)
    with pytest.raises(DomainError, match="须由另一人"):
        act(closed, "second_call", county.guidang, **WELL)
    with pytest.raises(DomainError, match="请先再次回访"):
        settle(closed, county.zhuren, [])

    act(closed, "second_call", county.jiandu, **WELL)
    assert closed.first_at is None
    with pytest.raises(DomainError, match="已经再次回访过"):
        act(closed, "second_call", county.jiandu, **WELL)
    with pytest.raises(NotAllowed):
        settle(closed, county.shencha, [])

    settle(closed, county.zhuren, [])
    assert (closed.held, ones(closed)["meeting"], ones(closed)["follow_up"]) == (
        False,
        (True, ""),
        (True, ""),
    )
    act(closed, "grade", county.shencha, grade=Grade.EXCELLENT)
    assert list(payable(closed.station, closed.changed_at.date())) == [closed]


def test_recipient_who_is_not_reached_again_is_no_reason_to_wait_for_ever(county, closed):
    act(closed, "follow_up", county.guidang, **BADLY)
    with pytest.raises(NotAllowed, match="再次回访须由另一人进行"):
        act(closed, "try_follow_up", county.guidang, result=FollowUpResult.OFF)
    act(closed, "try_follow_up", county.jiandu, result=FollowUpResult.OFF)
    settle(closed, county.zhuren, ["not_met"])
    assert (closed.held, ones(closed)["meeting"]) == (False, (False, "核实属实：承办人没有见面"))


def test_what_proved_true_is_never_graded_as_a_model(county, closed):
    act(closed, "grade", county.shencha, grade=Grade.EXCELLENT)
    act(closed, "follow_up", county.guidang, **BADLY)
    act(closed, "second_call", county.jiandu, **BADLY)
    settle(closed, county.zhuren, ["money"])
    assert closed.grade == ""
    for grade in (Grade.EXCELLENT, Grade.GOOD):
        with pytest.raises(DomainError, match="已核实属实（承办人收取财物），不能评为优秀、良好"):
            act(closed, "grade", county.shencha, grade=grade)
    act(closed, "grade", county.shencha, grade=Grade.PASS)


def test_director_is_reminded_weekly_until_it_is_settled(county, closed):
    act(closed, "follow_up", county.guidang, **BADLY)
    begun = closed.changed_at
    assert [remind_alarms(begun + timedelta(days=day), tell) for day in (6, 7, 8, 14)] == [
        0,
        1,
        0,
        1,
    ]


def test_page_says_what_was_said_and_the_director_finds_answer_by_answer(county, closed, sign_in):
    act(closed, "follow_up", county.guidang, **BADLY)
    act(closed, "second_call", county.jiandu, **WELL)
    client, step = sign_in(county.zhuren), reverse("cases:settle_alarm", args=[closed.pk])
    page = client.get(closed.get_absolute_url()).content.decode()
    assert "受援人回访时反映：承办人收取财物、承办人没有见面" in page
    assert f'href="{step}"' in page
    form = client.get(step)
    assert form.context["form"].fields["confirmed"].choices == [
        ("money", "承办人收取财物"),
        ("not_met", "承办人没有见面"),
    ]
    sent = {"seen": closed.version, "confirmed": ["not_met"], "note": VERIFIED}
    client.post(step, sent)
    alarm = closed.alarms.get()
    assert (alarm.confirmed, alarm.settled_by, alarm.note) == (["not_met"], county.zhuren, VERIFIED)


def test_what_is_said_at_the_second_call_alone_can_be_found_true(county, closed):
    act(closed, "follow_up", county.guidang, **WELL | {"met": False})
    act(closed, "second_call", county.jiandu, **WELL | {"money_asked": True})
    assert closed.alarms.get().found == ["not_met", "money"]
    settle(closed, county.zhuren, ["money"])
    assert closed.alarms.get().confirmed_words == "承办人收取财物"


def test_handler_does_not_read_what_was_said_before_it_is_looked_into(county, closed, sign_in):
    act(closed, "follow_up", county.guidang, **BADLY | {"suggestions": "给了他两千元"})
    paper = Paper.objects.get(kind="follow_up_record")
    sheet, page = reverse("documents:paper", args=[paper.pk]), closed.get_absolute_url()
    client = sign_in(county.lvshi)
    whole = client.get(f"{page}?all=1").content.decode()
    assert "回访后待核实" in whole
    assert not [said for said in ("收取财物", "没有见面", "两千元", sheet) if said in whole]
    assert client.get(sheet).status_code == 404
    assert paper not in papers_for(county.lvshi, [closed.pk])
    assert paper in papers_for(county.zhuren, [closed.pk])

    act(closed, "second_call", county.jiandu, **WELL)
    settle(closed, county.zhuren, [])
    client = sign_in(county.lvshi)
    assert "两千元" in client.get(f"{page}?all=1").content.decode()
    with closing(client.get(sheet)) as answer:
        assert answer.status_code == 200


def test_whoever_handles_the_case_does_not_read_the_answer_in_its_history_before_it_is_settled(
    county, closed, sign_in
):
    act(closed, "follow_up", county.chuangkou, **BADLY | {"satisfaction": Satisfaction.BAD})
    address = f"{closed.get_absolute_url()}?tab=history"
    read = sign_in(county.lvshi).get(address).text
    assert "回访接通" in read
    assert "非常不满意" not in read
    assert "回访接通，非常不满意" in sign_in(county.zhuren).get(address).text

    act(closed, "second_call", county.jiandu, **WELL)
    settle(closed, county.zhuren, confirmed=[])
    assert "回访接通，非常不满意" in sign_in(county.lvshi).get(address).text
