"""A call back that was registered on the wrong case: it stays to be read, counts no more, and what was due before it is due again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain.call_void import void_call
from cases.models import Case, FollowUp
from cases.quality.domain import callback, callback_void
from cases.quality.models import Callback, DrawnCase
from cases.quality.queries.callback import attempts_of, calls_waiting, rates_by_handler
from cases.quality.queries.draw import drawn_for
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.cases.test_alarm import BADLY, VERIFIED, WELL
from tests.cases.test_correction import called
from tests.factories import walk
from tests.quality.plans import drawn
from tests.quality.test_callback import BAD, GOOD, MAY

WHY = "是2026年第3号案件的回访。"


def told(workflow, key):
    return [event.sentence for event in events_for(workflow, key)][-1]


def voided(visit, county, by="guidang", **facts):
    at = visit.at + timedelta(hours=2)
    return void_call(visit, by=getattr(county, by), at=at, reason=WHY, **facts)


def test_case_waits_again_for_its_own_call(county):
    case, visit = called(county, WELL)
    assert case.state == "archiving"
    voided(visit, county)
    case.refresh_from_db()
    visit.refresh_from_db()
    assert (case.state, case.turn, case.followed_up_at) == ("follow_up", "window", None)
    assert (visit.result, visit.satisfaction) == ("voided", "5")
    assert told("call", visit.pk) == f"作废：登错案件，原记接通。理由：{WHY}"
    assert told("case", case.pk) == "登错案件的回访已经作废，恢复待回访"
    old, new = Paper.objects.filter(kind="follow_up_record").order_by("pk")
    assert (old.superseded_by, new.facts["voided"]) == (new, WHY)

    again = case.changed_at + timedelta(days=1)
    CASE.acts["follow_up"](case, by=county.guidang, at=again, **WELL)
    assert (case.state, FollowUp.objects.filter(result="reached").count()) == ("archiving", 1)


def test_what_it_told_of_stays_with_the_director(county):
    case, visit = called(county, BADLY)
    voided(visit, county)
    case.refresh_from_db()
    assert (case.held, case.state, case.alarms.get().found) == (True, "follow_up", ["money", "not_met"])  # fmt: skip
    text = f"{case.number}反映问题的回访登错案件，已经作废，请核实处理。"
    assert Message.objects.filter(user=county.zhuren, text=text).count() == 1

    later = case.changed_at + timedelta(days=1)
    said = {"confirmed": [], "note": VERIFIED, "found": ""}
    with pytest.raises(DomainError, match="请先再次回访"):
        CASE.acts["settle_alarm"](case, by=county.zhuren, at=later, **said)
    CASE.acts["follow_up"](case, by=county.guidang, at=later, **WELL)
    CASE.acts["settle_alarm"](case, by=county.zhuren, at=later, **said)
    assert not case.held


def test_second_call_is_due_again(county):
    case, _ = called(county, BADLY)
    later = case.changed_at + timedelta(days=1)
    CASE.acts["second_call"](case, by=county.jiandu, at=later, **WELL)
    second = FollowUp.objects.latest("pk")
    voided(second, county, by="chuangkou")
    case.refresh_from_db()
    assert (case.state, case.alarms.get().second) == ("archiving", None)
    assert [row.rule for row in case.deadlines.open().ours()] == ["second_call"]
    CASE.acts["second_call"](case, by=county.jiandu, at=later + timedelta(days=1), **WELL)
    assert case.alarms.get().second == FollowUp.objects.latest("pk")


def test_attempt_counts_no_more_and_the_case_stands_where_it_stood(county):
    case = walk(county, "approve_closure")
    at = case.changed_at + timedelta(hours=1)
    CASE.acts["try_follow_up"](case, by=county.guidang, at=at, result="off")
    voided(FollowUp.objects.get(), county)
    case.refresh_from_db()
    assert (case.state, attempts_of(case)) == ("follow_up", 0)


def test_neither_twice_nor_unseen_nor_without_a_reason_nor_by_whom_it_is_not(county):
    case, visit = called(county, WELL)
    at = visit.at + timedelta(hours=2)
    with pytest.raises(DomainError, match="请写明作废的理由"):
        void_call(visit, by=county.guidang, at=at, reason="错")
    with pytest.raises(StaleState, match="已有更正"):
        voided(visit, county, seen=5)
    for who in ("lvshi", "caiwu"):
        with pytest.raises(NotAllowed, match="您的岗位不回访受援人。"):
            voided(visit, county, by=who)
    voided(visit, county)
    with pytest.raises(StaleState, match="这次回访已经作废。"):
        voided(visit, county)
    Case.objects.filter(pk=case.pk).update(state="archived")
    with pytest.raises(NotAllowed, match="已经封存"):
        voided(visit, county)


def test_call_while_the_work_runs_is_due_again_and_in_no_rate(county):
    case = walk(county, "hold_first_meeting")
    row = callback.call(case, by=county.guidang, stage="assigned", result="reached", at=MAY, **GOOD)
    later = MAY + timedelta(days=1)
    assert [one.why for one in calls_waiting(county.guidang, later)] == []
    callback_void.void_call(row, by=county.guidang, reason=WHY, at=MAY)
    assert [one.why for one in calls_waiting(county.guidang, later)] == ["指派后回访"]
    assert rates_by_handler(county.zhuren, MAY.date(), MAY.date()) == []
    paper = Paper.objects.get(workflow="callback", subject_id=row.pk, superseded_by=None)
    assert paper.facts["voided"] == WHY


def test_second_one_while_the_work_runs_is_due_again(county):
    case = walk(county, "hold_first_meeting")
    first = callback.call(
        case, by=county.guidang, stage="assigned", result="reached", at=MAY, **BAD
    )
    facts = {"stage": "assigned", "result": "reached", "first": first} | GOOD
    second = callback.call(case, by=county.chuangkou, at=MAY + timedelta(days=1), **facts)
    callback_void.void_call(second, by=county.chuangkou, reason=WHY, at=MAY + timedelta(days=1))
    waiting = calls_waiting(county.chuangkou, MAY + timedelta(days=2))
    assert [one.why for one in waiting if one.first == first] == ["再次回访"]
    assert Callback.objects.get(pk=second.pk).first is None


def test_what_was_drawn_waits_for_its_call_again(county):
    case = walk(county, "follow_up")
    drawn(county, tool="call", share=100)
    facts = {"stage": "after", "result": "reached", "at": MAY + timedelta(days=90)} | GOOD
    row = callback.call(case, by=county.jiandu, **facts)
    assert drawn_for("call").count() == 0
    callback_void.void_call(row, by=county.jiandu, reason=WHY, at=row.at)
    assert drawn_for("call").count() == 1


def test_what_was_drawn_and_called_as_the_case_waited_for_it_waits_again(county):
    case, visit = called(county, WELL)
    row = drawn(county, tool="call", share=100).cases.get()
    DrawnCase.objects.filter(pk=row.pk).update(done_at=visit.at, done_by=county.guidang)
    voided(visit, county)
    assert DrawnCase.objects.get(pk=row.pk).done_at is None


def test_page_of_the_call_leads_to_its_voiding(county, sign_in):
    _, visit = called(county, WELL)
    client, page = sign_in(county.guidang), reverse("cases:call", args=[visit.pk])
    assert "登错了案件，作废这次回访" in client.get(page).content.decode()
    assert (
        f"作废登错案件的回访：{visit.case.number}，" in client.get(f"{page}void/").content.decode()
    )
    answer = client.post(f"{page}void/", {"reason": WHY, "seen": visit.version})
    assert client.get(f"{page}void/").url == page
    assert (answer.status_code, answer.url) == (302, page)
    told = client.get(page).content.decode()
    assert "这次回访登错案件，已经作废。" in told
    assert "登错了案件，作废这次回访" not in told
