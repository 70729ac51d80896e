"""The caller's work list: whom it offers to whom, one key for each outcome, ways that are safe, second calls, rates by handler."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, FollowUp, Person
from cases.quality.domain import callback as acts
from cases.quality.domain.callback_void import void_call
from cases.quality.law.callback import held_refusal
from cases.quality.models import Callback
from cases.quality.queries.callback import calls_waiting, rates_by_handler
from cases.quality.queries.draw import drawn_for
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import ClockRule
from tests.factories import START, new_case, person, walk
from tests.quality.plans import drawn

MAY = timezone.make_aware(datetime(2026, 5, 1, 9))
GOOD = {
    "met": True,
    "told": True,
    "reported": True,
    "money_asked": False,
    "satisfaction": "5",
    "suggestions": "",
}
BAD = GOOD | {"money_asked": True, "satisfaction": "2"}


def offered(user, at=MAY):
    return [(call.case.number, call.why) for call in calls_waiting(user, at)]


def called(county, case, *, by=None, stage="assigned", result="reached", at=MAY, **said):
    answers = GOOD if result == "reached" else {}
    by = by or county.guidang
    return acts.call(case, by=by, stage=stage, result=result, at=at, **answers | said)


def test_case_is_offered_ten_days_after_its_assignment_and_again_after_sixty(county):
    case = walk(county, "hold_first_meeting")
    assigned = case.assigned_at
    assert offered(county.guidang, assigned + timedelta(days=9)) == []
    soon = assigned + timedelta(days=10)
    assert offered(county.guidang, soon) == [(case.number, "指派后回访")]
    called(county, case, at=soon)
    assert offered(county.guidang, soon + timedelta(days=1)) == []
    assert offered(county.guidang, assigned + timedelta(days=60)) == [(case.number, "办理中回访")]


def test_days_are_rows_an_administrator_sets_and_none_leaves_the_stage_out(county):
    walk(county, "hold_first_meeting")
    for key in ("call_assigned", "call_during"):
        ClockRule.objects.create(key=key, limit=0, unit="day", valid_from=MAY.date())
    assert offered(county.guidang, MAY + timedelta(days=90)) == []


def test_closed_case_is_called_by_its_own_step_and_by_nobody_it_was_not_given_to(county):
    case = walk(county, "approve_closure")
    assert offered(county.jiandu, MAY) == [(case.number, "结案后待回访")]
    called(county, case, stage="after", result="off", by=county.jiandu)
    assert (FollowUp.objects.get().result, Callback.objects.count()) == ("off", 0)
    assert offered(county.jiandu, MAY + timedelta(hours=1)) == []
    tomorrow = MAY + timedelta(days=1)
    assert offered(county.jiandu, tomorrow) == [(case.number, "结案后待回访")]
    case.refresh_from_db()
    called(county, case, stage="after", by=county.jiandu, at=tomorrow)
    case.refresh_from_db()
    assert case.state == "archiving"


def test_drawn_case_is_called_once_more_and_done_with_it(county):
    case = walk(county, "follow_up")
    drawn(county, tool="call", share=100)
    later = MAY + timedelta(days=90)
    assert offered(county.jiandu, later) == [(case.number, "抽中回访")]
    called(county, case, stage="after", by=county.jiandu, at=later)
    assert drawn_for("call").count() == 0


def test_bad_answer_is_called_again_by_somebody_else(county):
    case = walk(county, "hold_first_meeting")
    row = called(county, case, **BAD)
    assert row.found == ["money"]
    assert Message.objects.filter(user=county.zhuren, kind="alarm").count() == 1
    tomorrow = MAY + timedelta(days=1)
    assert offered(county.guidang, tomorrow) == []
    assert offered(county.shencha, tomorrow) == [(case.number, "再次回访")]
    with pytest.raises(NotAllowed, match="须由另一人进行"):
        called(county, case, first=row, at=tomorrow)
    called(county, case, by=county.shencha, first=row, at=tomorrow)
    assert offered(county.jiandu, MAY + timedelta(days=2)) == []
    with pytest.raises(DomainError, match="已经再次回访过"):
        called(county, case, by=county.jiandu, first=row, at=tomorrow)


def test_handler_and_whoever_keeps_out_do_not_call(county):
    case = walk(county, "hold_first_meeting")
    with pytest.raises(NotAllowed, match="岗位不回访"):
        called(county, case, by=county.lvshi)
    Case.objects.filter(pk=case.pk).update(recused=f",{county.guidang.pk},")
    assert offered(county.guidang) == []
    with pytest.raises(NotAllowed, match="回避"):
        called(county, case)


def test_way_the_recipient_forbade_is_refused(county):
    case = walk(county, "hold_first_meeting")
    Person.objects.filter(pk=case.applicant_id).update(safe="stated", forbidden=["phone"])
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(DomainError, match="不得拨打本人电话") as told:
        called(county, case)
    assert told.value.field == "manner"
    assert acts.dial(case, by=county.guidang, stage="assigned") == ""
    assert called(county, case, manner="当面").result == "reached"


def test_way_the_recipient_forbade_in_another_matter_is_refused_and_said(county, sign_in):
    case = walk(county, "hold_first_meeting")
    wife = person(name="张三", id_number="440524199001010029", sex="F")
    other = new_case(county, at=START, who=wife)
    agreed = {"safe": "stated", "forbidden": ["phone"], "contact_note": "丈夫看手机"}
    Person.objects.filter(pk=other.applicant_id).update(**agreed)
    assert acts.dial(case, by=county.guidang, stage="assigned") == ""
    for act in (
        partial(called, county, case),
        partial(CASE.acts["report_progress"], case, by=county.lvshi, done_on=timezone.localdate(case.changed_at),
                at=case.changed_at + timedelta(hours=1), manner="电话", content="已开庭"),
    ):  # fmt: skip
        with pytest.raises(DomainError, match="不得拨打本人电话"):
            act()

    page = sign_in(county.guidang).get(reverse("quality:calls")).content.decode()
    assert "本人或者这个号码另有约定：" in page
    assert "丈夫看手机" not in page


@pytest.mark.parametrize(
    ("held_at", "manner", "why"),
    [
        ("清和县看守所", "电话", "受援人羁押在清和县看守所，不能电话回访，请当面或者书面回访。"),
        ("清和县看守所", "当面", ""),
        ("清和县看守所", "书面", ""),
        ("", "电话", ""),
    ],
)
def test_whoever_is_held_is_not_called_by_telephone(held_at, manner, why):
    assert held_refusal(held_at, manner) == why


def test_number_is_shown_on_record_and_nothing_else_of_the_case(county, sign_in):
    case = walk(county, "approve_closure")
    client = sign_in(county.jiandu)
    page = client.get(reverse("quality:calls")).content.decode()
    assert case.number in page
    assert "13800138000" not in page
    assert "440524198801010011" not in page
    assert case.facts not in page
    shown = client.post(reverse("quality:calls"), {"call": f"{case.pk}-after", "dial": "1"})
    assert "13800138000" in shown.content.decode()
    assert Event.objects.filter(verb="record.reveal", actor=county.jiandu).count() == 1


def test_one_press_records_the_attempt_and_goes_on_to_the_next(county, sign_in):
    first, second = (walk(county, "approve_closure") for _ in range(2))
    client = sign_in(county.guidang)
    page = client.get(reverse("quality:calls"))
    assert page.context["call"].case == first
    digits = [f'data-digit="{digit}"' in page.content.decode() for digit in range(1, 6)]
    assert digits == [True] * 5
    said = {"call": f"{first.pk}-after", "result": "unanswered"}
    page = client.post(reverse("quality:calls"), said, follow=True)
    assert page.context["call"].case == second
    assert f"{first.number}：未接，已记录。" in page.content.decode()
    asked = client.get(f"{reverse('quality:calls')}?call={second.pk}-after&reached=1")
    more = {name: "是" for name in asked.context["form"].fields if name.startswith("asked_")}
    answers = dict.fromkeys(("met", "told", "reported"), "1") | {"money_asked": "0"}
    said = {"call": f"{second.pk}-after", "result": "reached", "manner": "电话"} | answers
    assert client.post(reverse("quality:calls"), said).status_code == 422
    done = client.post(reverse("quality:calls"), said | more | {"satisfaction": "5"}, follow=True)
    assert done.context["call"] is None
    again = client.post(
        reverse("quality:calls"), {"call": f"{first.pk}-after", "result": "off"}, follow=True
    )
    assert f"{first.number}已由{county.guidang.name}于" in again.content.decode()
    assert "回访：未接。" in again.content.decode()
    asked = client.get(f"{reverse('quality:calls')}?call={second.pk}-after")
    assert asked.context["told"].startswith(f"{second.number}已由{county.guidang.name}于")


def test_contact_changed_while_the_page_stood_open_is_told_once_and_the_word_is_shown_with_the_number(
    county, sign_in
):
    case = walk(county, "approve_closure")
    client, page = sign_in(county.guidang), reverse("quality:calls")
    seen = client.get(page).context["contact"]
    changed = {"safe": "stated", "safe_phone": "13900139000", "code_word": "送菜的"}
    for name, value in changed.items():
        setattr(case.applicant, name, value)
    case.applicant.save()

    said = {"call": f"{case.pk}-after", "result": "unanswered"}
    told = client.post(page, said | {"contact": seen}, follow=True)
    assert "联系方式刚改，请按现在的联系方式核对后再登记。" in told.text
    assert not case.follow_ups.exists()

    shown = client.post(page, {"call": f"{case.pk}-after", "dial": "1"})
    assert "13900139000" in shown.text
    assert "暗语：送菜的" in shown.text
    client.post(page, said | {"contact": shown.context["contact"]})
    assert case.follow_ups.count() == 1


def test_rates_by_handler_take_in_both_kinds_of_call(county):
    case = walk(county, "hold_first_meeting")
    called(county, case, result="unanswered")
    called(county, case, at=MAY + timedelta(days=1), **BAD)
    walk(county, "follow_up")
    (row,) = rates_by_handler(
        county.zhuren, datetime(2026, 3, 1).date(), datetime(2026, 5, 31).date()
    )
    assert (row["name"], row["tried"], row["reached"], row["happy"], row["bad"]) == (
        county.lvshi.name, 3, 2, 1, 1,
    )  # fmt: skip


def test_call_of_a_stage_is_kept_once_however_many_were_on_the_line(county):
    case = walk(county, "hold_first_meeting")
    called(county, case, result="unanswered")
    called(county, case, at=MAY + timedelta(days=1))
    with pytest.raises(DomainError, match="这一环节已由他人回访"):
        called(county, case, by=county.jiandu, at=MAY + timedelta(days=1))
    called(county, case, stage="during", by=county.jiandu, at=MAY + timedelta(days=60))
    assert Callback.objects.filter(result="reached").count() == 2


def test_no_number_is_shown_of_whoever_is_held(county):
    case = walk(county, "hold_first_meeting")
    Case.objects.filter(pk=case.pk).update(channel="custody")
    case = Case.objects.get(pk=case.pk)
    assert acts.dial(case, by=county.guidang, stage="assigned") == ""
    assert Event.objects.filter(verb="record.reveal").count() == 0


STAGES = [
    ("hold_first_meeting", "assigned"),
    ("hold_first_meeting", "during"),
    ("follow_up", "after"),
]


@pytest.mark.parametrize(("until", "stage"), STAGES)
def test_bad_answer_holds_the_case_at_every_stage(county, until, stage):
    case = walk(county, until)
    called(county, case, stage=stage, by=county.jiandu, **BAD)
    case.refresh_from_db()
    alarm = case.alarms.get()
    assert (case.held, alarm.found, alarm.recall_due) == (True, ["money"], True)
    assert alarm.said_by == "受援人回访时"
    limit = case.deadlines.get(rule="second_call")
    assert (limit.started_at, limit.met_at) == (MAY, None)


def settled(county, case, **said):
    said = {"confirmed": ["money"], "note": "已向双方核实，确有其事。", "found": ""} | said
    return CASE.acts["settle_alarm"](case, by=county.zhuren, at=MAY + timedelta(days=4), **said)


def test_director_says_what_was_found_after_somebody_else_called(county):
    case = walk(county, "hold_first_meeting")
    row = called(county, case, **BAD)
    case.refresh_from_db()
    with pytest.raises(DomainError, match="请先再次回访"):
        settled(county, case)

    told = BAD | {"met": False}
    called(county, case, by=county.shencha, first=row, at=MAY + timedelta(days=1), **told)
    case.refresh_from_db()
    assert case.alarms.get().found == ["money", "not_met"]
    assert case.deadlines.get(rule="second_call").met_at == MAY + timedelta(days=1)
    settled(county, case)
    assert (case.held, case.alarms.get().confirmed) == (False, ["money"])


def test_second_call_that_reaches_nobody_lets_the_director_say_what_was_found(county):
    case = walk(county, "hold_first_meeting")
    row = called(county, case, **BAD)
    again = {"by": county.shencha, "first": row, "at": MAY + timedelta(days=1)}
    called(county, case, result="unanswered", **again)
    case.refresh_from_db()
    settled(county, case, confirmed=[])
    assert case.held is False

    called(county, case, **again | {"at": MAY + timedelta(days=4)} | BAD)
    case.refresh_from_db()
    assert (case.held, case.alarms.last().recall_due) == (True, False)


def test_bad_answer_in_the_work_becomes_a_complaint_from_the_page_of_the_case(county, sign_in):
    case = walk(county, "hold_first_meeting")
    called(county, case, **BAD)
    page = sign_in(county.guidang).get(case.get_absolute_url()).content.decode()
    way = f"{reverse('quality:complaint_new')}?alarm={case.alarms.get().pk}"
    assert (way in page, "承办人收取财物" in page) == (True, True)
    mine = sign_in(county.lvshi).get(case.get_absolute_url()).content.decode()
    assert (way in mine, "收取财物" in mine) == (False, False)


def test_meeting_after_the_call_is_the_meeting_that_lacked(county):
    case = walk(county, "hold_first_meeting")
    called(county, case, by=county.jiandu, **GOOD | {"met": False})
    case.refresh_from_db()
    against = {one.key: one.against for one in seven_ones_of(case) if one.against}
    assert against == {"meeting": "受援人回访时说承办人没有见面，待核实"}

    case.meetings.update(met_on=(MAY + timedelta(days=2)).date())
    case = Case.objects.get(pk=case.pk)
    assert [one.against for one in seven_ones_of(case) if one.against] == []


def test_first_call_on_the_wrong_case_lets_the_director_settle_and_a_second_one_is_due_again(
    county,
):
    case = walk(county, "hold_first_meeting")
    row = called(county, case, **BAD)
    again = called(county, case, by=county.shencha, first=row, at=MAY + timedelta(days=1), **BAD)
    void_call(again, by=county.shencha, reason="登错了案件。", at=MAY + timedelta(days=2))
    assert case.alarms.get().recall_due is True
    assert case.deadlines.running().filter(rule="second_call").count() == 1

    row.refresh_from_db()
    void_call(row, by=county.guidang, reason="登错了案件。", at=MAY + timedelta(days=3))
    case.refresh_from_db()
    settled(county, case, confirmed=[])
    assert case.held is False
