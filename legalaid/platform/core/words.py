"""Every way we write a date, a moment, a period and a sum."""

from django.utils import timezone


def day(value):
    """2026年3月3日"""
    if not value:
        return ""
    local = timezone.localtime(value) if hasattr(value, "hour") else value
    return f"{local.year}年{local.month}月{local.day}日"


def moment(value):
    """3月3日 14:05, with the year when it is not this one."""
    if not value:
        return ""
    local = timezone.localtime(value)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"
