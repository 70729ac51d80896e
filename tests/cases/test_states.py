"""To which of the sets that pages, figures and rights ask for each state belongs: a new state must say so."""

import pytest

from cases import enums
from cases.domain.faults import ENDED
from cases.enums import State
from cases.permissions import HANDING_IN
from cases.queries.handover import ON_THE_WAY
from cases.workflow import CASE
from legalaid.faces.desk.sources.cases import ACTS
from subsidies.queries.calculation import PAYABLE

SETS = {
    "undecided": enums.UNDECIDED,
    "amendable": enums.AMENDABLE,
    "on the way": ON_THE_WAY,
    "aided": enums.AIDED,
    "notice": enums.NOTICE_AMENDABLE,
    "with handler": enums.WITH_HANDLER,
    "in hand": enums.IN_HAND,
    "handing in": HANDING_IN,
    "payable": PAYABLE,
    "sealed": enums.SEALED,
    "ended": ENDED,
    "done": enums.DONE,
    "uncounted": enums.UNCOUNTED,
}
TABLE = {
    "at_station": "undecided, amendable, on the way",
    "handed_over": "undecided, on the way",
    "returned_to_station": "undecided, amendable, on the way",
    "submitted": "undecided, amendable",
    "supplement": "undecided, amendable",
    "form_review": "undecided, amendable",
    "merits_review": "undecided, amendable",
    "cooperation": "undecided, amendable",
    "decision": "undecided",
    "granted": "aided, notice",
    "offered": "aided, notice, with handler",
    "agreement": "aided, notice, with handler, handing in",
    "first_meeting": "aided, notice, with handler, handing in",
    "handling": "aided, notice, with handler, in hand, handing in",
    "lawyer_refused": "aided, notice, with handler, handing in",
    "terminating": "aided, with handler, handing in",
    "concluded": "aided, with handler, in hand, handing in, done",
    "terminated": "aided, with handler, handing in",
    "closing_review": "aided, with handler, done",
    "closing_returned": "aided, with handler, in hand, handing in, done",
    "item_owed": "aided, with handler, handing in, done",
    "follow_up": "aided, payable, done",
    "archiving": "aided, payable, done",
    "sealing": "sealed",
    "archived": "sealed",
    "refused": "ended",
    "withdrawn": "ended",
    "deemed_withdrawn": "ended",
    "referred_away": "ended",
    "joined": "ended, uncounted",
    "applicant_died": "ended",
    "annulled": "ended, uncounted",
}


def test_table_has_every_state():
    assert set(State.values) ^ set(TABLE) == set()


def test_desk_has_a_word_for_what_is_to_be_done_in_every_state_that_waits_for_somebody():
    waiting = {place.state for place in CASE.places.values() if place.turn}
    assert waiting ^ set(ACTS) == set()


@pytest.mark.parametrize("state", TABLE)
def test_state_belongs_to_the_sets_of_the_table(state):
    assert ", ".join(name for name, states in SETS.items() if state in states) == TABLE[state]
