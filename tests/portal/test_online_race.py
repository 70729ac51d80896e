"""At the same moment, each on a connection of its own: one letter of a kind, one consent, one first opening, one rating."""

import uuid

import pytest

from cases.domain.electronic import ALREADY, agree, open_paper
from cases.models import Case, ElectronicConsent, PaperOpening
from cases.quality.domain.rating import TWICE, rate
from cases.quality.models import Rating
from legalaid.faces.portal.letters.domain.writing import WAITS, write
from legalaid.faces.portal.letters.models import Letter
from legalaid.platform.audit.models import Event
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.factories import walk

from .test_electronic import decision, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county():
    return build_county()


def letter(case, token=None, kind="replacement"):
    said = {"who": "申请人", "last": "0011", "kind": kind, "text": "他一直不接电话。"}
    return lambda: write(Case.objects.get(pk=case.pk), token=token or uuid.uuid4(), **said).pk


def test_letters_sent_at_once_are_one(county):
    case = walk(county, "accept_assignment")
    answers = at_once(letter(case), letter(case))
    assert one_refused(answers) == WAITS
    assert Letter.objects.count() == 1
    Letter.objects.update(outcome="noted")
    token = uuid.uuid4()
    first, second = at_once(*[letter(case, token)] * 2)
    assert (first == second, Letter.objects.count()) == (True, 2)


def test_consent_and_first_opening_are_one(county):
    case = refused(county)
    key = decision(case).pk
    answers = at_once(*[lambda: agree(Case.objects.get(pk=case.pk), who="申请人").pk] * 2)
    assert one_refused(answers) == ALREADY
    assert ElectronicConsent.objects.count() == 1
    answers = at_once(*[lambda: open_paper(case, key, who="申请人").pk] * 2)
    assert answers == [key] * 2
    assert PaperOpening.objects.count() == 1
    assert Event.objects.filter(verb="case.paper_opened").count() == 1


def test_rating_pressed_twice_is_one(county):
    case = walk(county, "conclude")
    answers = at_once(*[lambda: rate(Case.objects.get(pk=case.pk), level="5").pk] * 2)
    assert one_refused(answers) == TWICE
    assert Rating.objects.count() == 1
