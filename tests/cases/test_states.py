"""To which of the sets that pages, figures and rights ask for each state belongs: a new state must say so."""

import pytest

from cases import enums
from cases.domain.faults import ENDED
from cases.enums import State
from cases.permissions import HANDING_IN
from cases.queries.handover import ON_THE_WAY
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
    "concluded": "aided, with handler, in hand, handing in",
    "closing_review": "aided, with handler",
    "closing_returned": "aided, with handler, in hand, handing in",
    "item_owed": "aided, with handler, handing in",
    "follow_up": "aided, payable",
    "archiving": "aided, payable",
    "sealing": "sealed",
    "archived": "sealed",
    "refused": "ended",
    "withdrawn": "ended",
    "deemed_withdrawn": "ended",
    "referred_away": "ended",
}


def test_table_has_every_state():
    assert set(State.values) ^ set(TABLE) == set()


@pytest.mark.parametrize("state", TABLE)
def test_state_belongs_to_the_sets_of_the_table(state):
    assert ", ".join(name for name, states in SETS.items() if state in states) == TABLE[state]
