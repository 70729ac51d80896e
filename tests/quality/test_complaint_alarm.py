"""A bad answer at a call back becomes a complaint with consent, once; what is over asks for nothing; days that cannot be."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from cases.quality.queries.complaint import alarm_for
from cases.quality.workflow import COMPLAINT
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, StaleState
from tests.cases.test_alarm import BADLY
from tests.factories import walk
from tests.quality.complaints import ASKED, complaint
from tests.quality.test_complaint import accepted, act, on


@pytest.fixture
def row(county):
    return complaint(county.zhan1, at=on(3), accused=county.lvshi.name)


def of_an_alarm(county, alarm, consented_on, **changes):
    at = timezone.make_aware(datetime.combine(timezone.localdate(alarm.at), time(15)))
    more = {"channel": "callback", "alarm": alarm, "consented_on": consented_on}
    return complaint(county.chuangkou, at=at + timedelta(days=1), accused=county.lvshi.name, **more)


@pytest.fixture
def alarm(county):
    case = walk(county, "approve_closure")
    at = case.changed_at + timedelta(days=1)
    CASE.acts["follow_up"](case, by=county.guidang, at=at, **BADLY)
    return case.alarms.get()


def test_bad_answer_whose_complaint_was_registered_wrongly_may_become_one_again(county, alarm):
    day = timezone.localdate(alarm.at)
    row = of_an_alarm(county, alarm, day)
    with pytest.raises(DomainError, match="已经转为投诉"):
        of_an_alarm(county, alarm, day)
    cancel = {"by": county.chuangkou, "reason": "被投诉人选错了。"}
    COMPLAINT.acts["cancel_complaint"](row, at=row.at + timedelta(hours=1), **cancel)
    assert alarm_for(county.zhuren, alarm.pk) == alarm
    again = of_an_alarm(county, alarm, day)
    assert (again.state, alarm_for(county.zhuren, alarm.pk)) == ("received", None)


def test_nobody_consents_before_what_they_consent_to_was_said(county, alarm):
    with pytest.raises(DomainError, match="同意的日期不能早于") as told:
        of_an_alarm(county, alarm, timezone.localdate(alarm.at) - timedelta(days=1))
    assert told.value.field == "consented_on"


def test_question_of_a_complaint_that_is_over_asks_for_no_answer(row, county, sign_in):
    accepted(row, county)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": date(2026, 3, 12)}
    act("ask_statement", row, county.sifaju, 5, **ask)
    client, page = sign_in(county.lvshi), row.inquiries.get().get_absolute_url()
    assert "待答复" in client.get("/quality/inquiries/").content.decode()
    act("withdraw_complaint", row, county.sifaju, 6, on=date(2026, 3, 6))
    listed, text = (client.get(one).content.decode() for one in ("/quality/inquiries/", page))
    assert ("待答复" in listed, "不用答复" in listed) == (False, True)
    assert ("司法局不再要求您答复。" in text, "<textarea" in text) == (True, False)


def test_day_of_receipt_a_century_ago_is_refused_beside_it(county):
    with pytest.raises(DomainError, match="收到日期不能早于") as told:
        complaint(county.zhan1, at=on(3), received_on=date(1926, 3, 3))
    assert told.value.field == "received_on"


def test_complaint_taken_out_of_another_waits_for_its_acceptance_like_any_other(row, county):
    again = complaint(county.zhan1, at=on(4), accused=county.lvshi.name)
    act("merge_complaint", again, county.sifaju, 4, other=row)
    with pytest.raises(StaleState, match="不能办理“撤销处理，重新调查”"):
        act("reopen_complaint", again, county.sifaju, 5, reason="是另一件事。")
    act("part_complaint", again, county.sifaju, 5, reason="是另一件事。")
    assert (again.state, again.merged_into, again.due_rule) == (
        "received",
        None,
        "complaint_acceptance",
    )
    said = events_for("complaint", again.pk)[-1].sentence
    assert said == f"撤销并入{row.number}，重新决定是否受理：是另一件事。"
    act("accept_complaint", again, county.sifaju, 6)
    assert again.state == "investigating"
