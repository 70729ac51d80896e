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


def short(value):
    """3月3日, with the year when it is not this one."""
    if not value:
        return ""
    return near(value) if _local(value).year == timezone.localdate().year else day(value)


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


def left(due, now, *, promised=False):
    """还剩 3 天 (days of the calendar), 今天, 今天 17:30 前; past: 超 20 分钟, 超 3 小时, 超 1 天. `due`, `now` are moments. What was
    `promised` and not kept says so: 承诺已超 1 天."""
    begin, end = timezone.localtime(now), timezone.localtime(due)
    days = (end.date() - begin.date()).days
    if now > due:
        passed = f"超 {-days} 天" if days else f"超 {_passed(now - due)}"
        return f"承诺已{passed}" if promised else passed
    if days:
        return f"还剩 {days} 天"
    return "今天" if (end.hour, end.minute) == (23, 59) else f"今天 {hour(due)} 前"


def _passed(time):
    minutes = int(time.total_seconds()) // 60
    return f"{minutes // 60} 小时" if minutes >= 60 else f"{max(minutes, 1)} 分钟"


def _local(value):
    return timezone.localtime(value) if hasattr(value, "hour") else value


def numeral(number):
    """A whole number as letters write it: 三, 十五, 二十四, 一百二十."""
    text = spelt(number).translate(IN_LETTERS) or "零"
    return text.removeprefix("一") if text.startswith("一十") else text
