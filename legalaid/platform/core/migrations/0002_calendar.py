"""Seeds the calendar of the years whose State Council notices the chinesecalendar package carries (2022-2026)."""

from datetime import date, timedelta

import chinese_calendar
from django.db import migrations

YEARS = range(2022, 2027)


def seed(apps, schema_editor):
    year_model, day_model = apps.get_model("core", "CalendarYear"), apps.get_model("core", "CalendarDay")
    for year in YEARS:
        year_model.objects.get_or_create(year=year, defaults={"source": "国务院办公厅关于部分节假日安排的通知"})
        day, rows = date(year, 1, 1), []
        while day.year == year:
            works = chinese_calendar.is_workday(day)
            if works != (day.weekday() < 5):
                holiday = chinese_calendar.get_holiday_detail(day)[1]
                rows.append(day_model(date=day, is_workday=works, note="调休上班" if works else str(holiday or "放假")))
            day += timedelta(days=1)
        day_model.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
