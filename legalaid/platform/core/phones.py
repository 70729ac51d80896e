"""A telephone number as people write it, in one spelling: 13900001001, 0831-5212348-801, 4008208820, 95518, +85291234567.

What is certain is written anew; what is not is kept as it is and `doubtful`; it is for a form to refuse it and for a sheet to mark it.
"""

import re
import unicodedata
from dataclasses import dataclass

from .text import visible

NOBODY = ("无", "没有", "无电话", "未知", "不详", "未留", "未提供", "暂无", "保密", "-", "--", "/", "n/a", "null", "none")  # fmt: skip
EXAMPLE = "13900001234、0831-5212348、4008208820 或 12348"
SHORT = 30  # characters kept of what is doubtful

SIGNS = re.compile(r"[\s\-－‐‑‒–—―_.·()]")
ASIDE = re.compile(r"\((?:[^()\d]*)\)")  # （本人）
CALLED = re.compile(r"^(?:手机|电话|联系电话|座机|固话|tel|mobile|phone)(?:号码?)?[::]?", re.I)
EXTENSION = re.compile(r"(?:转(?:分机)?|分机|ext\.?|x|#|,|-)\s*(\d{1,6})$", re.I)
MOBILE = re.compile(r"1[3-9]\d{9}")
LOCAL = re.compile(r"[2-8]\d{6,7}")
FREE = re.compile(r"[48]00\d{7}")
SERVICE = re.compile(r"11[0249]|12[02]|100\d{2}|12\d{3}|9[56]\d{3,4}|11\d{3}|1010\d{4}")
AREA = re.compile(r"(010|02\d|0[3-9]\d{2})(\d*)")
ABROAD = re.compile(r"\+[1-9]\d{6,14}")
NEIGHBOURS = re.compile(r"(?:852|853)\d{8}|886\d{9}")  # Hong Kong, Macao, Taiwan, without their +
SPELLED = re.compile(r"(?:(0\d{2,3})-|(\+85[23]|\+886))?(\d+)(?:-\d+)?$")
MASKED = re.compile(r"[\d*x]*\*[\d*x]*", re.I)


@dataclass(frozen=True)
class Phone:
    """`text`: what is kept; "" where nobody is reached by it."""

    text: str
    doubtful: bool = False


def read_phone(written):
    """The number in its one spelling. A number the sender masked identifies nobody, and is none."""
    text = unicodedata.normalize("NFKC", visible(str(written))).strip()
    if text.casefold() in ("", *NOBODY) or MASKED.fullmatch(SIGNS.sub("", text)):
        return Phone("")

    bare = CALLED.sub("", ASIDE.sub("", text)).strip(" ,;:、。；")
    number = _spelled(bare)
    return Phone(number) if number else Phone(text[:SHORT], doubtful=True)


def dialled(spelled):
    """(area code or that of Hong Kong, Macao or Taiwan, the number there) of a telephone in its one spelling; no extension."""
    found = SPELLED.match(spelled)
    return (found[1] or found[2] or "", found[3]) if found else ("", SIGNS.sub("", spelled))


def one_line(written):
    """What two who write down one number have in common: a landline without area code and extension."""
    if MOBILE.fullmatch(written):
        return written
    phone = read_phone(written)
    return phone.text if phone.doubtful else dialled(phone.text)[1]


def _spelled(text):
    """The one spelling of a single number; "" for what is none."""
    digits = SIGNS.sub("", text)
    if whole := _of_digits(digits):
        return whole

    extended = EXTENSION.search(text)
    if not extended:
        return ""
    number = _of_digits(SIGNS.sub("", text[: extended.start()]))
    reaches_many = number and not MOBILE.fullmatch(number) and not SERVICE.fullmatch(number)
    return f"{number}-{extended[1]}" if reaches_many else ""


def _of_digits(digits):
    home = re.sub(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)", "", digits)
    if home != digits and re.fullmatch(r"10\d{8}|2\d{9}|[3-9]\d{9,10}", home):
        home = f"0{home}"  # +86 831 5212348
    if any(kind.fullmatch(home) for kind in (MOBILE, LOCAL, FREE, SERVICE)):
        return home
    if re.fullmatch(r"0" + MOBILE.pattern, home):
        return home[1:]  # as one dials from another town

    if area := AREA.fullmatch(home):
        return _landline(*area.groups())
    return _abroad(digits)


def _landline(area, rest):
    length = 8 if len(area) == 3 else 7
    fits = LOCAL.fullmatch(rest) or (rest[:1] in "19" and len(rest) == 8)
    right = fits and len(rest) in (length, 8)
    return f"{area}-{rest}" if right or re.fullmatch(r"12\d{3}|9[56]\d{3,4}", rest) else ""


def _abroad(digits):
    number = re.sub(r"^00(?=[1-9])", "+", digits)
    if NEIGHBOURS.fullmatch(number):
        number = f"+{number}"
    mainland = number.startswith("+86")
    return number if ABROAD.fullmatch(number) and not mainland else ""
