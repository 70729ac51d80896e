"""Whom an organ's notice is about does not want the lawyer: the case is held, and the director decides (Procedure Rules art. 29)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Handler
from tests.cases.test_notice import met, notified, on
from tests.factories import START, UNSIGNED, new_case, walk

WHY = "家属已经另行委托律师。"
DAY = START + timedelta(days=5)  # of the meeting


def refused(county, **fields):
    case = notified(county, **fields)
    met(case, county, consented=False, refusal=WHY)
    return case


def act(case, county, key, who, day, **facts):
    return CASE.acts[key](case, by=getattr(county, who), at=START + timedelta(days=day), **facts)


def open_clocks(case):
    rows = case.deadlines.open()
    return {row.rule: row.due_at and timezone.localdate(row.due_at) for row in rows}


def another():
    handlers = Handler.objects.filter(kind="lawyer", user__is_active=True)
    return handlers.exclude(user__username="lvshi").order_by("pk").first()


def test_refusal_at_the_first_meeting_holds_the_case_and_tells_organ_and_centre(office):
    case = refused(office)
    assert (case.state, case.turn, case.meeting.consented) == ("lawyer_refused", "director", False)
    assert {step.key for step in CASE.available(case, office.lvshi)} == {
        "update_matter", "ask_replacement", "propose_termination", "tell_relief", "ask_relief", "answer_relief",
        "party_died",
    }  # fmt: skip
    assert [step.key for step in CASE.available(case, office.zhuren) if not step.minor] == [
        "replace_handler", "own_counsel", "keep_lawyer", "propose_termination",
    ]  # fmt: skip

    told = {
        "chuangkou": f"{case.number}的当事人不同意由赵明远辩护（代理），已停止办理；告知函已开具，请即送达清和县人民法院。",
        "zhuren": f"{case.number} 当事人不同意（不同意由赵明远辩护（代理）：{WHY}），请办理。",
    }
    last = Message.objects.filter(text__contains="当事人不同意").values_list(
        "user__username", "text"
    )
    assert sorted(last) == sorted(told.items())


def test_refusal_needs_its_reason_and_is_shown_with_it(county, sign_in):
    case = notified(county)
    with pytest.raises(DomainError, match="不同意的理由") as wrong:
        met(case, county, consented=False, refusal="不")
    assert (wrong.value.field, case.state) == ("refusal", "first_meeting")

    facts = {"refused_on": date(2026, 3, 7), "reason": WHY}
    act(case, county, "refuse_lawyer", "lvshi", 5, **facts)
    page = sign_in(county.zhuren).get(case.get_absolute_url()).content.decode()
    assert f"不同意由{case.handler}辩护（代理）：{WHY}" in page


@pytest.mark.parametrize("steps", [2, 3])
def test_whom_somebody_else_is_chosen_for_begins_anew(county, steps):
    """Before the agreement was signed, and after."""
    case = on(notified(county), county, *("assign", "accept_assignment", "sign_agreement")[:steps])
    act(case, county, "refuse_lawyer", "lvshi", 4, refused_on=date(2026, 3, 7), reason=WHY)
    act(
        case, county, "replace_handler", "zhuren", 6, handler=another(), reason="当事人有正当理由。"
    )
    assert (case.state, case.handler, list(open_clocks(case))) == (
        "agreement",
        another(),
        ["agreement"],
    )


def test_agreement_rests_while_the_case_is_held_and_the_same_lawyer_goes_on_where_it_was(county):
    case = on(notified(county), county, "assign", "accept_assignment")
    assert open_clocks(case)["agreement"] == date(2026, 3, 9)
    act(case, county, "refuse_lawyer", "lvshi", 3, refused_on=date(2026, 3, 6), reason=WHY)
    assert case.deadlines.open().get(rule="agreement").paused
    act(case, county, "own_counsel", "zhuren", 4, reason=WHY)
    act(case, county, "keep_lawyer", "zhuren", 5, reason="当事人改变了意见。")
    assert (case.state, case.turn) == ("agreement", "handler")
    assert open_clocks(case) == {"agreement": date(2026, 3, 12)}  # 6th to 8th do not count


def test_own_counsel_has_five_days_and_a_second_notice_runs_its_three(county):
    case = refused(county)
    with pytest.raises(NotAllowed):
        act(case, county, "own_counsel", "lvshi", 6, reason=WHY)
    act(case, county, "own_counsel", "zhuren", 6, reason=WHY)
    assert open_clocks(case) == {"own_counsel": date(2026, 3, 16)}  # the 14th is a Saturday
    with pytest.raises(DomainError, match="已经登记"):
        act(case, county, "own_counsel", "zhuren", 6, reason=WHY)

    again = {"dated_on": date(2026, 3, 16), "received_on": date(2026, 3, 17)}
    with pytest.raises(DomainError, match="原来的通知书文号"):
        act(case, county, "second_notice", "chuangkou", 14, number=case.notice.number, **again)
    act(case, county, "second_notice", "chuangkou", 14, number="清法援通〔2026〕20号", **again)
    assert (case.state, case.notice.number) == ("lawyer_refused", "清法援通〔2026〕20号")
    assert open_clocks(case) == {"notified_assignment": date(2026, 3, 20)}

    act(case, county, "replace_handler", "zhuren", 15, handler=another(), reason="再次通知指派。")
    assert list(open_clocks(case)) == ["agreement"]
    assert (
        "清法援通〔2026〕20号"
        in Paper.objects.filter(kind="notice_reply").latest("pk").facts["notice"]["number"]
    )


@pytest.mark.parametrize(
    ("situation", "state"), [("sensory", "handling"), ("ordinary", "lawyer_refused")]
)
def test_second_refusal_holds_only_whom_no_lawyer_need_defend(county, situation, state):
    crowds = ["blind_deaf_mute"] if situation == "sensory" else []
    case = refused(county, notified=situation, crowds=crowds)
    act(case, county, "keep_lawyer", "zhuren", 6, reason="办案机关不予准许。")
    assert case.state == "handling"

    facts = {"refused_on": date(2026, 3, 10), "reason": WHY}
    if state == "handling":
        with pytest.raises(DomainError, match="此前已经不同意过一次"):
            act(case, county, "refuse_lawyer", "lvshi", 7, **facts)
    else:
        act(case, county, "refuse_lawyer", "lvshi", 7, **facts)
    assert case.state == state


def test_second_refusal_at_a_meeting_is_recorded_and_the_work_goes_on(county):
    case = refused(county)
    act(case, county, "replace_handler", "zhuren", 6, handler=another(), reason="有正当理由。")
    who, facts = case.handler.user, {"signed_on": date(2026, 3, 10)}
    CASE.acts["sign_agreement"](case, by=who, at=START + timedelta(days=7), **facts)
    said = {"met_on": date(2026, 3, 11), "place": "看守所", "manner": "当面", "told": ["rights"], "record": "仍不同意。"}  # fmt: skip
    CASE.acts["hold_first_meeting"](
        case,
        by=who,
        at=START + timedelta(days=8),
        consented=False,
        refusal="还是不要。",
        **said,
        **UNSIGNED,
    )
    assert (case.state, case.meeting.consented) == ("handling", False)
    assert Message.objects.filter(text__contains="再次不同意", user=county.zhuren).count() == 1


def test_who_applied_is_not_asked(county, sign_in):
    case = walk(county, "hold_first_meeting", case=new_case(county))
    assert CASE.steps["refuse_lawyer"] not in CASE.available(case, county.lvshi)
    answer = sign_in(county.lvshi).get(reverse("cases:refuse_lawyer", args=[case.pk]))
    assert answer.status_code == 403
