"""The categories of a person (人员类别) that an identity proves, and those read out of a typed cell."""

import re

from .grounds import CROWDS

ADULT, ELDERLY = 18, 60  # years
DERIVED = ("minor", "elderly", "woman")
WORDS = {crowd.text: crowd.code for crowd in CROWDS}
NONE = "无"


def proven(ticked, *, female, years):
    """The ticked crowds with those the identity proves: under 18, 60 and over, an adult woman. `years`: None where it tells no age."""
    crowds = set(ticked)
    if years is not None:
        crowds -= {"minor", "elderly"}
        if years < ADULT:
            crowds.add("minor")
        if years >= ELDERLY:
            crowds.add("elderly")
        if female and years >= ADULT:
            crowds.add("woman")
    return [crowd.code for crowd in CROWDS if crowd.code in crowds]


def shared(crowds, *, female, years):
    """Those of somebody nothing was asked of: as the one who signs, but for what the own identity proves."""
    if years is None:
        return list(crowds)
    asked = [code for code in crowds if code not in DERIVED]
    return proven(asked, female=female, years=years)


def read(cell):
    """(codes, words that name no category) of "农民工、老年人"; 无 names none of them."""
    words = [word for word in re.split(r"[、，,；;\s]+", cell) if word and word != NONE]
    codes = [code for word, code in WORDS.items() if word in words]
    return codes, [word for word in words if word not in WORDS]
