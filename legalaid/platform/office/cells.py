"""What stands in a cell, read as people write it: days, moments, lengths of time, yes and no. Each raises Unread with the reason and an example.

A cell is text as `sheets.cell_text` gives it; what Excel keeps as a number of days since 1899 comes as its digits.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from legalaid.platform.core.text import visible

DAY_EXAMPLE = "2026-03-05"
MOMENT_EXAMPLE = "2026-03-05 14:05"
MINUTES_EXAMPLE = "6分钟 或 00:05:32"
SERIAL_ZERO = datetime(1899, 12, 30)
SERIALS = range(14_000, 80_000)  # 1938 to 2119
LONGEST = 180  # minutes: beyond, a number alone may as well be seconds
FIGURES = "〇一二三四五六七八九"

YMD = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[日号]|(?![\d日号]))")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?")
NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?(?!\d)")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
LOST = re.compile(r"\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d)")
BEFORE_NOON, AFTER_NOON = "上午|早上|早晨|清晨|凌晨|am|a\\.m\\.", "下午|傍晚|晚上|晚|pm|p\\.m\\."
CLOCK = re.compile(
    rf"(?P<half>{BEFORE_NOON}|{AFTER_NOON}|中午|夜里|深夜|半夜)?"
    r"(?P<hour>\d{1,2})(?:[:点时](?P<minute>\d{1,2}|半|一刻|三刻|整)?)(?:[:分](?P<second>\d{1,2})?秒?)?(?:\.\d+)?"
    rf"(?P<after>{BEFORE_NOON}|{AFTER_NOON})?",
    re.I,
)
COMPACT_CLOCK = re.compile(r"(\d{2})(\d{2})(\d{2})?")
QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
LENGTH = re.compile(
    r"(?:(?P<h>\d+|半|一个半|一|两|二)(?:个?小时|时|h|hours?))?(?P<half>半)?(?:零)?"
    r"(?:(?P<m>\d+(?:\.\d+)?)(?:分钟|分|min(?:utes?)?|m|'|′))?(?:(?P<s>\d+)(?:秒钟?|s(?:ec)?|\"|″|''|′′))?",
    re.I,
)
HOURS = {"半": 0.5, "一个半": 1.5, "一": 1, "两": 2, "二": 2}
YES = ("是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "已")
NO = ("否", "无", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "0", "未")


class Unread(Exception):
    """A cell that cannot be read: why, and how it would read."""

    def __init__(self, reason, example=""):
        super().__init__(reason)
        self.reason, self.example = reason, example


def plain(text):
    """Of one width, without blanks and what cannot be seen."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", visible(text)))


def parted(text):
    """As `plain`, but a blank between two figures stays one: 2026-3-5 9:30."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", visible(text)).strip())
    return re.sub(r"(?<!\d) | (?!\d)", "", text)


def is_lost(text):
    """Whether Excel has written a long number as a power of ten, whose last digits are gone."""
    return bool(LOST.fullmatch(plain(text)))


def read_day(text):
    """A date; None where nothing stands."""
    words = _figures(parted(text))
    if not words:
        return None
    if SERIAL.fullmatch(words) and int(float(words)) in SERIALS:
        return _of_serial(words).date()

    found = YMD.match(words) or COMPACT.match(words)
    if not found:
        raise Unread(_why_no_day(words), DAY_EXAMPLE)
    rest = WEEKDAY.sub("", words[found.end() :]).strip()
    if rest and not re.fullmatch(
        r"T?(?:0{1,2}:?0{2}(?::?0{2})?(?:\.0+)?Z?|\d{1,2}:\d{2}(?::\d{2})?)|起|止", rest
    ):
        raise Unread(f"日期后面的“{rest}”读不懂", DAY_EXAMPLE)
    return _date(found)


def _date(found):
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Unread("没有这一天", DAY_EXAMPLE) from None


def _why_no_day(words):
    if MONTH.fullmatch(words):
        return "只写到月，请写到日"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}", words):
        return "看不出哪个是年、月、日"
    if NO_YEAR.match(words):
        return "没有写年份"
    return "不是日期"


def _figures(words):
    """二〇二六年三月五日 in digits."""
    if not re.match(rf"[{FIGURES}零○]{{4}}年", words):
        return words
    year, rest = words[:4].translate(str.maketrans("零○", "〇〇")), words[4:]
    digits = "".join(str(FIGURES.index(figure)) for figure in year)
    return digits + re.sub(r"[一二三四五六七八九十]+", lambda found: str(_number(found[0])), rest)


def _number(text):
    """三十一 is 31."""
    tens, ten, ones = text.rpartition("十")
    return (FIGURES.index(tens or "一") if ten else 0) * 10 + (FIGURES.index(ones) if ones else 0)


def _of_serial(words):
    moment = SERIAL_ZERO + timedelta(days=float(words))
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def read_moment(text):
    """A day and a time of it, without time zone."""
    words = _figures(parted(text))
    if not words:
        raise Unread("没有填写", MOMENT_EXAMPLE)
    if SERIAL.fullmatch(words) and int(float(words)) in SERIALS and "." in words:
        return _of_serial(words)

    found = YMD.match(words) or re.match(r"(\d{4})(\d{2})(\d{2})", words)
    if not found:
        raise Unread(_why_no_day(words).replace("不是日期", "读不懂"), MOMENT_EXAMPLE)
    rest = WEEKDAY.sub("", words[found.end() :]).lstrip("T, ").removesuffix("Z")
    if not rest:
        raise Unread("没有写几点几分", MOMENT_EXAMPLE)
    day = _date(found)
    clock, later = _clock(rest)
    return datetime.combine(day, clock) + timedelta(days=later)


def _clock(words):
    """(the time, 1 where it is past midnight of the day named)."""
    if compact := COMPACT_CLOCK.fullmatch(words):
        hour, minute, second = (int(part or 0) for part in compact.groups())
        return _time(hour, minute, second), 0

    found = CLOCK.fullmatch(re.sub(r"[+-]08:?00$", "", words))
    if not found:
        raise Unread(f"时间“{words}”读不懂", MOMENT_EXAMPLE)
    minute = (
        QUARTERS.get(found["minute"]) if found["minute"] in QUARTERS else int(found["minute"] or 0)
    )
    hour = _hour((found["half"] or found["after"] or "").lower(), int(found["hour"]))
    second = int(found["second"] or 0)
    if (hour, minute, second) == (24, 0, 0):
        return time(), 1
    return _time(hour, minute, second), 0


def _hour(half, hour):
    """The hour of the day: 下午3 is 15, 中午12 is 12, 夜里11 is 23, 夜里2 is 2."""
    if hour == 12 and re.fullmatch("上午|早上|早晨|清晨|晚上|晚|傍晚|夜里|深夜|半夜", half):
        raise Unread(f"“{half}12点”看不出是中午还是半夜", MOMENT_EXAMPLE)
    if re.fullmatch(BEFORE_NOON, half):
        return 0 if hour == 12 else hour
    late = (
        re.fullmatch(AFTER_NOON, half)
        or (half == "中午" and hour < 11)
        or (re.fullmatch("夜里|深夜|半夜", half) and hour > 6)
    )
    return hour + 12 if late and hour < 12 else hour


def _time(hour, minute, second):
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unread("没有这个时间", MOMENT_EXAMPLE) from None


def read_minutes(text, *, seconds=False):
    """Whole minutes, begun ones counted; None where nothing was said. `seconds`: a number alone counts seconds, as its heading says."""
    words = plain(text)
    if not words or words in ("0", "-", "/", "无"):
        return None

    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        whole = float(words) * (1 if seconds else 60)
        if not seconds and float(words) > LONGEST:
            raise Unread("没有写单位，看不出是分钟还是秒", MINUTES_EXAMPLE)
    elif colons := re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", words):
        hours, minutes, rest = (int(part or 0) for part in colons.groups())
        whole = hours * 3600 + minutes * 60 + rest
    else:
        whole = _said(words)
    return -(-int(whole) // 60) or None


def _said(words):
    found = LENGTH.fullmatch(re.sub("^(?:约|大约|近|不足|通话)", "", words))
    if not found or not any(found.groupdict().values()):
        raise Unread("读不懂", MINUTES_EXAMPLE)
    hours = HOURS.get(found["h"]) or float(found["h"] or 0)
    hours += 0.5 if found["half"] else 0
    return hours * 3600 + float(found["m"] or 0) * 60 + float(found["s"] or 0)


def read_yes(text):
    """Whether; None where nothing stands."""
    word = plain(text).lower()
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    raise Unread("应填“是”或“否”", "是")
