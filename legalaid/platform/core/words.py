"""Every way we write a date, a moment, a period and a sum; sums are written by `money`."""

from django.utils import timezone

from .money import spelt

IN_LETTERS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


def day(value):
    """2026年3月3日"""
    if not value:
        return ""
    local = _local(value)
    return f"{local.year}年{local.month}月{local.day}日"


def month(value):
    """2026年3月"""
    return f"{value.year}年{value.month}月"


def near(value):
    """3月3日, where the year is plain."""
    local = _local(value)
    return f"{local.month}月{local.day}日"


def near_moment(value):
    """3月3日 14:05, where the year is plain."""
    return f"{near(value)} {hour(value)}"


def hour(value):
    """14:05"""
    return f"{_local(value):%H:%M}"


def moment(value):
    """3月3日 14:05, with the year when it is not this one."""
    if not value:
        return ""
    local = timezone.localtime(value)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    return f"{year}{near_moment(value)}"


def period(first, last):
    """2026年1月1日至2026年3月31日"""
    return f"{day(first)}至{day(last)}"


def _local(value):
    return timezone.localtime(value) if hasattr(value, "hour") else value


def numeral(number):
    """A whole number as letters write it: 三, 十五, 二十四, 一百二十."""
    text = spelt(number).translate(IN_LETTERS) or "零"
    return text.removeprefix("一") if text.startswith("一十") else text
