"""The tokens a case is found by. Identity numbers and phones enter only as keyed digests of the whole and of the last four."""

import re

from legalaid.platform.core.crypto import blind
from legalaid.platform.core.text import initials, pinyin


def tokens_of(case, applicant, parties):
    words = set(number_tokens(case.number or ""))
    for name in [applicant.name, *(party.name for party in parties)]:
        words.update(name_tokens(name))
    for secret in (applicant.id_number, applicant.phone):
        words.update(secret_tokens(secret))
    return " ".join(sorted(words))


def pairs(text):
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def name_tokens(name):
    name = re.sub(r"\W", "", name.lower())
    if not name:
        return set()

    words = pairs(name) | set(name[:1])
    for form in [*initials(name), pinyin(name)]:
        words |= pairs(form)
    return words


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


def secret_tokens(secret):
    secret = re.sub(r"\s", "", secret or "").upper()
    if len(secret) < 4:
        return set()
    return {last_four_token(secret[-4:]), whole_token(secret)}


def last_four_token(four):
    return "q" + blind(four, "search.last4")[:10]


def whole_token(secret):
    return "w" + blind(secret, "search.whole")[:16]
