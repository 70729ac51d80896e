"""Masking for pages and exports; pinyin for search."""

import re
from itertools import product

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as readings

SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "曾": "zeng",
    "朴": "piao",
    "区": "ou",
    "查": "zha",
    "解": "xie",
    "盖": "ge",
    "尉": "yu",
    "冼": "xian",
}


def mask_id(text):
    """The first three digits: what stands beside it on a page (birthday, sex, district) gives back any other."""
    return f"{text[:3]}{'*' * (len(text) - 3)}" if len(text) > 10 else "*" * len(text)


def mask_phone(text):
    return (
        f"{text[:3]}****{text[-4:]}" if len(text) >= 11 else "*" * max(len(text) - 2, 0) + text[-2:]
    )


def mask_name(text):
    return text[:1] + "*" * (len(text) - 1)


def mask_address(text):
    return text[:6] + "******" if len(text) > 6 else "******"


def mask_account(text):
    return "*" * max(len(text) - 4, 0) + text[-4:]


def initials(name):
    """Pinyin initials in every reading of the first character: 单国强 gives dgq, sgq and cgq."""
    letters = [
        {r[0] for r in options if r}
        for options in readings(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    ]
    if not letters:
        return []

    rest = [{r[0]} for r in lazy_pinyin(name, errors="ignore") if r][1:]
    first = letters[0] | ({SURNAMES[name[0]][0]} if name[0] in SURNAMES else set())

    return sorted("".join(letter) for letter in product(sorted(first), *rest))


def pinyin(name):
    """Full pinyin without blanks, the surname read as a surname."""
    parts = lazy_pinyin(name, errors="ignore")
    if parts and name[0] in SURNAMES:
        parts[0] = SURNAMES[name[0]]
    return "".join(parts)


PERSONAL = re.compile(r"\d{11,17}[\dXx]?")


WITHIN = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def mask_numbers(text):
    """The identity numbers and mobile phones that stand within it."""
    return WITHIN.sub(lambda found: mask_id(found[0]), text)


def holds_number(value):
    """Whether a whole identity number or mobile phone stands in it, which no address and nothing kept in clear may hold."""
    return bool(PERSONAL.search(re.sub(r"\s", "", value)))
