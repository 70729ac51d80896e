"""What was typed into the search may mean, as OR-ed lists of AND-ed tokens."""

import re

from legalaid.platform.core.identifiers import normal, one_document
from legalaid.platform.core.names import BRACKETS, DOT, name_key, plain, squeezed
from legalaid.platform.core.phones import dialled, read_phone

from .tokens import NO_AREA, last_four_token, pairs, whole_token

SERIAL = 4  # digits a serial number of ours is filled up to
GUESSED = 10  # digits and fewer can be tried one after the other
OURS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\D{1,6}(\d{1,6})\D{0,2}")
UNDATED = re.compile(r"(?:第|\D*援案?\D*|\D*字第?)(\d{1,6})号?|(\d{1,6})号")
TOGETHER = re.compile(r"20\d\d(?=\d{1,3}$)")  # a year and a serial that is not filled up
DOCUMENT = re.compile(r"\d{17}[\dX]|\d{11,}|(?=.*\d{5})[A-Z][A-Z0-9]{4,17}|\d+[A-Z]{1,2}\d*")
# 身份证号：4405…, 电话：0831…
CALLED = re.compile(
    r"^(?:姓名|(?:联系)?电话|手机|座机|身份证|护照|证件|通行证|居住证|台胞证|回乡证)(?:号码?)?\s*[:：]\s*"
)
NAMED = re.compile(r"([^\d+(]*[^\W\d_][^\d+(]*?)[\s:,;、。]*([+(]?\d.*)")  # 李国强：138 0013 8000


def alternatives(text, *, endings=True):
    """`endings`: whether a few digits may be the last of a person's number, or a short one: whoever sees masks could try them all."""
    text = CALLED.sub("", plain(text).strip())
    if not re.search(r"\d", text):
        words = _words(text)
        return [words] if words else []

    certain = _line(text) or _ours(text)
    return certain or _digits(text, endings) or _document(text) or _mixed(text, endings)


def _words(text):
    """A name is one word however it is spaced; several words each of two characters or more may stand apart."""
    words = text.replace("ü", "v").split()
    keys = [name_key(text)] if BRACKETS.search(text) else map(squeezed, words)
    words = [key for key in (key.replace(DOT, "") for key in keys) if key]
    if any(len(word) == 1 for word in words):
        words = ["".join(words)]
    return sorted(set().union(*map(pairs, words)))


def _line(text):
    """A telephone that is one for certain: a mobile, or with its area code."""
    phone = read_phone(text)
    area, local = dialled(phone.text)
    if phone.doubtful or not (area or len(local) > GUESSED):
        return []
    if not area:
        return [[whole_token(local)]]
    return [[whole_token(area + local)], [whole_token(NO_AREA + local)]]


def _ours(text):
    """A number of ours: its year and its serial, or its serial alone."""
    if found := OURS.search(text):
        whole = found.end() == len(text) and not DOCUMENT.fullmatch(normal(text))
        return [[f"n{found[1]}{found[2]:0>{SERIAL}}"]] if whole else []
    if found := UNDATED.fullmatch(re.sub(r"\s", "", text)):
        return [[f"n{found[1] or found[2]}"]]
    return []


def _digits(text, endings):
    """A few digits: of a serial with or without its year; of a person's number the last four, or a short one whole."""
    phone = read_phone(text)
    short = "" if phone.doubtful else dialled(phone.text)[1]
    digits = short or one_document(text)
    if not re.fullmatch(rf"\d{{1,{GUESSED}}}|\d{{3}}X", digits):
        return []

    groups = [[f"n{digits.lower()}"]]
    if year := TOGETHER.match(digits):
        groups.append([f"n{year[0]}{digits[4:]:0>{SERIAL}}"])
    if endings and len(digits) == 4:
        groups.append([last_four_token(digits)])
    if endings and len(digits) > 4:
        groups.append([whole_token(digits)])
    return groups


def _document(text):
    number = one_document(text)
    return [[whole_token(number)]] if DOCUMENT.fullmatch(number) else []


def _mixed(text, endings):
    """A name and a number side by side; else words with digits in them, such as a unit's."""
    groups = [words] if (words := _words(text)) else []
    if found := NAMED.fullmatch(text):
        words = _words(found[1])
        groups += [sorted({*words, *group}) for group in alternatives(found[2], endings=endings)]
    return groups
