"""Working days with 调休, as data: a year is known once its State Council notice is imported."""

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from .errors import DomainError
from .models import CalendarDay, CalendarYear

CACHE_KEY = "core.calendar.v1"


def _table():
    """(years known, {date: is_workday} of the days that differ from Monday-Friday)."""
    table = cache.get(CACHE_KEY)
    if table is None:
        table = (
            frozenset(CalendarYear.objects.values_list("year", flat=True)),
            dict(CalendarDay.objects.values_list("date", "is_workday")),
        )
        cache.set(CACHE_KEY, table, 60)
    return table


def years_known():
    return set(_table()[0])


def is_workday(day):
    """True or False; None when the year's notice has not been imported."""
    years, days = _table()
    if day.year not in years:
        return None
    return days.get(day, day.weekday() < 5)


def import_year(year, rows, source):
    """Replaces a year. rows: [(date, is_workday, note)] of every day that differs from Monday-Friday. Raises DomainError."""
    if wrong := [day for day, _, _ in rows if day.year != year]:
        raise DomainError(f"日期{wrong[0]}不在{year}年。", field="text")
    with transaction.atomic():
        CalendarYear.objects.update_or_create(year=year, defaults={"source": source, "imported_at": timezone.now()})
        CalendarDay.objects.filter(date__year=year).delete()
        CalendarDay.objects.bulk_create(CalendarDay(date=day, is_workday=works, note=note) for day, works, note in rows)
        transaction.on_commit(lambda: cache.delete(CACHE_KEY))
    cache.delete(CACHE_KEY)
