"""The calendar years the house knows when it is new: those whose State Council notices the chinesecalendar package carries."""

from datetime import date, timedelta

import chinese_calendar

YEARS = range(2022, 2027)
SOURCE = "国务院办公厅关于{}年部分节假日安排的通知"


def load_calendar(using="default"):
    """Fills an empty calendar; an administrator's own years are left alone."""
    from .models import CalendarDay, CalendarYear  # called while the app registry is being filled

    if CalendarYear.objects.using(using).exists():
        return
    CalendarYear.objects.using(using).bulk_create(
        CalendarYear(year=year, source=SOURCE.format(year)) for year in YEARS
    )
    first, days = date(YEARS[0], 1, 1), (date(YEARS[-1], 12, 31) - date(YEARS[0], 1, 1)).days + 1
    rows = []
    for day in (first + timedelta(days=n) for n in range(days)):
        works = chinese_calendar.is_workday(day)
        if works != (day.weekday() < 5):
            rows.append(
                CalendarDay(date=day, is_workday=works, note="调休上班" if works else "放假")
            )
    CalendarDay.objects.using(using).bulk_create(rows)
