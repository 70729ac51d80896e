"""What cannot be seen taken out; masking for pages and exports; whether a text holds a personal number."""

import re
import unicodedata

JOINERS = "\u200c\u200d\u180e"  # spell words of Mongolian, Uyghur and Tibetan, and join pictures
KEPT = "\t\n\r\0"  # a form refuses the last by name


def visible(text):
    """Without the invisible characters a chat, a web page or a PDF pastes along: marks of direction, blanks of no width, controls."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        char for place, char in enumerate(text) if not _unseen(char) or _joins(text, place)
    )


def _unseen(char):
    return unicodedata.category(char) in ("Cc", "Cf") and char not in KEPT


def _joins(text, place):
    """Whether it stands between two characters that it may join."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    joined = len(around) == 2 and all(_joinable(char) for char in around)
    return text[place] in JOINERS and joined


def _joinable(char):
    return "\u0600" <= char <= "\u1fff" or unicodedata.category(char) in ("So", "Sk", "Mn")


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


# an identity number, a mobile or any other long number; a landline with its area code; a passport, a permit
PERSONAL = re.compile(
    r"\d{11,17}[\dXx]?|\d{6}-\d{8}-\d{3}[\dXx]|(?<!\d)1[3-9]\d-\d{4}-\d{4}"
    r"|(?<!\d)(?:\(0\d{2,3}\)-?|0\d{2,3}-)\d{3,4}-?\d{4}(?!\d)"
    r"|(?<![A-Za-z\d])[A-Za-z]{1,2}-?\d{7,10}(?![A-Za-z\d])"
)


WITHIN = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def mask_numbers(text):
    """The identity numbers and mobile phones that stand within it."""
    return WITHIN.sub(lambda found: mask_id(found[0]), text)


def holds_number(value):
    """Whether a whole number of a document or telephone stands in it, which no address and nothing kept in clear may hold."""
    return bool(PERSONAL.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", value))))
