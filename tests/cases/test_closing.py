"""What the handler hands in at the end, mended when it comes back, and the call-back that nobody can answer
(Law art. 46, 50, 59; Procedure Rules art. 35, 40-42)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.enums import FollowUpResult, State
from cases.law.retention import retention
from cases.models import LogEntry
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import START, do, facts_for, new_case, walk
from tests.papers import words_of


def papers(case, kind):
    return list(Paper.objects.filter(workflow="case", subject_id=case.pk, kind=kind).order_by("pk"))


def test_official_letter_is_there_before_the_first_visit_and_only_once(county):
    case = walk(county, "accept_assignment")
    assert len(papers(case, "official_letter")) == 1
    do(case, county, "sign_agreement", START + timedelta(days=7))
    assert len(papers(case, "official_letter")) == 1


def test_case_taken_on_without_a_letter_gets_it_with_the_agreement(county):
    case = walk(county, "accept_assignment")
    Paper.objects.filter(kind="official_letter").delete()
    do(case, county, "sign_agreement", START + timedelta(days=7))
    assert len(papers(case, "official_letter")) == 1


def test_closing_file_without_a_report_to_the_recipient_is_not_taken(county):
    case = walk(county, "conclude")
    LogEntry.objects.all().delete()
    with pytest.raises(DomainError, match="请先办理“向受援人通报”"):
        do(case, county, "report_closure", START + timedelta(days=20))
    told = {"done_on": date(2026, 3, 13), "manner": "当面", "content": "送达裁决书。"}
    CASE.acts["report_progress"](case, by=county.lvshi, at=START + timedelta(days=20), **told)
    do(case, county, "report_closure", START + timedelta(days=20))
    assert case.state == State.CLOSING_REVIEW


def test_form_14_has_what_was_recorded_elsewhere_in_order_of_time(county):
    case = walk(county, "hold_first_meeting")
    sitting = START + timedelta(days=9)
    CASE.acts["schedule_hearing"](
        case, by=county.lvshi, at=sitting, starts_at=sitting, organ="仲裁委", place="一号庭"
    )
    do(case, county, "conclude", START + timedelta(days=10))
    do(case, county, "report_closure", START + timedelta(days=11))
    [paper] = papers(case, "progress_record")
    assert [(row["day"], row["what"]) for row in paper.facts["done"]] == [
        ("2026年3月9日", "accepted"),
        ("2026年3月11日", "met"),
        ("2026年3月12日", "hearing"),
        ("2026年3月13日", "logged"),
        ("2026年3月14日", "logged"),  # the talk
    ]


def test_mended_closing_file_is_printed_anew_and_the_returned_one_points_to_it(county):
    case = walk(county, "report_closure")
    at = START + timedelta(days=20)
    CASE.acts["return_closure"](
        case, by=county.shencha, at=at, reasons=["结案报告过于简单"], note="请写明开庭经过"
    )
    told = {"entry_kind": "参加庭审", "done_on": at.date(), "content": "补记庭审。"}
    CASE.acts["add_log"](case, by=county.lvshi, at=at, **told)
    facts = facts_for("report_closure", at.date())[1] | {"summary": "改正后的小结。"}
    CASE.acts["resubmit_closure"](case, by=county.lvshi, at=at, **facts)
    for kind, words in (
        ("closing_report", "改正后的小结。"),
        ("progress_record", "参加庭审：补记庭审。"),
    ):
        old, new = papers(case, kind)
        assert (old.superseded_by, new.superseded_by) == (new, None)
        assert old.supersede_reason == "退回补正：结案报告过于简单、请写明开庭经过"
        assert [words in words_of(paper) for paper in (old, new)] == [False, True]


def test_case_of_a_recipient_nobody_can_reach_goes_on_when_the_call_is_waived(county):
    case = walk(county, "approve_closure")
    for day in range(3):
        CASE.acts["try_follow_up"](
            case,
            by=county.guidang,
            at=START + timedelta(days=30 + day),
            result=FollowUpResult.WRONG,
        )
    assert case.state == State.FOLLOW_UP
    CASE.acts["waive"](
        case,
        by=county.zhuren,
        at=START + timedelta(days=34),
        item="discussion",
        reason="案情简单。",
    )
    assert case.state == State.FOLLOW_UP
    CASE.acts["waive"](
        case,
        by=county.zhuren,
        at=START + timedelta(days=34),
        item="follow_up",
        reason="空号，无法联系。",
    )
    case.refresh_from_db()
    assert (case.state, case.turn) == (State.ARCHIVING, "")


def test_page_offers_to_waive_only_what_is_missing(county, sign_in):
    case = walk(county, "approve_closure")
    CASE.acts["waive"](
        case,
        by=county.zhuren,
        at=START + timedelta(days=34),
        item="subsidy",
        reason="机构律师承办。",
    )
    client, path = sign_in(county.zhuren), reverse("cases:waive", args=[case.pk])
    offered = [key for key, _ in client.get(path).context["form"].fields["item"].choices]
    assert offered == ["", *(one.key for one in seven_ones_of(case) if not one.settled)]
    assert "follow_up" in offered
    answer = client.post(path, {"seen": case.version, "item": "", "reason": "空号，无法联系。"})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"item": ["请选择免除哪一项。"]},
    )
    assert (
        client.post(
            path, {"seen": case.version, "item": "meeting", "reason": "已经会见。"}
        ).status_code
        == 422
    )


def test_call_waived_before_the_closing_review_is_not_waited_for(county):
    case = walk(county, "report_closure")
    CASE.acts["waive"](
        case,
        by=county.zhuren,
        at=START + timedelta(days=12),
        item="follow_up",
        reason="受援人去世。",
    )
    do(case, county, "approve_closure", START + timedelta(days=13))
    assert case.state == State.ARCHIVING


@pytest.mark.parametrize(
    ("fields", "kept"),
    [({"notified": "life_or_death"}, "永久"), ({"stage": "死刑复核"}, "永久"), ({}, "三十年")],
)
def test_matter_of_life_and_death_is_kept_for_ever(county, fields, kept):
    assert retention(life_or_death=new_case(county, **fields).life_or_death) == kept
