"""Where every unit that could handle a case acts for the other side: the written consent of both, or nobody (Procedure Rules art. 38)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Party
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from tests.factories import FINDINGS, START, do, lawyer, new_case, person, walk

AT = START + timedelta(days=6)
BOTH = {
    "consent_ours": "王五", "consent_theirs": "李国强", "consented_on": date(2026, 3, 8),
    "consent": "同意由同一律师事务所的不同律师承办，各自保密。",
}  # fmt: skip


@pytest.fixture
def case(county):
    """Granted to whom the other side's lawyer opposes; of all handlers only he and one of his firm work."""
    return against_the_only_firm(county, START)


def against_the_only_firm(county, at):
    first = walk(county, "assign", case=new_case(county, at=at), at=at)
    case = new_case(county, at=at, who=person(name="王五", id_number="440524198001010014"))
    case.parties.all().delete()
    known = first.applicant.id_blind
    Party.objects.create(case=case, role="opponent", name="李国强", id_blind=known)
    case = walk(county, "pass_form", case=case, at=at)
    decided = FINDINGS | {"conflict_finding": "apart", "conflict_note": "由另一律师承办。"}
    facts = {"proposal": "给予", "opinion": "建议给予。", "findings": decided}
    later = at + timedelta(days=4)
    CASE.acts["recommend"](case, by=county.shencha, at=later, **facts)
    do(case, county, "grant", at + timedelta(days=5))
    Handler.objects.exclude(firm=lawyer().firm).update(active=False)
    return case


def mate():
    return Handler.objects.filter(firm=lawyer().firm, kind="lawyer").exclude(pk=lawyer().pk).first()


def test_with_the_consent_of_both_another_of_the_firm_is_assigned(county, case):
    do(case, county, "assign", AT, handler=mate(), both=BOTH)
    made = case.assignments.get()
    assert (made.handler, made.consented_on) == (mate(), date(2026, 3, 8))
    assert (made.consent_ours, made.consent_theirs) == ("王五", "李国强")
    assert made.consent == "同意由同一律师事务所的不同律师承办，各自保密。"
    assert [event.sentence for event in events_for("case", case.pk)][-1] == (
        f"指派{mate()}承办（双方于2026年3月8日书面同意）"
    )


@pytest.mark.parametrize("lacking", ["consent_ours", "consent_theirs", "consented_on", "consent"])
def test_nothing_of_it_may_be_missing(county, case, lacking):
    empty = None if lacking == "consented_on" else " "
    with pytest.raises(DomainError) as said:
        do(case, county, "assign", AT, handler=mate(), both=BOTH | {lacking: empty})
    assert (said.value.field, said.value.sentence) == (
        lacking,
        "本案的承办人都属于为对方办理的机构，须经双方书面同意才能指派，请填写。",
    )


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 10)])
def test_consent_is_of_a_day_between_the_application_and_today(county, case, day):
    with pytest.raises(DomainError, match="书面同意的日期不能"):
        do(case, county, "assign", AT, handler=mate(), both=BOTH | {"consented_on": day})


def test_the_same_person_never_acts_for_both(county, case):
    with pytest.raises(DomainError, match="有利益冲突，请另选"):
        do(case, county, "assign", AT, both=BOTH)


def test_consent_does_not_help_while_another_firm_could_handle_it(county, case):
    Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).update(active=True)
    with pytest.raises(DomainError, match="有利益冲突，请另选"):
        do(case, county, "assign", AT, handler=mate(), both=BOTH)


def test_page_asks_for_the_consent_where_it_is_needed(county, sign_in):
    begin = timezone.now() - timedelta(days=7)
    case = against_the_only_firm(county, begin)
    client, page = sign_in(county.zhuren), reverse("cases:assign", args=[case.pk])
    said = client.get(page).content.decode()
    assert "须经双方书面同意才能指派" in said
    assert said.count("双方书面同意的可以指派") == 2
    sent = BOTH | {"handler": mate().pk, "consented_on": timezone.localdate().isoformat()}
    wrong = client.post(page, sent | {"consent_theirs": ""}).content.decode()
    assert "须经双方书面同意才能指派，请填写。" in wrong
    assert "各自保密。" in wrong
    assert client.post(page, sent).status_code == 302
    assert case.assignments.get().consent_theirs == "李国强"


def test_page_does_not_ask_where_another_firm_is_there(county, sign_in):
    begin = timezone.now() - timedelta(days=7)
    case = against_the_only_firm(county, begin)
    Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).update(active=True)
    page = sign_in(county.zhuren).get(reverse("cases:assign", args=[case.pk]))
    assert "书面同意" not in page.content.decode()
