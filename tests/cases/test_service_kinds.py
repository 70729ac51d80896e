"""Every paper of a case is said to be served or not, and of one to several each receives it."""

from datetime import date, timedelta

import pytest

from cases.law import serving as law
from cases.queries.serving import papers_to_serve, service_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.kinds import PAPER_KINDS
from legalaid.platform.documents.models import Paper
from tests.cases.test_termination import act, terminated
from tests.factories import START, walk

ELSEWHERE = {
    "public_notice", "subsidy_sheet", "subsidy_voucher", "unit_voucher", "subsidy_publication", "subsidy_statement", "duty_roster",
    "training_certificate", "referral_slip", "referral_receipt", "quality_file", "observation_record", "inquiry_letter", "complaint_refusal", "complaint_answer",
    "supervisor_letter", "supervisor_opinion", "supervision_report",
}  # fmt: skip
DAY = date(2026, 3, 24)


def test_every_kind_of_paper_of_a_case_is_said_to_be_served_or_not():
    said = [*law.TO_SERVE, *law.NOT_SERVED]
    assert len(said) == len(set(said))
    assert set(said) == set(PAPER_KINDS) - ELSEWHERE
    assert set(law.SEVERAL) <= set(law.TO_SERVE)


def test_notice_of_the_assignment_is_brought_to_the_unit(county):
    case = walk(county, "assign")
    assert "assignment_notice" in {row.kind for row in papers_to_serve(case)}


def sent(case, county, to, recipient, kind="termination_revoked"):
    paper = Paper.objects.get(subject_id=case.pk, kind=kind)
    facts = {"paper": paper, "recipient": recipient, "how": "handed", "sent_on": DAY, "received_on": DAY}  # fmt: skip
    at = START + timedelta(days=22)
    return CASE.acts["serve"](case, by=county.chuangkou, at=at, addressee=to, **facts)


@pytest.fixture
def revoked(county):
    case = terminated(county)
    act(case, county, "revoke_termination", "zhuren", 21, reason="要求终止的不是受援人本人。")
    return case


def test_end_taken_back_is_told_to_each_of_the_three_on_record(revoked, county):
    sent(revoked, county, "person", "李国强")
    sent(revoked, county, "unit", "清和明理律师事务所")
    sent(revoked, county, "organ", "清和县劳动人事争议仲裁委员会")
    told = list(revoked.services.order_by("pk").values_list("addressee", "recipient"))
    assert told == [
        ("person", "李国强"),
        ("unit", "清和明理律师事务所"),
        ("organ", "清和县劳动人事争议仲裁委员会"),
    ]
    with pytest.raises(DomainError, match="已登记送达"):
        sent(revoked, county, "organ", "仲裁委")
    assert service_of(revoked, "termination_revoked").recipient == "李国强"


@pytest.mark.parametrize("to", ["", "center"])
def test_it_is_said_to_whom_of_the_three(revoked, county, to):
    with pytest.raises(DomainError, match="选择这一次送给哪一方") as wrong:
        sent(revoked, county, to, "李国强")
    assert wrong.value.field == "addressee"


def test_paper_to_one_knows_no_other(county):
    case = terminated(county)
    with pytest.raises(DomainError, match="只送给一方"):
        sent(case, county, "organ", "仲裁委", kind="termination_notice")
