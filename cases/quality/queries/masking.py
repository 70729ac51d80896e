"""A text of a file as somebody from outside may read it: names shortened, numbers and addresses covered. Pure: text in, text out."""

import re

from legalaid.platform.core.text import PERSONAL, mask_name

COVERED = "（已遮蔽）"
PLACES = "村|屯|寨|庄|社区|小区|花园|公寓|家园|苑|坊|街|路|巷|弄|大道|胡同"
HOUSES = "号|组|栋|幢|座|单元|室|户"
ADDRESS = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}(?:{PLACES})[\u4e00-\u9fff]{{0,6}}?[0-9一二三四五六七八九十百]+(?:{HOUSES})"
    rf"(?:[0-9一二三四五六七八九十]+(?:{HOUSES}))*"
)
SPLIT = re.compile(r"[、，,；;\s]+")
SHORTEST = 2  # characters of a name: one alone is a word like another


def mask(text, names=(), secrets=()):
    """`names` of people and units keep their first character, `secrets` nothing; the longest first, so that none is left in pieces."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, COVERED)
    for name in sorted({one for one in names if len(one) >= SHORTEST}, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return ADDRESS.sub(COVERED, PERSONAL.sub(COVERED, text))


def names_in(text):
    """Several names as they were typed, apart."""
    return [name for name in SPLIT.split(text) if name]
