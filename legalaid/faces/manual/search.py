"""Finding a chapter by what people call it: whole words first, else by the pairs of characters they hold, else by their sound. The corpus is
small and in memory."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe

from legalaid.platform.core.readings import begins, readings

from .terms import terms

MOST, LEAST = 20, 0.6  # rows shown; of the pairs of a word that must be there
BEFORE, LONG = 24, 90  # characters of an excerpt
LEAST_SAID = 2  # characters that are listened to
IN_TITLE, IN_WORDS, IN_TEXT = 9, 6, 2


@dataclass(frozen=True)
class Found:
    row: object  # a Chapter, a Term
    score: float
    said: str


def asked(text):
    return [word for word in text.lower().split() if word][:6]


def pattern(words):
    """Of all that is to be marked; None where nothing was asked."""
    pieces = sorted({piece for word in words for piece in (word, *pairs(word))}, key=len)
    if not pieces:
        return None
    return re.compile("|".join(re.escape(escape(piece)) for piece in reversed(pieces)), re.I)


def pairs(word):
    return [word[at : at + 2] for at in range(len(word) - 1)]


def search(text, chapters):
    """The chapters and terms that answer, best first."""
    words = asked(text)
    if not words:
        return []

    rows = [*chapters, *terms()]
    scores = [_score(row, words) for row in rows]
    if (
        max(scores) < IN_WORDS
    ):  # nothing is called so: a character of the same sound, as input methods slip it in
        alike = [all(_sounds(row, word) for word in words) for row in rows]
        scores = [score or said for score, said in zip(scores, alike, strict=True)]
    found = [(row, score) for row, score in zip(rows, scores, strict=True) if score]
    found.sort(key=lambda one: -one[1])
    return [Found(row, score, _excerpt(row.plain, words)) for row, score in found[:MOST]]


def called_so(text, chapters):
    """The chapters whose name, or what people call it, holds these words."""
    words = asked(text)
    named = [(row, f"{row.title}　{'　'.join(row.words)}".lower()) for row in chapters]
    return [row for row, said in named if words and all(word in said for word in words)]


def _score(row, words):
    """0 where one of the words is not there."""
    scores = [_of_word(row, word) for word in words]
    return sum(scores) if all(scores) else 0


def _of_word(row, word):
    title, called, text = row.title.lower(), "　".join(row.words).lower(), row.plain.lower()
    if word in title or word.isascii() and begins(row.title, word):
        return IN_TITLE
    if word in called:
        return IN_WORDS
    if word in text:
        return IN_TEXT + min(text.count(word), 5) / 10

    held = [pair in title or pair in called or pair in text for pair in pairs(word)]
    named = sum(pair in title or pair in called for pair in pairs(word))
    enough = held and sum(held) / len(held) >= LEAST
    return sum(held) / len(held) + named if enough else 0


def _sounds(row, word):
    """Whether it is called by a word that is said like this one."""
    said = [set(readings(char)) for char in word]
    if len(said) < LEAST_SAID or not all(said):
        return False
    return any(
        _holds([set(readings(char)) for char in name], said) for name in (row.title, *row.words)
    )


def _holds(name, said):
    """Whether syllables stand in those of a name, one after the other."""
    starts = range(len(name) - len(said) + 1)
    return any(
        all(one & other for one, other in zip(name[at:], said, strict=False)) for at in starts
    )


def _excerpt(text, words):
    """A line of it around the first that was asked for, marked."""
    flat, low = " ".join(text.split()), " ".join(text.split()).lower()
    pieces = (piece for word in words for piece in (word, *pairs(word)))
    places = [low.find(piece) for piece in pieces]
    at = max(next((place for place in places if place >= 0), 0) - BEFORE, 0)

    cut = escape(("…" if at else "") + flat[at : at + LONG])
    marked = pattern(words).sub(r"<mark>\g<0></mark>", cut)
    return mark_safe(marked + ("…" if at + LONG < len(flat) else ""))  # noqa: S308  escaped above
