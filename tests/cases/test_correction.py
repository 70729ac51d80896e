"""Putting right minutes and call backs: with a reason, the old words in the history, the papers anew, what is held stays held."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain.discussion import correct_minutes
from cases.domain.followup import correct_call
from cases.enums import Satisfaction
from cases.models import Case, Discussion, FollowUp
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from tests.cases.test_alarm import BADLY, VERIFIED, WELL
from tests.cases.test_discussion import AGREED, AT, call, hold
from tests.factories import new_case, walk

WRONG = "回答录入时选错了。"


@pytest.fixture
def held(county):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    return hold(call(case, county), county)


def minutes(row, **changes):
    said = {one.pk: AGREED for one in row.people.all()}
    facts = {"held_on": row.held_on, "conclusion": row.conclusion, "against_why": row.against_why}
    return {"said": said} | facts | changes


def words(case, workflow="case"):
    return [event.sentence for event in events_for(workflow, case.pk)]


def test_minutes_are_put_right_with_a_reason_and_issued_anew(held, county):
    first = next(iter(held.people.all()))
    said = {one.pk: AGREED for one in held.people.all()} | {first.pk: ("against", "证据不足。")}
    later = {"by": county.zhuren, "at": AT + timedelta(days=1)}
    with pytest.raises(DomainError, match="更正的理由"):
        correct_minutes(held, reason="错", **minutes(held, said=said), **later)
    with pytest.raises(DomainError, match="没有改动"):
        correct_minutes(held, reason=WRONG, **minutes(held), **later)

    correct_minutes(held, reason=WRONG, **minutes(held, said=said), **later)
    old, new = Paper.objects.filter(kind="discussion_minutes").order_by("pk")
    assert (old.superseded_by, old.supersede_reason) == (new, WRONG)
    assert (old.facts["votes"], new.facts["votes"]) == ("同意3人", "同意2人，不同意1人")
    assert words(held.case)[-1] == (
        "更正集体讨论记录：张明的意见 同意 证据充分。 → 不同意 证据不足。理由：回答录入时选错了。"
    )
    correct_minutes(held, reason="又核对了一次。", **minutes(held), **later)
    assert Paper.objects.filter(kind="discussion_minutes", superseded_by=None).count() == 1


def test_whoever_was_left_out_of_the_minutes_is_added(held, county, sign_in):
    page, client = reverse("cases:discussion_correct", args=[held.pk]), sign_in(county.zhuren)
    typed = {f"vote-{one.pk}": "agree" for one in held.people.all()}
    typed |= {f"opinion-{one.pk}": "证据充分。" for one in held.people.all()}
    typed |= {"held_on": "2026-03-13", "conclusion": held.conclusion, "reason": WRONG}
    typed |= {"question": held.question, "place": held.place}
    typed |= {"seen": held.version, "name-1": "赵明远", "post-1": "律师"}
    half = client.post(page, typed)
    assert (half.status_code, half.context["form"].errors["name-1"]) == (
        422,
        ["漏记的参加人，姓名和意见须一并填写。"],
    )
    typed |= {"vote-new-1": "against", "opinion-new-1": "工资条没有盖章。"}
    twice = client.post(page, typed | {"name-1": "张明"})
    assert twice.context["form"].errors["name-1"] == ["参加人有重复，请核对。"]

    assert client.post(page, typed).status_code == 302
    paper = Paper.objects.get(kind="discussion_minutes", superseded_by=None)
    assert paper.facts["votes"] == "同意3人，不同意1人"
    assert words(held.case)[-1] == (
        "更正集体讨论记录：赵明远的意见 未填 → 不同意 工资条没有盖章。理由：回答录入时选错了。"
    )


def test_minutes_of_a_sealed_file_of_the_centre_and_of_a_stale_page_stay(held, county):
    later = {"at": AT + timedelta(days=1), "reason": WRONG} | minutes(held, conclusion="另行讨论。")
    with pytest.raises(DomainError, match="由中心登记"):
        correct_minutes(held, by=county.lvshi, **later)
    with pytest.raises(StaleState, match="已有更正"):
        correct_minutes(held, by=county.zhuren, seen=0, **later)
    Case.objects.filter(pk=held.case_id).update(state="archived")
    with pytest.raises(StaleState, match="已封存"):
        correct_minutes(held, by=county.zhuren, **later)
    assert Discussion.objects.get().conclusion == "按承办人的方案办理。"


def test_page_of_minutes_holds_what_is_on_file(held, county, sign_in):
    page = reverse("cases:discussion_correct", args=[held.pk])
    client = sign_in(county.zhuren)
    assert "按承办人的方案办理。" in client.get(page).content.decode()
    typed = {f"vote-{one.pk}": "agree" for one in held.people.all()}
    typed |= {f"opinion-{one.pk}": "证据充分。" for one in held.people.all()}
    typed |= {
        "held_on": "2026-03-13",
        "conclusion": "补充证据后起诉。",
        "question": held.question,
        "place": held.place,
        "reason": WRONG,
        "seen": held.version,
    }
    assert client.post(page, typed).status_code == 302
    assert client.post(page, typed).status_code == 409
    assert Discussion.objects.get().conclusion == "补充证据后起诉。"


def called(county, answers):
    case = walk(county, "approve_closure", case=new_case(county))
    at = case.changed_at + timedelta(days=1)
    CASE.acts["follow_up"](case, by=county.guidang, at=at, **answers)
    return case, FollowUp.objects.get()


def put_right(visit, county, by="guidang", **answers):
    at = visit.at + timedelta(days=1)
    return correct_call(visit, by=getattr(county, by), at=at, reason=WRONG, **answers)


def test_answers_are_put_right_and_form_32_is_issued_anew(county):
    case, visit = called(county, WELL)
    put_right(visit, county, satisfaction=Satisfaction.FAIR, reported=False)
    old, new = Paper.objects.filter(kind="follow_up_record").order_by("pk")
    assert (old.superseded_by, new.facts["satisfaction"], new.facts["reported"]) == (
        new,
        "基本满意",
        False,
    )
    assert words(visit, "call") == [
        "更正：满意度 非常满意 → 基本满意；是否通报进展 是 → 否。理由：回答录入时选错了。"
    ]
    assert words(case)[-1] == "更正回访记录"


def test_good_answer_put_right_into_a_bad_one_holds_the_case(county):
    case, visit = called(county, WELL)
    put_right(visit, county, money_asked=True)
    case.refresh_from_db()
    assert (case.held, case.alarms.get().found) == (True, ["money"])
    assert [row.rule for row in case.deadlines.open().ours()] == ["second_call"]


def test_bad_answer_put_right_into_a_good_one_releases_nothing_before_the_director_says_so(county):
    case, visit = called(county, BADLY)
    put_right(visit, county, money_asked=False, met=True)
    case.refresh_from_db()
    assert (case.held, case.alarms.get().found) == (True, ["money", "not_met"])
    assert "已更正，请核对" in county.zhuren.messages.latest("pk").text
    with pytest.raises(NotAllowed, match="反映了须核实的问题"):
        CASE.acts["grade"](case, by=county.shencha, grade="pass")

    later = case.changed_at + timedelta(days=2)
    CASE.acts["second_call"](case, by=county.jiandu, at=later, **WELL)
    said = {"confirmed": [], "note": VERIFIED, "found": ""}
    CASE.acts["settle_alarm"](case, by=county.zhuren, at=later, **said)
    assert not case.held


def test_what_is_said_only_after_the_finding_is_looked_into_again(county):
    case, visit = called(county, BADLY)
    later = case.changed_at + timedelta(days=2)
    CASE.acts["second_call"](case, by=county.jiandu, at=later, **WELL)
    said = {"confirmed": ["not_met"], "note": VERIFIED, "found": ""}
    CASE.acts["settle_alarm"](case, by=county.zhuren, at=later, **said)
    put_right(visit, county, told=False)
    case.refresh_from_db()
    alarm = case.alarms.get()
    assert (case.held, alarm.found, alarm.confirmed) == (
        True,
        ["money", "not_met", "not_told"],
        None,
    )


def test_call_is_not_put_right_by_the_handler_nor_in_a_sealed_file(county):
    case, visit = called(county, WELL)
    with pytest.raises(NotAllowed, match="不回访"):
        put_right(visit, county, by="lvshi", reported=False)
    Case.objects.filter(pk=case.pk).update(state="archived")
    with pytest.raises(NotAllowed, match="已经封存"):
        put_right(visit, county, reported=False)


def test_page_of_a_call_puts_it_right_once(county, sign_in):
    _, visit = called(county, WELL | {"more": [["是否按时出庭", "是"]]})
    page, client = visit.get_absolute_url(), sign_in(county.guidang)
    assert "是否按时出庭" in client.get(page).content.decode()
    typed = {"met": "1", "told": "1", "reported": "0", "money_asked": "0", "satisfaction": "5"}
    typed |= {"asked_0": "否", "suggestions": "", "reason": WRONG, "seen": "0"}
    assert client.post(page, typed).status_code == 302
    assert client.post(page, typed).status_code == 409
    assert "更正：" in client.get(page).content.decode()
    assert sign_in(county.lvshi).get(page).status_code in (403, 404)
    assert FollowUp.objects.get().more == [["是否按时出庭", "否"]]
