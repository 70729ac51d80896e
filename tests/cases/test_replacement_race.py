"""Another handler is asked for in the moment in which the handler hands in the closing file: the one or the other, and both know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.enums import ReplacementAsker
from cases.models import Case, ReplacementRequest
from cases.workflow import CASE
from legalaid.platform.audit.chain import verify
from legalaid.platform.audit.models import Event
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.factories import START, do, hand_in, new_case, walk

from .test_replacement import WHY
from .test_service import on


@pytest.fixture
def county(transactional_db):
    return build_county()


def both(case, first, second):
    answers = at_once(first, second)
    case.refresh_from_db()
    return [answer for answer in answers if isinstance(answer, str)]


def ask(case, county, who, at):
    facts = {"asker": "李国强", "reason": WHY, "received_on": timezone.localdate(at)}
    CASE.acts["ask_replacement"](
        Case.objects.get(pk=case.pk), by=who, at=at, asked_by=ReplacementAsker.RECIPIENT, **facts
    )


def test_request_and_closing_at_once_are_one_after_the_other_and_nothing_is_lost(county):
    case = walk(county, "hold_first_meeting", case=new_case(county, green=False))
    told = {"done_on": on(18).date(), "manner": "电话", "content": "告知裁决结果。"}
    CASE.acts["report_progress"](case, by=county.lvshi, at=on(18), **told)
    closing = {
        "closed_on": on(18).date(), "document": "仲裁裁决书", "outcome": "arbitrated", "result": "支付工资18600元。",
    }  # fmt: skip

    def conclude():
        mine = Case.objects.get(pk=case.pk)
        CASE.acts["conclude"](mine, by=county.lvshi, at=on(20), **closing)

    refused = both(case, lambda: ask(case, county, county.chuangkou, on(20)), conclude)
    assert case.state == "concluded"
    assert ReplacementRequest.objects.filter(case=case).count() == (0 if refused else 1)
    assert case.replacing is not bool(refused)
    assert verify()[2] is None


def test_request_and_closing_file_at_once(county):
    case = walk(county, "conclude", case=new_case(county, green=False))
    hand_in(case, county)
    at = START + timedelta(days=20)

    def report():
        do(Case.objects.get(pk=case.pk), county, "report_closure", at)

    refused = both(case, lambda: ask(case, county, county.chuangkou, at), report)
    assert case.state == "closing_review"
    asked = ReplacementRequest.objects.filter(case=case).count()
    assert (asked, len(refused)) in ((0, 1), (1, 0))
    assert Event.objects.filter(verb="case.report_closure").count() == 1
    assert verify()[2] is None


def test_request_is_registered_once_by_two(county):
    case = walk(county, "hold_first_meeting", case=new_case(county, green=False))
    two = (county.chuangkou, county.guidang)
    told = one_refused(
        answer or 0
        for answer in at_once(*(lambda who=who: ask(case, county, who, on(20)) for who in two))
    )
    assert told
    assert (ReplacementRequest.objects.filter(case=case).count(), verify()[2]) == (1, None)
