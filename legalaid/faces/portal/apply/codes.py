"""The code of a draft, which stays that of what is sent in, and four words that do the same. Neither is stored: only keyed digests of them."""

import hashlib
import re
import secrets
from functools import cache
from pathlib import Path

from legalaid.platform.core.crypto import Unreadable, blind, derived, seal, unseal

DIGITS = 12
WORDS = 4
COOKIE = "portal.apply.code"


@cache
def word_list():
    return (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


def new_code():
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def shown(code):
    """As it is read out and written down: 1234 5678 9012."""
    return " ".join(code[n : n + 4] for n in range(0, DIGITS, 4))


def words_of(code):
    """The four words that stand for this code; nobody without our key can reckon them."""
    known = word_list()
    digest = hashlib.sha256(derived("portal.apply.words") + code.encode()).digest()
    return [known[int.from_bytes(digest[n * 4 : n * 4 + 4]) % len(known)] for n in range(WORDS)]


def code_blind(code):
    return blind(code, "apply.code")


def words_blind(words):
    return blind("".join(words), "apply.words")


def carried(typed):
    """A code or four words as a device carries them: digits or characters alone."""
    return "".join(re.findall(r"\w", typed))


def typed_blinds(text):
    """{field: digest} of what somebody typed, a code or four words in whatever spacing; {} for what can be neither."""
    solid = carried(text)
    if solid.isascii() and solid.isdigit() and len(solid) == DIGITS:
        return {"code_blind": code_blind(solid)}
    if solid and not any(char.isdigit() for char in solid) and len(solid) == WORDS * 2:
        return {"words_blind": words_blind([solid])}
    return {}


def split(words):
    """Four words as they are written: in pairs of characters."""
    return [words[n : n + 2] for n in range(0, len(words), 2)]


def as_cookie(carried_code):
    return seal(carried_code, COOKIE)


def of_cookie(text):
    """What the device carries, or ""."""
    try:
        return unseal(text, COOKIE) if text else ""
    except Unreadable:
        return ""
