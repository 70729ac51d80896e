"""What is certain of a year whose notice is not in: the statute's own days, and the days too far from them to be moved."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from legalaid.platform.core.holidays import certain, statutory


@pytest.mark.parametrize(("year", "days"), [
    (2025, "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06"),
    (2026, "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03"),
    (2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"),
    (2028, "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03"),
    (2031, "01-01 01-22 01-23 01-24 01-25 04-05 05-01 05-02 06-24 10-01 10-02 10-03"),
    (2041, ""), (2024, ""),
])  # fmt: skip
def test_days_of_the_statute(year, days):
    assert " ".join(f"{day:%m-%d}" for day in sorted(statutory(year))) == days


@pytest.mark.parametrize(("day", "works"), [
    ("2027-01-01", False), ("2027-01-02", None), ("2027-01-04", None), ("2027-01-11", None), ("2027-01-12", True), ("2027-01-16", False),
    ("2027-01-26", None), ("2026-12-31", None), ("2027-03-10", True), ("2027-03-13", False), ("2027-04-05", False), ("2027-07-17", False),
    ("2027-07-20", True), ("2027-10-13", None), ("2027-10-14", True), ("2041-03-12", None), ("2019-03-12", None),
])  # fmt: skip
def test_what_is_certain_of_a_day(day, works):
    assert certain(date.fromisoformat(day)) is works


def test_no_notice_under_the_revised_statute_says_otherwise():
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(730)]
    told = [day for day in days if certain(day) is not None]
    wrong = [day for day in told if certain(day) != chinese_calendar.is_workday(day)]
    assert (wrong, len(told)) == ([], 483)
