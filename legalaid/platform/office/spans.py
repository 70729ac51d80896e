"""Days as people write them, read and written again: 2026年, 3月, 2026-03-05, 上月, 3月1日至3月9日."""

import re
from datetime import date, timedelta

from legalaid.platform.core import words

YEAR = re.compile(r"([12]\d{3})年?")
MONTH = re.compile(r"(?:([12]\d{3})[年-])?(\d{1,2})月?")
DAY = re.compile(r"(?:([12]\d{3})[年-])?(\d{1,2})[月-](\d{1,2})日?")
POSSIBLE = (
    "今天、昨天、本周、上周、本月、上月、今年、去年、2026年、2026年3月、3月5日、3月1日至3月9日"
)


def span(text, today):
    """(first day, last day) of what is written, or None."""
    begin, to, end = text.partition("至")
    if to:
        first, last = _one(begin, today), _one(end, today)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return _one(text, today)


def _one(text, today):
    if named := _named(today).get(text):
        return named

    try:
        return _of_numbers(text, today)
    except ValueError:  # no such day
        return None


def _of_numbers(text, today):
    if found := YEAR.fullmatch(text):
        year = int(found[1])
        return date(year, 1, 1), date(year, 12, 31)
    if (found := MONTH.fullmatch(text)) and (found[1] or text.endswith("月")):
        return _month(date(int(found[1] or today.year), int(found[2]), 1))
    if found := DAY.fullmatch(text):
        day = date(int(found[1] or today.year), int(found[2]), int(found[3]))
        return day, day
    return None


def _named(today):
    monday = today - timedelta(days=today.weekday())
    yesterday = today - timedelta(days=1)
    last_month = today.replace(day=1) - timedelta(days=1)
    week = timedelta(days=6)
    return {
        "今天": (today, today),
        "昨天": (yesterday, yesterday),
        "本周": (monday, monday + week),
        "上周": (monday - week - timedelta(days=1), monday - timedelta(days=1)),
        "本月": _month(today),
        "上月": _month(last_month),
        "今年": (today.replace(month=1, day=1), today.replace(month=12, day=31)),
        "去年": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }


def _month(day):
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def said(first, last):
    """The shortest way to write these days."""
    if first == last:
        return words.day(first)
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first.year}年"
    return words.month(first) if (first, last) == _month(first) else words.period(first, last)
