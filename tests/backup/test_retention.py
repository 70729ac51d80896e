"""Which backups stay: by hand, one a day over a year and more, with gaps, and whatever was proven last."""

from datetime import datetime, timedelta

from legalaid.platform.backup.retention import kept

NOW = datetime(2026, 11, 28, 1, 30)
KEEP = (14, 8, 12)


def days_ago(*days):
    return {NOW - timedelta(days=count) for count in days}


def test_of_a_year_of_nights_days_weeks_and_months_stay():
    stays = kept(days_ago(*range(400)), KEEP)
    assert stays == days_ago(*range(14)) | {
        datetime(2026, 11, 8, 1, 30),
        datetime(2026, 11, 1, 1, 30),
        datetime(2026, 10, 31, 1, 30),
        datetime(2026, 10, 25, 1, 30),
        datetime(2026, 10, 18, 1, 30),
        datetime(2026, 10, 11, 1, 30),
        *(datetime(2026, month, day, 1, 30) for month, day in MONTH_ENDS),
        datetime(2025, 12, 31, 1, 30),
    }


MONTH_ENDS = ((9, 30), (8, 31), (7, 31), (6, 30), (5, 31), (4, 30), (3, 31), (2, 28), (1, 31))


def test_of_several_on_one_day_the_newest_stays():
    hours = {NOW - timedelta(minutes=count) for count in (0, 20, 80)}
    assert kept(hours | days_ago(1), (14, 0, 0)) == {NOW, *days_ago(1)}


def test_days_without_a_backup_are_not_counted():
    assert kept(days_ago(100, 200, 300), (3, 0, 0)) == days_ago(100, 200, 300)


def test_same_week_and_month_of_another_year_is_another():
    for keep in ((0, 2, 0), (0, 0, 2)):
        assert kept(days_ago(0, 364), keep) == days_ago(0, 364)


def test_the_newest_stays_whatever_is_asked():
    assert kept(days_ago(0, 1), (0, 0, 0)) == days_ago(0)


def test_the_last_proven_one_stays_however_old():
    assert kept(days_ago(0, 1, 900), (1, 0, 0), good=min(days_ago(900))) == days_ago(0, 900)
