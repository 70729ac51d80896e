"""The page of every procedure says the word of its state, as its table has it, and no other."""

import re

import pytest

from .office import hire
from .tables import Table
from .walks import PROCEDURES

# who looks at the page; the words of a case are held by tests/cases/test_words.py
VIEWERS = {
    "case_notified": "zhuren", "consultation": "guidang", "help": "guidang", "objection": "guidang", "ticket": "chuangkou",
    "referral": "zhan1", "referral_absent": "zhan2",
    "swap": "zhuren", "proposal": "zhuren", "standard": "zhuren", "batch": "zhuren", "notice": "zhuren",
}  # fmt: skip


def states_on(page, states):
    """The words of states that stand alone in a bold word or a chip, or at the end of the line beside the heading."""
    main = page.partition("<main")[2]
    alone = re.findall(r'(?:<b>|<span class="(?:chip|soft)[^"]*">)([^<]*)</(?:b|span)>', main)
    said = [part.rpartition("· ")[2].strip() for part in alone]
    return [words for words, *_ in states if words in said]


@pytest.mark.parametrize("name", VIEWERS)
def test_page_says_the_state_it_is_in(county, sign_in, name):
    procedure, states = PROCEDURES[name], Table(name).states
    client = sign_in(getattr(hire(county), VIEWERS[name]))
    for row in procedure.walk(county):
        page = client.get(row.get_absolute_url()).content.decode()
        assert (row.state, states_on(page, states.values())) == (row.state, [states[row.state][0]])
