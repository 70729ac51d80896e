"""Words written by hand over a text the figures made: when the figures change, the text is made anew and what was written stays.

Pure. A merge of three: what the text was when somebody wrote (`base`), what they made of it (`mine`), what it would be today (`fresh`).
"""

import re
from difflib import SequenceMatcher

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?%?|.", re.DOTALL)
CLAUSES = re.compile(r"[^，。；：、]*[，。；：、]?")


def merge(base, mine, fresh):
    """(text, clashes): `mine` with today's figures. A clash is (was, is) of what changed just where somebody wrote: their words stay.

    Where only numbers differ they are put in one by one, else whole clauses are.
    """
    cut = PIECES if NUMBER.sub("0", base) == NUMBER.sub("0", fresh) else CLAUSES
    old, hand, new = (_pieces(cut, text) for text in (base, mine, fresh))
    written, clashes, taken = _changes(old, hand), [], []

    for first, last, words in _changes(old, new):
        met = [one for one in written if _meet(one, (first, last))]
        if not met:
            taken.append((first, last, words))
        elif (first, last, words) not in met:
            clashes.append(("".join(old[first:last]), "".join(words)))

    return _apply(old, [*written, *taken]), tuple(clashes)


def _pieces(cut, text):
    return [piece for piece in cut.findall(text) if piece]


def _changes(old, new):
    """[(first, last, the pieces that stand there instead)]"""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i, j, new[a:b]) for kind, i, j, a, b in codes if kind != "equal"]


def _meet(one, span):
    begin, end, _ = one
    first, last = span
    return (begin < last and first < end) or (begin, end) == (first, last)


def _apply(old, changes):
    """From the end on, so that the places stay true; of an insertion and a change at one place the insertion comes first."""
    found = list(old)
    for first, last, words in sorted(changes, key=lambda row: row[:2], reverse=True):
        found[first:last] = words
    return "".join(found)
