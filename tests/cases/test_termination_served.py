"""What follows once the end of aid was decided: who is told within three days, the closing date, the file of what was done, its pay."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.domain.objection import object_to
from cases.enums import ServiceNews
from cases.models import Case, Closure
from cases.workflow import OBJECTION
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from subsidies.enums import Manner
from subsidies.queries.calculation import facts_of, payable, with_facts
from tests.cases.test_termination import act, open_clocks, papers_of, terminated
from tests.factories import START, do, scan, walk


def send(case, county, kind, on, received_on=None, day=22):
    """The last paper of this kind goes out by hand, or by post where it is not there yet."""
    paper = Paper.objects.filter(subject_id=case.pk, kind=kind).latest("pk")
    way = {"how": "handed"} if received_on else {"how": "post", "number": "1099001234567"}
    facts = {"paper": paper, "recipient": "收件人", "sent_on": on, "received_on": received_on}
    act(case, county, "serve", "guidang", day, **facts | way)


def served(case, county, on=date(2026, 3, 24), day=22):
    """Everybody was told on this day."""
    for kind in dict.fromkeys(papers_of(case)):
        send(case, county, kind, on, on, day)
    return Case.objects.get(pk=case.pk)


def test_day_on_which_the_unit_received_it_is_the_closing_date(county):
    case = terminated(county)
    assert (case.closed_on, case.outcome) == (None, "")
    with pytest.raises(DomainError, match="收到终止决定的日期还没有登记"):
        act(case, county, "report_closure", "lvshi", 21, summary="已会见一次。")
    case = served(case, county)
    assert (case.closed_on, case.outcome, case.turn) == (date(2026, 3, 24), "terminated", "handler")
    assert open_clocks(case) == {"closure_file": date(2026, 4, 23)}
    closure = case.closure
    assert (closure.document, closure.get_outcome_display()) == ("终止法律援助决定书", "终止提供")
    assert case.deadlines.get(rule="termination_notice").met_at.date() == date(2026, 3, 24)


def test_three_days_are_kept_when_the_last_of_the_three_was_sent_to(county):
    """Recipient and organ by post: what counts is the sending, also before it arrives."""
    case = terminated(county)
    send(case, county, "termination_notice", date(2026, 3, 24), date(2026, 3, 25))
    send(case, county, "termination_letter", date(2026, 3, 25))
    assert set(open_clocks(Case.objects.get(pk=case.pk))) == {"termination_notice", "closure_file"}
    send(case, county, "termination_decision", date(2026, 3, 26), day=24)
    clock = case.deadlines.get(rule="termination_notice")
    assert timezone.localdate(clock.met_at) == date(2026, 3, 26)
    assert clock.met_at <= clock.due_at

    row = case.services.get(paper__kind="termination_decision")
    wrong = {"service": row, "news": ServiceNews.VOIDED, "reason": "登记到了别的案件。"}
    act(case, county, "update_service", "guidang", 25, **wrong)
    assert open_clocks(case)["termination_notice"] == date(2026, 3, 26)
    send(case, county, "termination_decision", date(2026, 3, 27), day=26)
    clock.refresh_from_db()
    assert timezone.localdate(clock.met_at) == date(2026, 3, 27)
    assert clock.met_at > clock.due_at


@pytest.mark.parametrize(
    ("news", "on", "closed_on", "due", "turn"),
    [
        (ServiceNews.CORRECTED, date(2026, 3, 25), date(2026, 3, 25), date(2026, 4, 24), "handler"),
        (ServiceNews.VOIDED, None, None, None, "window"),
    ],
)
def test_corrected_receipt_moves_the_closing_date_and_the_limit_of_the_file(
    county, news, on, closed_on, due, turn
):
    case = served(terminated(county), county)
    row = case.services.get(paper__kind="termination_notice")
    facts = {
        "service": row,
        "news": news,
        "on": on,
        "reason": "收件日期看错。",
        "correct": {"received_on": on},
    }
    act(case, county, "update_service", "guidang", 25, **facts)
    case = Case.objects.get(pk=case.pk)
    assert (case.closed_on, open_clocks(case).get("closure_file"), case.turn) == (
        closed_on,
        due,
        turn,
    )
    assert list(Closure.objects.values_list("closed_on", flat=True)) == (
        [closed_on] if closed_on else []
    )


def test_what_was_done_is_handed_in_accepted_paid_and_archived(county):
    case = served(terminated(county), county)
    for slot in ("agreement", "power_of_attorney"):
        scan(case, slot, by=county.lvshi)
    with pytest.raises(DomainError, match="承办卷还缺：会见（约见）笔录"):
        act(case, county, "report_closure", "lvshi", 23, summary="已会见一次。")
    scan(case, "meeting", by=county.lvshi)
    act(case, county, "report_closure", "lvshi", 23, summary="已会见一次。")
    act(case, county, "approve_closure", "shencha", 24, opinion="同意。")
    assert (case.state, case.returns_to) == ("follow_up", "handling")

    do(case, county, "grade", START + timedelta(days=25))
    [read] = with_facts(payable(case.station, date(2026, 12, 31)))
    assert facts_of(read).manner == Manner.BEFORE_TRIAL
    for key in ("follow_up", "record_payment"):
        do(case, county, key, START + timedelta(days=25))
    scan(case, "application_form", by=county.guidang)
    act(case, county, "archive", "guidang", 38)
    assert case.state == "sealing"


def test_terminated_after_a_hearing_is_paid_as_ended_in_trial(county):
    case = walk(county, "hold_first_meeting")
    starts = START + timedelta(days=12)
    case.hearings.create(starts_at=starts, organ="仲裁委", place="一庭", by=county.lvshi)
    served(terminated(county, case=case), county)
    [read] = with_facts(Case.objects.filter(pk=case.pk))
    assert facts_of(read).manner == Manner.IN_TRIAL


@pytest.mark.parametrize("until", ["grant", "assign"])
def test_what_nobody_had_taken_on_is_archived_once_nobody_may_object(county, until):
    """Received on 24 March; the fifteen days end on 8 April."""
    case = terminated(county, until)
    if until == "assign":
        with pytest.raises(NotAllowed, match="还没有结案日"):
            act(case, county, "archive", "guidang", 21)
    case = served(case, county)
    assert (case.handler, case.turn) == (None, "window")
    scan(case, "application_form", by=county.guidang)
    with pytest.raises(DomainError, match="异议期限至2026年4月8日止") as wrong:
        act(case, county, "archive", "guidang", 36)
    assert wrong.value.field == "early"
    act(case, county, "archive", "guidang", 37)
    assert case.state == "sealing"


def test_end_nobody_received_is_archived_with_a_reason_alone(county):
    case = terminated(county, "grant")
    scan(case, "application_form", by=county.guidang)
    with pytest.raises(DomainError, match="收到终止决定的日期还没有登记"):
        act(case, county, "archive", "guidang", 60)
    act(case, county, "archive", "guidang", 60, early="受援人出国，两次邮寄均退回，已公告。")
    assert (case.state, case.closure.archive_note) == (
        "sealing",
        "提前归档：受援人出国，两次邮寄均退回，已公告。",
    )
    told = Event.objects.get(verb="case.archive")
    assert told.data["sooner"] == "；受援人收到终止决定的日期还没有登记。说明理由提前归档"


def test_case_at_work_is_not_archived_before_its_file_is_in(county):
    case = served(terminated(county), county)
    with pytest.raises(NotAllowed, match="尚未报送已办工作的结案材料"):
        act(case, county, "archive", "guidang", 26)


def test_nobody_calls_a_dead_recipient(county):
    died = {"occasion": "ended_by_death", "happened_on": date(2026, 3, 19), "borderline": "仲裁因死亡终结，未开庭。"}  # fmt: skip
    case = served(terminated(county, **died), county)
    for slot in ("agreement", "power_of_attorney", "meeting"):
        scan(case, slot, by=county.lvshi)
    act(case, county, "report_closure", "lvshi", 23, summary="已会见一次。")
    act(case, county, "approve_closure", "shencha", 24, opinion="同意。")
    assert case.state == "archiving"


def test_revoked_after_the_closing_date_was_known_it_is_open_again(county):
    case = served(terminated(county), county)
    act(case, county, "revoke_termination", "zhuren", 23, reason="要求终止的不是本人。")
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.state, fresh.closed_on, fresh.outcome) == ("handling", None, "")
    assert (Closure.objects.count(), open_clocks(case)) == (0, {})


def objection(case, county):
    paper = Paper.objects.get(subject_id=case.pk, kind="termination_decision")
    facts = {"manner": "written", "objector": "李国强", "received_on": date(2026, 3, 30), "content": "没有要求终止。",
             "read_back": False, "late_reason": ""}  # fmt: skip
    said = {"station": case.station, "number": paper.number_text, "name": "李国强", "facts": facts}
    at = START + timedelta(days=27)
    return object_to(by=county.chuangkou, token=uuid4(), at=at, **said)


def decide_objection(row, county, key):
    said = {"findings": "要求终止的信不是本人所写。", "reasons": "事实不清。"}
    OBJECTION.acts[key](row, by=county.sifaju, at=START + timedelta(days=28), **said)


def test_recipient_objects_and_the_case_goes_on_where_it_stood(county):
    case = served(terminated(county), county)
    row = objection(case, county)
    assert row.grounds == "法律援助法第四十八条第一款第七项"
    with pytest.raises(NotAllowed):
        act(case, county, "revoke_termination", "zhuren", 28, reason="要求终止的不是本人。")
    with pytest.raises(DomainError, match="提出异议，处理完毕以前不能报送"):
        act(case, county, "report_closure", "lvshi", 28, summary="已会见一次。")

    decide_objection(row, county, "order_correction")
    act(case, county, "revoke_termination", "zhuren", 29, reason="要求终止的不是本人。")
    row.refresh_from_db()
    assert (case.state, row.state) == ("handling", "corrected")
    said = list(Event.objects.filter(verb="case.revoke_termination").values_list("data", flat=True))
    assert said[0]["why"] == "依异议审查决定"


def test_upheld_decision_stands_and_the_file_is_handed_in(county):
    case = served(terminated(county), county)
    decide_objection(objection(case, county), county, "uphold")
    for slot in ("agreement", "power_of_attorney", "meeting"):
        scan(case, slot, by=county.lvshi)
    act(case, county, "report_closure", "lvshi", 29, summary="已会见一次。")
    assert case.state == "closing_review"
