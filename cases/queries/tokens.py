"""The tokens a case is found by. Identity numbers and phones enter only as keyed digests of the whole and of the last four."""

import re
from functools import cache, lru_cache

from legalaid.platform.core.crypto import blind
from legalaid.platform.core.identifiers import one_document
from legalaid.platform.core.names import DOT, name_key, other_key
from legalaid.platform.core.phones import dialled
from legalaid.platform.core.readings import readings

NO_AREA = "-"  # before a landline whose area code nobody wrote


def tokens_of(case, applicant, parties, joint=()):
    """`joint`: those who apply together with the applicant, found by their numbers as well."""
    words = set(number_tokens(case.number or ""))
    if case.earlier_id:  # found by the number of the stage before it as well
        words |= number_tokens(case.earlier.number)
    for party in parties:
        words |= name_tokens(party.name)
    for person in (applicant, *joint):
        words |= name_tokens(person.name) | document_tokens(person.id_number)
        words |= phone_tokens(person.phone)
    return " ".join(sorted(words))


def pairs(text):
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


@lru_cache(maxsize=4096)
def name_tokens(name):
    """Pairs of its characters, of its initials and of its sound, in every reading; and those of the name also given."""
    words = set()
    for key in (name_key(name), other_key(name)):
        key = key.replace(DOT, "")
        words |= {key[:1], *pairs(key)} if key else set()
        words = words.union(*map(_within, key), *map(_between, key, key[1:]))
        if len(key) == 1:
            words |= _initials(key)
    return frozenset(words)


@cache
def _initials(char):
    return frozenset(said[0] for said in readings(char))


@cache
def _within(char):
    return frozenset().union(*map(pairs, readings(char)))


@lru_cache(maxsize=20_000)
def _between(one, other):
    ends = {said[-1] for said in readings(one)} | _initials(one)
    return frozenset(end + start for end in ends for start in _initials(other))


def number_tokens(number):
    """Every fragment of two or more digits of the serial, and the year with it."""
    digits = re.findall(r"\d+", number)
    if not digits:
        return set()

    serial = digits[-1]
    fragments = {serial[i:j] for i in range(len(serial)) for j in range(i + 2, len(serial) + 1)}
    fragments.add(serial.lstrip("0"))
    if len(digits) > 1:
        fragments.add(digits[0] + serial)
    return {f"n{fragment}" for fragment in fragments if fragment}


def document_tokens(number):
    number = one_document(number or "")
    return {last_four_token(number[-4:]), whole_token(number)} if len(number) >= 4 else set()


def phone_tokens(phone):
    """Of a landline also the number without its area code; its extension is no part of it."""
    area, local = dialled(phone or "")
    if len(local) < 4:
        return set()

    found = {last_four_token(local[-4:]), whole_token(local)}
    if area:
        found.add(whole_token(area + local))
    elif len(local) < 9:
        found.add(whole_token(NO_AREA + local))
    return found


def last_four_token(four):
    return "q" + blind(four, "search.last4")[:10]


def whole_token(number):
    return "w" + blind(number, "search.whole")[:16]
