"""The paper of the first meeting of a notified defence: printed before, signed or not, its scan or why there is none (Procedure Rules art. 29)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases.domain.papers import print_paper
from cases.queries.slots import slots_due
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import START, facts_for, new_case, scan, walk
from tests.papers import assert_words, paper_of

from .test_notice import notified, on

SIGNED = {"consented": True, "signing": "signed"}


@pytest.fixture
def taken(office):
    known = {"id_kind": "resident", "id_number": "440524198801010011"}
    return on(
        notified(office, person=known), office, "assign", "accept_assignment", "sign_agreement"
    )


def meet(case, office, **said):
    facts = facts_for("hold_first_meeting", date(2026, 3, 7))[1] | {"consented": True} | said
    CASE.acts["hold_first_meeting"](case, by=office.lvshi, at=START + timedelta(days=5), **facts)
    return case.meetings.latest("pk")


def test_paper_is_printed_before_the_meeting_with_what_the_case_knows(office, taken):
    print_paper(taken, "consent_record", by=office.lvshi)
    assert_words(paper_of(taken, "consent_record"), "通知辩护")


def test_paper_is_of_notified_cases_somebody_has_taken_on(office):
    offered = on(notified(office), office, "assign")
    applied = walk(office, "sign_agreement", case=new_case(office))
    for case in (offered, applied):
        with pytest.raises(DomainError, match="才打印征询意见笔录"):
            print_paper(case, "consent_record", by=office.zhuren)
    assert not Paper.objects.filter(kind="consent_record").exists()


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({}, "signing", "请选明征询意见笔录是否签名。"),
        ({"signing": "signed"}, "unsigned_why", "请写明没有扫描件的原因（不少于4个字）。"),
        ({"signing": "refused"}, "unsigned_why", "请写明没有签名的原因（不少于4个字）。"),
        ({"signing": "unable", "unsigned_why": "无"}, "unsigned_why", "请写明没有签名的原因（不少于4个字）。"),
    ],
)  # fmt: skip
def test_step_asks_for_the_signed_paper_or_why_there_is_none(office, taken, said, field, sentence):
    with pytest.raises(DomainError) as refused:
        meet(taken, office, **said)
    assert (refused.value.field, refused.value.sentence) == (field, sentence)
    assert (taken.state, taken.meetings.count()) == ("first_meeting", 0)


def test_scan_of_the_signed_paper_has_a_place_of_its_own_and_needs_no_reason(office, taken):
    assert "consent" in [slot.key for slot in slots_due([taken])]
    scan(taken, "consent", by=office.lvshi)
    row = meet(taken, office, signing="signed")
    assert (row.signing, row.unsigned_why, taken.state) == ("signed", "", "handling")


@pytest.mark.parametrize(
    ("signing", "why"),
    [
        ("refused", "不愿意在任何纸上签名。"),
        ("unable", "右手受伤，不能签名。"),
        ("signed", "原件由看守所扫描，明日取回。"),
    ],
)
def test_what_could_not_be_signed_or_scanned_is_recorded(office, taken, signing, why):
    row = meet(taken, office, signing=signing, unsigned_why=f" {why} ")
    assert (row.signing, row.unsigned_why, taken.state) == (signing, why, "handling")


def test_refusal_is_held_and_told_whether_the_paper_was_signed_or_not(office, taken):
    said = {"signing": "refused", "unsigned_why": "不同意，也不签名。"}
    meet(taken, office, consented=False, refusal="家里另请律师。", **said)
    assert (taken.state, paper_of(taken, "refusal_letter").facts["reason"]) == (
        "lawyer_refused",
        "家里另请律师。",
    )


def test_page_offers_the_paper_and_says_what_is_lacking_beside_its_box(office, taken, sign_in):
    client, url = sign_in(office.lvshi), reverse("cases:hold_first_meeting", args=[taken.pk])
    page = client.get(url).content.decode()
    assert ("打印征询意见笔录" in page, "已签字的首次会见征询意见笔录" in page) == (True, True)
    sent = {
        "met_on": "2026-03-07", "place": "看守所", "manner": "当面", "told": ["rights"], "consented": "1", "record": "同意。",
        "signing": "refused", "seen": taken.version,
    }  # fmt: skip
    answer = client.post(url, sent)
    assert (answer.status_code, answer.context["form"].errors["unsigned_why"]) == (
        422,
        ["请写明没有签名的原因（不少于4个字）。"],
    )
    assert "看守所" in answer.content.decode()


def test_first_meeting_of_an_application_asks_for_no_such_paper(office, sign_in):
    case = walk(office, "sign_agreement", case=new_case(office))
    url = reverse("cases:hold_first_meeting", args=[case.pk])
    assert "征询意见笔录" not in sign_in(office.lvshi).get(url).content.decode()
    assert "consent" not in [slot.key for slot in slots_due([case])]
