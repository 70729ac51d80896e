"""From a township station to the centre: pre-review, hand-over, return, a second hand-over, signing for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import PreReviewed, State
from cases.models import HandOver
from cases.queries.case import waiting_for
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import Deadline
from tests.factories import START, new_case


def at_station(county, **fields):
    return new_case(county, by=county.zhan1, station=county.zhan1.staff.station, **fields)


def act(case, key, by, hours, **facts):
    return CASE.acts[key](case, by=by, at=START + timedelta(hours=hours), **facts)


def review(case, county, hours=1):
    return act(
        case,
        "pre_review",
        county.zhan1,
        hours,
        proposal=PreReviewed.ACCEPT,
        opinion="材料齐全，建议受理。",
        checked=["identity"],
    )


def clocks(case):
    """{rule: (hours from START to due, met in hours)} of the case's clocks."""

    def hours(moment):
        return None if moment is None else round((moment - START).total_seconds() / 3600, 2)

    return {
        d.rule: (hours(d.due_at), hours(d.met_at))
        for d in Deadline.objects.of("case", case.pk).order_by("id")
    }


def test_what_a_station_takes_in_waits_there_and_the_examination_runs(county):
    case = at_station(county)
    assert (case.state, case.turn) == (State.AT_STATION, "station")
    found = clocks(case)
    assert (set(found), found["hand_over"]) == (
        {"examination", "hand_over", "green_promise"},
        (24.0, None),
    )
    assert timezone.localdate(case.due_at) == timezone.localdate(START) + timedelta(days=7)
    assert [list(waiting_for(user)) for user in (county.zhan1, county.zhan2, county.chuangkou)] == [
        [case],
        [],
        [],
    ]


def test_window_intake_is_unchanged(county):
    case = new_case(county)
    assert (case.state, set(clocks(case))) == (
        State.SUBMITTED,
        {"examination", "window_promise", "green_promise"},
    )


def test_hand_over_needs_a_pre_review_where_the_station_has_that_duty(county):
    case = at_station(county)
    with pytest.raises(DomainError, match="请先作出初审意见"):
        act(case, "hand_over", county.zhan1, 1)
    station = county.zhan1.staff.station
    station.duties = ["consult", "apply"]
    station.save()
    case.refresh_from_db()
    with pytest.raises(NotAllowed, match="没有“初审”的职责"):
        review(case, county, 2)
    act(case, "hand_over", county.zhan1, 3)
    assert case.state == State.HANDED_OVER


def test_return_and_second_hand_over_reach_the_window_with_two_slips(county):
    case = at_station(county)
    review(case, county)
    act(case, "hand_over", county.zhan1, 2, materials=["法律援助申请表", "身份证明"])
    assert clocks(case)["hand_over"] == (24.0, 2.0)
    act(
        case,
        "return_to_station",
        county.chuangkou,
        5,
        codes=["signature"],
        reasons=["申请表没有申请人签名"],
        note="请补签",
    )
    assert (case.state, case.turn, list(waiting_for(county.zhan1))) == (
        State.RETURNED_TO_STATION,
        "station",
        [case],
    )
    assert county.zhan1.messages.filter(kind="turn").count() == 1
    assert county.zhan2.messages.filter(kind="turn").count() == 0
    act(case, "hand_over", county.zhan1, 7, materials=["法律援助申请表（已签名）"], note="已补签")
    act(case, "sign_for", county.chuangkou, 8)
    assert (case.state, case.turn) == (State.SUBMITTED, "window")
    assert clocks(case)["window_promise"] == (8.5, None)
    first, second = HandOver.objects.all()
    assert (first.reason_texts, first.returned, second.returned, second.answered_by) == (
        ["申请表没有申请人签名"],
        True,
        False,
        county.chuangkou,
    )
    slips = Paper.objects.filter(kind="hand_over_slip").order_by("id")
    assert slips[0].number_text == "清援移字〔2026〕第1号"
    assert slips[1].number_text == "清援移字〔2026〕第2号"
    answers = Paper.objects.filter(kind="sign_receipt").order_by("id")
    assert answers[0].number_text == "清援签字〔2026〕第1号"
    assert answers[1].number_text == "清援签字〔2026〕第2号"


def test_pages_of_the_station_and_of_the_centre_do_the_same(county, sign_in):
    case = new_case(
        county,
        by=county.zhan1,
        station=county.zhan1.staff.station,
        at=timezone.now() - timedelta(hours=3),
    )
    path, client = case.get_absolute_url(), sign_in(county.zhan1)
    client.post(
        path + "pre_review/",
        {"checked": ["identity"], "proposal": "supplement", "opinion": "缺工资条。"},
    )
    client.post(path + "hand_over/", {"materials": ["身份证明"]})
    page = client.get(reverse("cases:handovers")).content.decode()
    assert (case.number in page, "建议受理并通知补正" in page) == (True, True)
    desk = sign_in(county.chuangkou)
    answer = desk.post(path + "return_to_station/", {"codes": ["other"]})
    assert (answer.status_code, "选择“其他”时请写明原因" in answer.content.decode()) == (422, True)
    assert desk.post(path + "sign_for/", {"note": ""}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
    assert desk.post(path + "sign_for/", {}).status_code == 409


def test_neighbouring_station_neither_sees_nor_hands_over(county, sign_in):
    case = at_station(county)
    client = sign_in(county.zhan2)
    assert {
        client.get(f"{case.get_absolute_url()}{key}/").status_code
        for key in ("pre_review", "hand_over")
    } == {404}
    with pytest.raises(NotAllowed, match="不在您的工作站"):
        act(case, "hand_over", county.zhan2, 1)
