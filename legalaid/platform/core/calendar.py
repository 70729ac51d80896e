"""Working days with 调休, as data: a year is known whole once its State Council notice is imported, and until then what `holidays` says."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from .errors import DomainError
from .holidays import certain
from .models import CalendarDay, CalendarYear

CACHE_KEY = "core.calendar.v1"
_tried = ContextVar("tried", default=None)  # a calendar nobody has kept yet


def _table():
    """(years known, {date: is_workday} of the days that differ from Monday-Friday)."""
    if tried := _tried.get():
        return tried
    if _unsettled():
        return _read()

    table = cache.get(CACHE_KEY)
    if table is None:
        table = _read()
        cache.set(CACHE_KEY, table, 60)

    return table


def _read():
    return (
        frozenset(CalendarYear.objects.values_list("year", flat=True)),
        dict(CalendarDay.objects.values_list("date", "is_workday")),
    )


def _forget():
    cache.delete(CACHE_KEY)


def _unsettled():
    """Whether this transaction has changed the calendar: until it is committed it reads for itself and leaves nothing to others."""
    return any(forgets is _forget for _, forgets, _ in connection.run_on_commit)


def years_known():
    return set(_table()[0])


def missing_years(today):
    """Years whose notice should be in by now: this one, and from 1 November the next."""
    wanted, known = [today.year, *([today.year + 1] if today.month >= 11 else [])], years_known()
    return [year for year in wanted if year not in known]


def is_workday(day):
    """True or False; None where only the year's notice could tell, and it has not been imported."""
    return workdays([day])[day]


def workdays(dates):
    """{date: True, False or None} as is_workday says, of many dates at once."""
    years, days = _table()
    return {
        day: days.get(day, day.weekday() < 5) if day.year in years else certain(day)
        for day in dates
    }


def day_span(first, last):
    """The moments at which the first of two dates begins and the last ends."""
    return [
        timezone.make_aware(datetime.combine(day, time()))
        for day in (first, last + timedelta(days=1))
    ]


def import_year(year, rows, source):
    """Replaces a year. rows: [(date, is_workday, note)] of every day that differs from Monday-Friday. Raises DomainError."""
    if wrong := [day for day, _, _ in rows if day.year != year]:
        raise DomainError(f"日期{wrong[0]}不在{year}年。", field="text")

    with transaction.atomic():
        CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
        CalendarDay.objects.filter(date__year=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(date=day, is_workday=works, note=note) for day, works, note in rows
        )
        transaction.on_commit(_forget, robust=True)


def keep_notice(notice, source):
    """Keeps what a notice says: of a whole year all of it anew, else the days it names alone. Raises DomainError."""
    days = _as_said(notice)
    with transaction.atomic():
        if notice.whole:
            own = [row for row in notice.differing if row[0].year == notice.year]
            import_year(notice.year, own, source)
        CalendarDay.objects.filter(date__in=days).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(date=day, is_workday=works, note=note)
            for day, works, note in notice.differing
        )
        if not notice.whole:
            _name_source(notice.year, source)
        transaction.on_commit(_forget, robust=True)


def _as_said(notice):
    """The days a notice names, once what it makes longer is counted out by the days known."""
    years, days = _table()
    if not notice.whole and notice.year not in years:
        raise DomainError(
            f"这份通知只改动{notice.year}年的几天，而{notice.year}年的放假安排还没有导入。请先导入全年的通知，再导入这一份。",
            field="text",
        )

    notice.extended(lambda day: days.get(day, notice.days.get(day, (True, ""))[0]) is False)
    return notice.days


def _name_source(year, source):
    row = CalendarYear.objects.get(pk=year)
    row.source = f"{row.source}；{source}"[-120:]
    row.save(update_fields=["source"])


@contextmanager
def as_if_kept(notice):
    """Within it this thread reckons by the calendar as it would be with the notice; nothing is stored. Raises DomainError."""
    said = _as_said(notice)
    years, days = _table()
    left = {
        day: works
        for day, works in days.items()
        if day not in said and not (notice.whole and day.year == notice.year)
    }
    tried = (years | {notice.year}, left | {day: works for day, works, _ in notice.differing})
    with _reckoning_by(tried):
        yield


def as_it_stands():
    """Within it the calendar is read once: for much reckoning in a transaction that has changed it."""
    return _reckoning_by(_table())


@contextmanager
def _reckoning_by(table):
    token = _tried.set(table)
    try:
        yield
    finally:
        _tried.reset(token)
