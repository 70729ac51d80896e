"""Complaints (Law art. 55, 56): taken down anywhere, looked into and answered by the bureau, unseen by whoever is complained of."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.quality.domain.complaint import complain
from cases.quality.models import Complaint, ComplaintGround
from cases.quality.queries.complaint import (
    complaints_for,
    inquiries_for,
)
from cases.quality.workflow import COMPLAINT
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.table import fill
from legalaid.faces.statistics.tables import TABLES
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import ClockRule
from tests.papers import assert_words, paper_of
from tests.quality.complaints import ADDRESS, ASKED, FOUND, NAME, PHONE, complaint, facts


def on(day, hour=9):
    return timezone.make_aware(datetime(2026, 3, day, hour))


@pytest.fixture
def row(county):
    return complaint(county.zhan1, at=on(3), accused=county.lvshi.name)


def act(key, row, by, day, **facts):
    return COMPLAINT.acts[key](row, by=by, at=on(day, 15), **facts)


def accepted(row, county, day=4):
    act("accept_complaint", row, county.sifaju, day)
    return row


def heard(row, county, day=5):
    said = {"on": date(2026, 3, day), "heard": "事务所出纳", "said": "当天收过现金。"}
    act("record_hearing", accepted(row, county), county.sifaju, day, **said)
    return row


def settled(row, county, day=6, outcome="criticised"):
    act("settle_complaint", heard(row, county), county.sifaju, day, outcome=outcome, **FOUND)
    return row


def answered(row, county, day=9):
    told = {"told_how": "posted", "told_on": date(2026, 3, day)}
    act("answer_complaint", settled(row, county), county.sifaju, day, **told)
    return row


def running(row):
    return {
        clock.rule: timezone.localdate(clock.due_at).isoformat() for clock in row.deadlines.open()
    }


def test_complaint_taken_at_a_station_is_the_bureaus(row, county):
    assert (row.number, row.state, row.turn) == ("投诉2026-0001", "received", "bureau")
    assert (row.person, row.line) == (county.lvshi, "money")
    assert running(row) == {"complaint_acceptance": "2026-03-10"}
    told = Message.objects.filter(key__startswith="complaint:")
    assert {message.user.role for message in told} == {"bureau"}
    assert {message.text for message in told} == {"收到投诉2026-0001，请在期限内决定是否受理。"}


def test_bureau_accepts_hears_settles_and_answers_each_within_its_limit(row, county):
    assert running(accepted(row, county)) == {"complaint_investigation": "2026-04-20"}
    said = {"on": date(2026, 3, 5), "heard": "事务所出纳", "said": "当天收过现金。"}
    act("record_hearing", row, county.sifaju, 5, **said)
    act("settle_complaint", row, county.sifaju, 6, outcome="punished", **FOUND)
    assert (row.state, row.outcome, running(row)) == (
        "answering",
        "punished",
        {"complaint_answer": "2026-03-13"},
    )
    act("answer_complaint", row, county.sifaju, 9, told_how="posted", told_on=date(2026, 3, 9))
    assert (row.state, running(row)) == ("answered", {})


def test_nothing_is_settled_before_anybody_was_heard(row, county):
    accepted(row, county)
    with pytest.raises(DomainError, match="请先记录调查"):
        act("settle_complaint", row, county.sifaju, 6, outcome="punished", **FOUND)


def test_centre_and_its_people_take_no_step_of_it(row, county):
    for by in (county.zhuren, county.shencha, county.chuangkou, county.zhan1, county.lvshi):
        with pytest.raises(NotAllowed):
            act("accept_complaint", row, by, 4)


def test_clerk_complained_of_takes_it_down_neither(county):
    with pytest.raises(DomainError, match="反映的是您本人"):
        complaint(county.zhan1, accused=county.zhan1.name)


def test_bureau_officer_complained_of_neither_sees_nor_decides_it(county):
    other = complaint(county.zhan1, at=on(3), accused=county.sifaju.name)
    assert list(complaints_for(county.sifaju)) == []
    with pytest.raises(NotAllowed, match="反映的是您本人"):
        act("accept_complaint", other, county.sifaju, 4)


def test_complaint_of_somebody_who_left_runs_on(county, row):
    county.lvshi.is_active = False
    county.lvshi.save()
    later = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    assert later.person == county.lvshi
    accepted(later, county, 5)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": date(2026, 3, 12)}
    with pytest.raises(DomainError, match="已离任"):
        act("ask_statement", later, county.sifaju, 6, **ask)
    assert settled(row, county).state == "answering"


def test_somebody_who_never_had_an_account_is_kept_by_name(county):
    found = complaint(county.zhan1, accused="方大同")
    assert (found.person, found.accused) == (None, "方大同")


def test_two_of_one_name_are_told_apart_by_their_unit(county):
    county.lvshi2.name = county.lvshi.name
    county.lvshi2.save()
    with pytest.raises(DomainError, match="请在姓名后写明单位"):
        complaint(county.zhan1, accused=county.lvshi.name)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"read_back": False}, "read_back"),
        ({"accused": ""}, "accused"),
        ({"party": "centre"}, "accused"),
        ({"channel": "callback"}, "channel"),
        ({"case_number": "清援案〔2031〕9999号"}, "case_number"),
        ({"received_on": date(2035, 1, 1)}, "received_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(county, changes, field):
    with pytest.raises(DomainError) as refused:
        complaint(county.zhan1, **changes)
    assert (refused.value.field, Complaint.objects.count()) == (field, 0)


def test_same_form_sent_twice_makes_one(county, row):
    said = facts(accused=county.lvshi.name)
    again = complain(by=county.zhan1, token=row.token, facts=said, at=on(3))
    assert (again.pk, Complaint.objects.count()) == (row.pk, 1)


def test_wrong_registration_is_put_right_by_its_taker_until_it_is_taken_up(row, county):
    said = facts(accused="", party="centre", received_on=date(2026, 3, 2))
    act("amend_complaint", row, county.zhan1, 3, reason="投诉的是中心。", facts=said)
    assert (row.person, row.party, running(row)) == (
        None,
        "centre",
        {"complaint_acceptance": "2026-03-09"},
    )
    accepted(row, county)
    with pytest.raises(NotAllowed, match="由司法局办理"):
        act("amend_complaint", row, county.zhan1, 5, reason="再改一次。", facts=facts())


def test_question_that_names_the_complainant_is_refused(row, county):
    accepted(row, county)
    ask = {"to": county.lvshi, "kind": "statement", "due_on": date(2026, 3, 12)}
    spelt = ("139 1234 5678", "139-1234-5678", "１３９.1234.5678", "一三九一二三四五六七八")
    for told in (NAME, "周　玉·兰", *spelt, ADDRESS, "清和县柳林镇西街九号"):
        with pytest.raises(DomainError, match="不能写出投诉人"):
            act("ask_statement", row, county.sifaju, 5, question=f"{told}说您收了钱。", **ask)


def test_statement_is_given_once_by_the_one_who_was_asked(row, county):
    accepted(row, county)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": date(2026, 3, 12)}
    inquiry = act("ask_statement", row, county.sifaju, 5, **ask)
    with pytest.raises(NotAllowed):
        act("give_statement", row, county.lvshi2, 6, inquiry=inquiry, answer="没有收费。")
    act("give_statement", row, county.lvshi, 6, inquiry=inquiry, answer="没有收费。")
    with pytest.raises(NotAllowed):
        act("give_statement", row, county.lvshi, 7, inquiry=inquiry, answer="又想起来了。")
    assert row.inquiries.get().answer == "没有收费。"


def test_complainant_who_can_be_reached_is_answered(row, county):
    heard(row, county, 6)
    act("settle_complaint", row, county.sifaju, 7, outcome="criticised", **FOUND)
    told = {"told_on": date(2026, 3, 9), "told_how": "nowhere"}
    with pytest.raises(DomainError, match="应当告知处理结果") as error:
        act("answer_complaint", row, county.sifaju, 9, **told)
    assert error.value.field == "told_how"


def test_complaint_is_not_merged_into_itself_nor_into_one_that_is_over(row, county):
    with pytest.raises(DomainError, match="不能并入"):
        act("merge_complaint", row, county.sifaju, 4, other=row)
    other = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    act("withdraw_complaint", other, county.zhan1, 4, on=date(2026, 3, 4))
    with pytest.raises(DomainError, match="不能并入"):
        act("merge_complaint", row, county.sifaju, 5, other=other)


def test_what_is_over_may_be_reopened_by_the_bureau_with_a_reason(row, county):
    answered(row, county)
    act("reopen_complaint", row, county.sifaju, 10, reason="新的证人找到了。")
    assert (row.state, row.outcome, row.settled_on) == ("investigating", "", None)
    assert running(row) == {"complaint_investigation": "2026-04-24"}
    assert Paper.objects.filter(kind="complaint_answer").count() == 1


def test_two_officers_at_once_decide_once(row, county):
    seen = row.version
    accepted(row, county)
    with pytest.raises(StaleState):
        refuse = COMPLAINT.acts["refuse_complaint"]
        refuse(row, by=county.sifaju, seen=seen, reason="不属于法律援助。")


def test_letters_of_the_bureau(office):
    refused = complaint(office.zhan1, at=on(3), party="centre", accused="", name="")
    act("refuse_complaint", refused, office.sifaju, 4, reason="反映的是法院的判决。")
    paper = paper_of(refused, "complaint_refusal")
    assert_words(paper, "匿名")

    row = answered(complaint(office.zhan1, at=on(3), accused=office.lvshi.name), office)
    assert_words(paper_of(row, "complaint_answer"), "责令整改")


def test_contact_is_shown_to_the_bureau_for_a_reason_that_is_kept(row, county, sign_in):
    path = reverse("quality:complaint_reveal", args=[row.pk])
    answer = sign_in(county.sifaju).post(path, {"field": "phone", "reason": "核实情况"})
    assert PHONE in answer.content.decode()
    told = Event.objects.get(verb="record.reveal")
    assert told.personal_data["reason"] == "核实情况"
    assert sign_in(county.zhan1).post(path, {"field": "phone", "reason": "想看"}).status_code == 403


def test_form_keeps_what_was_typed_and_says_what_is_wrong(county, sign_in):
    said = {
        "channel": "visit", "received_on": "2026-03-03", "name": NAME, "station": Complaint._meta.get_field("station").related_model.objects.roots().get().pk,
        "party": "person", "accused": county.lvshi.name, "ground": ComplaintGround.objects.first().pk, "content": "收了我两千元。",
    }  # fmt: skip
    client, path = sign_in(county.chuangkou), reverse("quality:complaint_new")
    answer = client.post(path, said)
    text = answer.content.decode()
    assert (answer.status_code, "记录应当向投诉人宣读" in text, "收了我两千元。" in text) == (
        422,
        True,
        True,
    )
    answer = client.post(path, said | {"read_back": "on"})
    assert (answer.status_code, Complaint.objects.get().by) == (302, county.chuangkou)


def test_crafted_request_moves_no_complaint_of_anybody_else(row, county, sign_in):
    path = reverse("quality:withdraw_complaint", args=[row.pk])
    for login in ("chuangkou", "zhuren", "lvshi", "zhan2"):
        answer = sign_in(getattr(county, login)).post(
            path, {"on": "2026-03-04", "seen": row.version}
        )
        assert answer.status_code == 404, login
    assert Complaint.objects.get().state == "received"


def test_bureau_sets_its_own_grounds_and_what_was_counted_stays(row, county, sign_in):
    client = sign_in(county.sifaju)
    said = {"text": "收取受援人财物", "line": "other", "active": "on"}
    client.post(reverse("quality:complaint_ground", args=[row.ground_id]), said)
    row.refresh_from_db()
    assert (row.ground.text, row.line) == ("收取受援人财物", "money")


def test_list_costs_the_same_whatever_its_length(county, sign_in):
    client, path = sign_in(county.sifaju), reverse("quality:complaints")
    complaint(county.zhan1, at=on(3))
    client.get(path)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(path)
        counts.append(len(found))
        for day in (4, 5, 6):
            complaint(county.zhan1, at=on(day), accused=county.lvshi.name)
    assert counts[0] == counts[1]


def test_limits_are_the_offices_to_set(county):
    ClockRule.objects.create(
        key="complaint_acceptance", limit=7, unit="day", valid_from=date(2026, 1, 1)
    )
    row = complaint(county.zhan1, at=on(3))
    assert running(row) == {"complaint_acceptance": "2026-03-10"}
    assert timezone.localdate(row.due_at) == date(2026, 3, 10)


def test_table_thirteen_counts_what_the_bureau_settled_once(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    act("merge_complaint", again, county.sifaju, 5, other=row)
    complaint(county.zhan1, at=on(5))
    heard(row, county, 6)
    act("settle_complaint", row, county.sifaju, 7, outcome="criticised", **FOUND)
    act("answer_complaint", row, county.sifaju, 9, told_how="posted", told_on=date(2026, 3, 9))
    brought = {"kind": "reconsideration", "body": "清和县人民政府"}
    act("bring_remedy", row, county.sifaju, 20, brought_on=date(2026, 3, 20), **brought)

    filled = fill(TABLES["t13"], Span(date(2026, 1, 1), date(2026, 12, 31)))
    assert [line.value for line in filled.rows] == [1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0]
    assert filled.broken == []


def test_complaint_into_which_another_was_merged_ends_by_a_letter_to_both(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    act("merge_complaint", again, county.sifaju, 4, other=row)
    withdrawn = {"on": date(2026, 3, 5), "by": county.sifaju, "day": 5}
    why = {"reason": "不属于法律援助。", "by": county.sifaju, "day": 5}
    for key, said in (
        ("cancel_complaint", why),
        ("withdraw_complaint", withdrawn),
    ):
        with pytest.raises(DomainError, match="另有1件投诉并入本件"):
            act(key, row, **said)
    act("part_complaint", again, county.sifaju, 6, reason="分别办理两件。")
    row.refresh_from_db()
    act("refuse_complaint", row, county.sifaju, 7, reason="不属于法律援助。")
    assert (row.state, Complaint.objects.get(pk=again.pk).merged_into) == ("refused", None)


def test_question_of_a_complaint_that_was_withdrawn_waits_for_nobody(row, county):
    accepted(row, county)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": date(2026, 3, 12)}
    act("ask_statement", row, county.sifaju, 5, **ask)
    assert inquiries_for(county.lvshi).open().count() == 1
    act("withdraw_complaint", row, county.sifaju, 6, on=date(2026, 3, 6))
    assert inquiries_for(county.lvshi).open().count() == 0
