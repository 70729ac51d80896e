"""Who hears of a decision on the application of somebody held, beside the applicant (Procedure Rules art. 20)."""

from datetime import timedelta

import pytest

from cases.queries.serving import papers_to_serve
from cases.workflow import CASE
from legalaid.platform.documents.models import Paper
from tests.cases.test_letters import at
from tests.factories import START, do, new_case, walk
from tests.papers import assert_words, paper_of


def sent_on(office, channel, forwarder, organ):
    case = new_case(office, channel=channel, organ=organ)
    if forwarder:
        times = {"handed_at": START - timedelta(hours=9), "reached_at": START}
        CASE.acts["record_forwarding"](
            case, by=office.chuangkou, at=START + timedelta(hours=1), forwarder=forwarder, **times
        )
    return case


def told(case):
    rows = Paper.objects.filter(subject_id=case.pk, kind="decision_letter").order_by("pk")
    return [row.facts["to"] for row in rows]


@pytest.mark.parametrize(
    ("channel", "forwarder", "organ", "expected"),
    [
        ("custody", "清和县看守所", "清和县公安局", ["清和县看守所", "清和县公安局"]),
        ("police", "清和县公安局", "清和县公安局", ["清和县公安局"]),
        ("custody", "", "", []),
        ("duty_lawyer", "值班律师赵明远", "清和县人民检察院", ["清和县人民检察院"]),
        ("window", "", "清和县人民法院", []),
    ],
)
def test_organ_and_custody_are_told_of_who_is_held(county, channel, forwarder, organ, expected):
    case = walk(county, "grant", case=sent_on(county, channel, forwarder, organ))
    assert told(case) == expected
    servable = [row for row in papers_to_serve(case) if row.kind == "decision_letter"]
    assert len(servable) == len(expected)


def test_words_to_the_place_of_custody_of_a_grant(office):
    case = walk(office, "grant", case=sent_on(office, "custody", "清和县看守所", ""))
    assert_words(paper_of(case, "decision_letter"), "给予，告知看守所")


def test_words_to_the_organ_of_a_refusal(office):
    case = sent_on(office, "duty_lawyer", "", "清和县人民检察院")
    do(walk(office, "recommend", case=case), office, "refuse", at(3, 10))
    assert_words(paper_of(case, "decision_letter"), "不予，告知办案机关")
