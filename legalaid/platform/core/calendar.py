"""Working days with 调休, as data: a year is known once its State Council notice is imported."""

import re
from datetime import date, datetime, time, timedelta

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


def missing_years(today):
    """Years whose notice should be in by now: this one, and from 1 November the next."""
    wanted, known = [today.year, *([today.year + 1] if today.month >= 11 else [])], years_known()
    return [year for year in wanted if year not in known]


def is_workday(day):
    """True or False; None when the year's notice has not been imported."""
    return workdays([day])[day]


def workdays(dates):
    """{date: True, False or None} as is_workday says, of many dates at once."""
    years, days = _table()
    return {day: days.get(day, day.weekday() < 5) if day.year in years else None for day in dates}


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
        transaction.on_commit(lambda: cache.delete(CACHE_KEY), robust=True)

    cache.delete(CACHE_KEY)


DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"


def parse_notice(text, year):
    """Rows for import_year out of the notice's own sentences: "春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。"

    Raises DomainError when no day off is found.
    """
    rows, note = {}, "放假"
    for line in re.split(r"[\n。；]", re.sub(r"（[^）]*）|\([^)]*\)", "", text)):
        if match := re.match(r"\s*(?:[一二三四五六七八九十]+、)?\s*(\w+?)[：:]", line):
            note = match.group(1)
        days = [_read_day(m, year) for m in _with_months(line)]
        if not days:
            continue
        if "上班" in line:
            rows.update(dict.fromkeys(days, (True, f"{note}调休")))
        elif "放假" in line:
            last = days[1] if len(days) > 1 and "至" in line else days[0]
            span = (last - days[0]).days if last >= days[0] else 0
            rows.update({days[0] + timedelta(days=n): (False, note) for n in range(span + 1)})
    found = [
        (day, works, note)
        for day, (works, note) in sorted(rows.items())
        if day.year == year and (day.weekday() < 5) != works
    ]
    if not any(not works for _, works, _ in found):
        raise DomainError("没有从文字中认出放假日期，请粘贴国务院办公厅通知的原文。", field="text")
    return found


def _with_months(line):
    month = None
    for match in re.finditer(DAY, line):
        month = match.group(2) or month
        if month:
            yield match.group(1), month, match.group(3)


def _read_day(parts, year):
    try:
        return date(int(parts[0] or year), int(parts[1]), int(parts[2]))
    except ValueError:
        raise DomainError(f"日期{parts[1]}月{parts[2]}日不存在。", field="text") from None
