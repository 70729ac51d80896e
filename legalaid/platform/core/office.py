"""The office this installation belongs to: its names are dated rows, and each paper keeps those of its day."""

from django.core.cache import cache
from django.utils import timezone

from .models import Counter, Office

CACHE_KEY = "core.office.v1"
KEPT = 60  # seconds a page may still show the names of before
UNNAMED = dict.fromkeys(Office.NAMES, "") | {"center": "法律援助中心办案系统"}
DEMO = "demo"  # the series whose counter marks a demo county: nobody's real office


def office_on(day):
    """The names in force on that day; what is dated before the office was set up bears its first names."""
    return _of(_rows(), day)


def office_at(moment):
    return office_on(timezone.localdate(moment))


def office():
    """The names of today for a page, kept for a minute; what is issued asks `office_at`."""
    rows = cache.get(CACHE_KEY)
    if rows is None:
        rows = _rows()
        cache.set(CACHE_KEY, rows, KEPT)
    return _of(rows, timezone.localdate())


def _rows():
    """[(from when, names)], the latest first."""
    return [(row.valid_from, row.names) for row in Office.objects.all()]


def _of(rows, day):
    begun = (names for valid_from, names in rows if valid_from <= day)
    first = rows[-1][1] if rows else UNNAMED
    return next(begun, first)


def forget():
    cache.delete(CACHE_KEY)


def holds_demo():
    return Counter.objects.filter(series=DEMO).exists()
