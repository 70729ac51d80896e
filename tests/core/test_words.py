"""Every date, moment and period is written in the one way, in local time."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from legalaid.platform.core import words

LATE = datetime(2020, 3, 2, 16, 5, tzinfo=UTC)  # the third of March, five past midnight, here


@pytest.mark.parametrize(
    ("write", "value", "written"),
    [
        (words.day, date(2026, 3, 5), "2026年3月5日"),
        (words.day, LATE, "2020年3月3日"),
        (words.day, None, ""),
        (words.month, date(2026, 3, 5), "2026年3月"),
        (words.near, date(2026, 3, 5), "3月5日"),
        (words.near, LATE, "3月3日"),
        (words.near_moment, LATE, "3月3日 00:05"),
        (words.hour, LATE, "00:05"),
        (words.moment, None, ""),
    ],
)
def test_date_and_hour_as_we_write_them(write, value, written):
    assert write(value) == written


def test_moment_tells_its_year_only_when_it_is_not_this_one(monkeypatch):
    assert words.moment(LATE) == "2020年3月3日 00:05"
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATE)
    assert words.moment(LATE) == "3月3日 00:05"


def test_period_names_both_its_days():
    assert words.period(date(2026, 1, 1), date(2026, 3, 31)) == "2026年1月1日至2026年3月31日"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-30T23:59:59", "还剩 3 天"),
        ("2026-11-28T09:00:00", "还剩 1 天"),
        ("2026-11-27T23:59:59", "今天"),
        ("2026-11-27T17:30:00", "今天 17:30 前"),
        ("2026-11-27T23:30:00", "今天 23:30 前"),
        ("2026-11-27T14:00:00", "今天 14:00 前"),
        ("2026-11-27T13:00:00", "超 1 小时"),
        ("2026-11-27T13:59:50", "超 1 分钟"),
        ("2026-11-27T13:20:00", "超 40 分钟"),
        ("2026-11-27T10:59:00", "超 3 小时"),
        ("2026-11-26T23:59:59", "超 1 天"),
        ("2025-11-27T23:59:59", "超 365 天"),
    ],
)
def test_what_is_left_is_said_in_days_of_the_calendar_and_on_the_day_in_hours(due, said):
    now = timezone.make_aware(datetime(2026, 11, 27, 14))
    assert words.left(timezone.make_aware(datetime.fromisoformat(due)), now) == said


def test_short_day_tells_its_year_only_when_it_is_not_this_one(monkeypatch):
    assert (words.short(LATE), words.short(None)) == ("2020年3月3日", "")
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATE)
    assert words.short(LATE) == "3月3日"
