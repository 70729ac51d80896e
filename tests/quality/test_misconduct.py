"""Money that was taken, found true by the director, goes to the bureau; nobody's consent is asked for it."""

from datetime import date, timedelta

import pytest

from cases.quality.domain.misconduct import report
from cases.quality.models import Complaint
from cases.quality.workflow import COMPLAINT
from cases.workflow import CASE
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.table import fill
from legalaid.faces.statistics.tables import TABLES
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.factories import walk
from tests.quality.test_callback import BAD, GOOD, MAY, called

NOTE = "已分别向双方核实，有转账记录。"


def settled(county, case, confirmed, **said):
    """A bad answer in the work, called again, and what the director found."""
    row = called(county, case, **BAD | said)
    called(county, case, by=county.shencha, first=row, at=MAY + timedelta(days=1), **GOOD)
    case.refresh_from_db()
    facts = {"confirmed": confirmed, "note": NOTE, "found": ""}
    CASE.acts["settle_alarm"](case, by=county.zhuren, at=MAY + timedelta(days=2), **facts)
    return case


def test_money_found_true_stands_in_the_register_of_the_bureau(county):
    case = settled(county, walk(county, "hold_first_meeting"), ["money"])
    row = Complaint.objects.get()
    assert (row.channel, row.state, row.case, row.person) == (
        "reported",
        "received",
        case,
        county.lvshi,
    )
    assert (row.name, row.phone, row.address, row.alarm) == ("", "", "", None)
    assert row.content == (
        "受援人回访时反映，经核实属实：承办人收取财物。核实情况和处理：已分别向双方核实，有转账记录。"
    )
    assert (row.complainant, row.by) == ("清和县法律援助中心", county.zhuren)
    assert Message.objects.filter(user=county.sifaju, text__contains=row.number).count() == 1


@pytest.mark.parametrize("confirmed", [[], ["not_met"]])
def test_what_is_untrue_or_no_question_of_money_is_not_reported(county, confirmed):
    settled(county, walk(county, "hold_first_meeting"), confirmed, met=False)
    assert Complaint.objects.count() == 0


def test_found_true_once_more_it_is_not_reported_twice(county):
    case = settled(county, walk(county, "hold_first_meeting"), ["money"])
    alarm = case.alarms.get()
    report(case, CASE.steps["settle_alarm"], county.zhuren, alarm.settled_at)
    assert Complaint.objects.count() == 1


def test_it_is_told_of_whoever_had_the_case_when_it_was_said(county):
    case = walk(county, "hold_first_meeting")
    row = called(county, case, **BAD)
    called(county, case, by=county.shencha, first=row, at=MAY + timedelta(days=1), **GOOD)
    case.refresh_from_db()
    case.handler = None
    case.save()
    facts = {"confirmed": ["money"], "note": NOTE, "found": ""}
    CASE.acts["settle_alarm"](case, by=county.zhuren, at=MAY + timedelta(days=2), **facts)
    assert Complaint.objects.get().person == county.lvshi


def test_bureau_answers_the_centre_and_table_thirteen_leaves_it_out(county):
    settled(county, walk(county, "hold_first_meeting"), ["money"])
    row, days = Complaint.objects.get(), iter(range(3, 9))

    def act(key, **facts):
        row.refresh_from_db()
        at = MAY + timedelta(days=next(days))
        return COMPLAINT.acts[key](row, by=county.sifaju, at=at, **facts), at

    act("accept_complaint")
    act("record_hearing", on=MAY.date() + timedelta(days=4), heard="赵敏", said="承认收取。")
    said = {"findings": "收取两千元。", "handling": "责令退还。"}
    act("settle_complaint", outcome="punished", **said)
    on = MAY.date() + timedelta(days=6)
    with pytest.raises(DomainError, match="应当告知处理结果"):
        act("answer_complaint", told_how="nowhere", told_on=on)
    act("answer_complaint", told_how="handed", told_on=on + timedelta(days=1))
    letter = Paper.objects.get(kind="complaint_answer").facts
    assert (letter["to"], letter["reported"]) == ("清和县法律援助中心", True)
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert [line.value for line in fill(TABLES["t13"], year).rows] == [0] * 12
