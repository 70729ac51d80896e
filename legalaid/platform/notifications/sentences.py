"""Sentences the centre words itself: each declared once by the floor that says it, with the places that may stand in it.

A place is written in braces: 您的案件定于{时间}开庭. An operator (运营商) approves a sentence under a number of its own, by which it is sent with
the values of the places; a sentence that was changed is another one, and needs another number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from legalaid.platform.core import wording as words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.registry import Registry

from .models import Wording

SENTENCES = Registry()
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{3,39}")
SIGNED = re.compile(r"[【】]")
LONGEST = 200  # characters, so that with its places it stays within four texts
ONE, OF_SEVERAL = 70, 67  # characters of one text, and of each where they are several


@dataclass(frozen=True)
class Place:
    """`key`: the parameter an operator knows it by."""

    key: str
    label: str
    example: str
    required: bool = False


@dataclass(frozen=True)
class Reach:
    """The number a text may go to now; or why none may."""

    number: str = ""
    bar: str = ""


@dataclass(frozen=True)
class Sentence:
    """`values(text)`: {key: value} at this moment, None where it is not true any more. `reach(text)`: the Reach of whom it goes to.
    Both None: read by colleagues in the product, and never texted (decision 181)."""

    key: str
    label: str
    text: str
    places: tuple[Place, ...]
    values: Callable | None = None
    reach: Callable | None = None

    @property
    def texted(self):
        return self.reach is not None

    @property
    def example(self):
        return {place.key: place.example for place in self.places}


def sentence(*said, **more):
    """Declares a sentence."""
    made = Sentence(*said, **more)
    check(made, made.text)
    SENTENCES[made.key] = made
    return made


def wording_of(one):
    """The Wording in use, or None: the house's own words."""
    return Wording.objects.newest(one.key)


def wordings_of(keys):
    """{key: the Wording in use} of the sentences the centre words itself."""
    rows = Wording.objects.filter(sentence__in=keys).order_by("version")
    return {row.sentence: row for row in rows}


def worded(one, wording, values):
    """The sentence with its places filled."""
    labels = {place.label: str(values[place.key]) for place in one.places}
    text = words.fitting(wording.text, labels, one.text) if wording else one.text
    return words.filled(text, labels)


def said(key, **values):
    """What colleagues read in the product."""
    one = SENTENCES[key]
    return worded(one, wording_of(one), values)


def saying(key):
    """What says this sentence of many rows; how the centre words it is asked once, at the first."""
    one, wording = SENTENCES[key], []

    def say(**values):
        if not wording:
            wording.append(wording_of(one))
        return worded(one, wording[0], values)

    return say


def check(one, text):
    """The text as it is kept. Raises DomainError for `text`: a place unknown or wanting, a brace too many, words that are not its own."""
    if SIGNED.search(text):
        words.refuse("【】里的签名由系统加在前面，这里不写。")
    return words.check(text, one.places, LONGEST)


def check_code(one, text, code):
    """Raises DomainError for `code`: none that an operator gives, that of another sentence, or one under which other words were approved."""
    code = code.strip()
    if not code:
        return ""
    if not CODE.fullmatch(code):
        raise DomainError(
            "模板编号是运营商审核通过以后给的字母、数字，如 SMS_154950909。", field="code"
        )

    used = Wording.objects.filter(code=code)
    if other := used.exclude(sentence=one.key).first():
        label = SENTENCES[other.sentence].label if other.sentence in SENTENCES else other.sentence
        raise DomainError(f"这个编号已用于“{label}”。", field="code")

    if used.exclude(text=text).exists():
        raise DomainError(
            "这个编号是按以前的句子报备的，与现在的句子不符：请按新句子报备，填写新的编号。",
            field="code",
        )
    return code


def texts_in(said, sign):
    """How many text messages an operator counts for it."""
    length = len(said) + len(sign) + 2
    return 1 if length <= ONE else -(-length // OF_SEVERAL)
