"""Papers served online: which papers, to whom, and what of it stands on the record, whatever the page shows."""

import pytest

from cases.domain.electronic import SEVERAL_PEOPLE, agree, open_paper, take_back
from cases.models import Case, JointApplicant, PaperOpening, Person
from cases.workflow import CASE
from legalaid.faces.portal.letters.papers import file_of, may_be_served
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.factories import new_case

from .test_electronic import at_the_window, decision, inside, opens, refused

pytestmark = pytest.mark.django_db
FROM = "203.0.113.9"


@pytest.fixture
def case(county):
    """Refused, its decision printed, and agreed to be opened online."""
    case = refused(county)
    agree(case, who="申请人", address=FROM)
    return case


def opened(case, key):
    """Whether it may be opened."""
    try:
        return open_paper(case, key, who="申请人", address=FROM).pk == key
    except DomainError:
        return False


@pytest.mark.parametrize(
    "changes",
    [{"kind": "review_form"}, {"kind": "organ_notice"}, {"state": "pending"}],
    ids=["office", "organ", "unmade"],
)
def test_paper_that_is_not_for_the_person_or_not_made_is_not_opened(case, changes):
    key = decision(case).pk
    assert opened(case, key)
    Paper.objects.filter(pk=key).update(**changes)
    assert (opened(case, key), file_of(case, key)) == (False, None)


def test_paper_that_was_replaced_is_not_opened(case):
    key = decision(case).pk
    other = Paper.objects.filter(workflow="case", subject_id=case.pk).exclude(pk=key).first()
    Paper.objects.filter(pk=key).update(superseded_by=other)
    assert not opened(case, key)
    assert not PaperOpening.objects.exists()


def test_file_that_was_opened_is_given_in_its_own_case_alone(county, case):
    key = decision(case).pk
    assert opened(case, key)
    assert file_of(case, key) is not None
    other = new_case(county)
    agree(other, who="申请人", address=FROM)
    assert file_of(other, key) is None


def test_of_several_nobody_agrees_even_at_the_window_and_nobody_opens(county, case):
    key = decision(case).pk
    JointApplicant.objects.create(case=case, name="王小明", id_number="440524199001010095")
    Case.objects.filter(pk=case.pk).update(applicant_count=2)
    case = Case.objects.get(pk=case.pk)
    assert not opened(case, key)
    take_back(case, who="申请人")
    with pytest.raises(DomainError) as refusal:
        at_the_window(county, case, electronic=True)
    assert refusal.value.sentence == SEVERAL_PEOPLE


def test_nobody_is_served_for_the_dead(case):
    assert may_be_served(case, "申请人")
    case.state = "applicant_died"
    assert not may_be_served(case, "申请人")
    assert not may_be_served(case, "共同申请人")


def test_whence_it_was_opened_and_that_it_was_taken_back_is_kept(case):
    assert opened(case, decision(case).pk)
    row = PaperOpening.objects.get()
    assert (row.address, row.consent.address, row.who) == (FROM, FROM, "申请人")
    take_back(case, who="申请人")
    event = Event.objects.get(verb="case.electronic_ended", subject_id=case.pk)
    assert (event.data["who"], event.actor) == ("申请人", system_user())


def test_page_asked_for_by_a_link_opens_nothing(case):
    client = inside(case)
    client.get(f"/public/mine/papers/{decision(case).pk}/")
    assert not PaperOpening.objects.exists()
    assert opens(client, case)


def test_system_takes_no_step_of_a_person_but_this_one(case):
    """By the network comes the receipt of a paper, and nothing that decides."""
    refusals = {
        step.key: CASE.refusal(step, case, system_user())
        for step in CASE.steps.values()
        if not step.system and case.state in step.source
    }
    allowed = {key for key, said in refusals.items() if not said}
    assert allowed == {"serve"}
    assert len(refusals) > 3


@pytest.mark.parametrize("kept", ["safe", "secret"])
def test_what_was_agreed_to_before_the_file_was_kept_apart_opens_nothing(county, case, kept):
    key = decision(case).pk
    assert opened(case, key)
    if kept == "secret":
        Case.objects.filter(pk=case.pk).update(secret=True)
    else:
        Person.objects.filter(pk=case.applicant_id).update(safe="stated")
    case = Case.objects.get(pk=case.pk)
    assert (opened(case, key), file_of(case, key)) == (False, None)
    at_the_window(county, case, electronic=True)
    assert opened(case, key)
