"""Where a period turns amber and red, to the second, and which day it ends on: every date is written out.

2026: 14 and 28 February worked, 15-23 February 春节; 4-6 April 清明; 1-5 May 五一, 9 May worked; 20 September and 10 October worked,
1-7 October 国庆.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from legalaid.platform.procedure.clocks import Rule, Unit, as_end, as_start, compute
from legalaid.platform.procedure.models import Deadline

pytestmark = pytest.mark.django_db

# begin, due: the last second that is green and the first that is amber (a third of the period is left, or two days)
AMBER = (
    ("2026-03-03T09:00:00", "2026-03-03T09:30:00", "2026-03-03T09:19:59", "2026-03-03T09:20:00"),  # half an hour: ten minutes
    ("2026-03-03T09:00:00", "2026-03-04T09:00:00", "2026-03-04T00:59:59", "2026-03-04T01:00:00"),  # a day: eight hours
    ("2026-03-03T00:00:00", "2026-03-06T00:00:00", "2026-03-04T23:59:59", "2026-03-05T00:00:00"),  # three days: one
    ("2026-03-03T00:00:00", "2026-03-09T00:00:00", "2026-03-06T23:59:59", "2026-03-07T00:00:00"),  # six days: two
    ("2026-03-03T00:00:00", "2026-03-10T00:00:00", "2026-03-07T23:59:59", "2026-03-08T00:00:00"),  # seven: two, no more
    ("2026-03-03T00:00:00", "2026-04-02T00:00:00", "2026-03-30T23:59:59", "2026-03-31T00:00:00"),  # thirty: two
)  # fmt: skip


@pytest.mark.parametrize(("begin", "due", "green", "amber"), AMBER)
def test_amber_begins_with_the_last_third_and_at_most_two_days(begin, due, green, amber):
    row = Deadline(started_at=as_start(begin), due_at=as_start(due))
    moments = (green, amber, due)
    assert [row.colour(as_start(at)) for at in moments] == ["calm", "soon", "soon"]
    assert row.colour(as_start(due) + timedelta(seconds=1)) == "late"


@pytest.mark.parametrize(
    ("begun", "left", "colour"),
    [(60, 31, "calm"), (60, 29, "soon"), (60, 1, "soon"), (60, -1, "late")],
)
def test_chip_of_a_case_turns_at_the_same_third(begun, left, colour):
    now = timezone.now()
    case = Case(due_from=now - timedelta(minutes=begun), due_at=now + timedelta(minutes=left))
    assert case.clock_colour == colour


def test_what_is_paused_met_or_cancelled_has_no_colour():
    begin, due = as_start("2026-03-03"), as_start("2026-03-10")
    rows = (
        Deadline(started_at=begin, due_at=None),
        Deadline(started_at=begin, due_at=due, met_at=begin),
        Deadline(started_at=begin, due_at=due, cancelled_at=begin),
    )
    assert [row.colour(due) for row in rows] == ["quiet"] * 3
    assert Case(due_from=begin, due_at=None).clock_colour == "quiet"


# days, begin, pauses, last day
DAYS = (
    (7, "2026-03-06", (), date(2026, 3, 13)),
    (7, "2026-03-07", (), date(2026, 3, 16)),  # the 14th is a Saturday
    (7, "2026-03-08", (), date(2026, 3, 16)),  # the 15th is a Sunday
    (7, "2026-03-28", (), date(2026, 4, 7)),  # 清明
    (7, "2026-04-24", (), date(2026, 5, 6)),  # 五一
    (7, "2026-05-02", (), date(2026, 5, 9)),  # a Saturday that is worked
    (7, "2026-09-13", (), date(2026, 9, 20)),  # a Sunday that is worked
    (7, "2026-10-03", (), date(2026, 10, 10)),  # a Saturday that is worked
    (7, "2026-02-08", (), date(2026, 2, 24)),  # 春节
    (1, "2026-03-05", (), date(2026, 3, 6)),
    (1, "2026-03-06", (), date(2026, 3, 9)),
    # a pause within the period: its days do not count, both ends included
    (7, "2026-03-03", (("2026-03-03", "2026-03-03"),), date(2026, 3, 10)),  # of the day it began on nothing is left out
    (7, "2026-03-03", (("2026-03-03", "2026-03-05"),), date(2026, 3, 12)),
    (7, "2026-03-03", (("2026-03-06", "2026-03-09"),), date(2026, 3, 16)),  # the 14th is a Saturday
    (7, "2026-03-06", (("2026-03-13", "2026-03-13"),), date(2026, 3, 16)),  # the last day paused: the 14th is a Saturday
    (7, "2026-03-03", (("2026-03-04", "2026-03-04"), ("2026-03-06", "2026-03-06")), date(2026, 3, 12)),
    # a pause after the counted days: a roll does not stop on a paused day
    (7, "2026-03-07", (("2026-03-16", "2026-03-17"),), date(2026, 3, 18)),
    (7, "2026-03-07", (("2026-03-15", "2026-03-15"),), date(2026, 3, 16)),
    (7, "2026-03-07", (("2026-03-16", "2026-03-20"),), date(2026, 3, 23)),  # over the next weekend too
    (7, "2026-04-24", (("2026-05-06", "2026-05-06"),), date(2026, 5, 7)),
)  # fmt: skip


def last_day(rule, begin, pauses=(), **more):
    spans = [(as_start(first), as_end(last)) for first, last in pauses]
    return timezone.localdate(compute(rule, as_start(begin), spans, **more).at)


@pytest.mark.parametrize(("limit", "begin", "pauses", "expected"), DAYS)
def test_natural_days_end_on_this_day(limit, begin, pauses, expected):
    assert last_day(Rule("x", "X", "x", limit), begin, pauses) == expected


@pytest.mark.parametrize(
    ("limit", "begin", "pauses", "expected"),
    [
        (3, "2026-04-02", (), date(2026, 4, 8)),  # the 3rd, 7th and 8th
        (3, "2026-05-07", (), date(2026, 5, 11)),  # the 8th, the worked Saturday and the 11th
        (3, "2026-05-07", (("2026-05-09", "2026-05-09"),), date(2026, 5, 12)),
        (5, "2026-02-12", (), date(2026, 2, 26)),  # the 13th, the worked 14th, the 24th, 25th and 26th
        (1, "2026-03-06", (), date(2026, 3, 9)),
        (1, "2026-03-06", (("2026-03-09", "2026-03-10"),), date(2026, 3, 11)),
    ],
)  # fmt: skip
def test_working_days_end_on_this_day(limit, begin, pauses, expected):
    assert last_day(Rule("x", "X", "x", limit, Unit.WORKDAY), begin, pauses) == expected


@pytest.mark.parametrize(
    ("set_due", "expected"),
    [
        (date(2026, 3, 13), date(2026, 3, 13)),
        (date(2026, 3, 14), date(2026, 3, 16)),
        (date(2026, 5, 1), date(2026, 5, 6)),
        (date(2026, 5, 9), date(2026, 5, 9)),
    ],
)
def test_day_set_by_a_notice_ends_on_this_day(set_due, expected):
    assert last_day(Rule("x", "X", "x", 0, Unit.SET), "2026-03-03", set_due=set_due) == expected


def test_period_that_does_not_roll_ends_on_its_rest_day():
    fixed = Rule("x", "X", "x", 7, roll=False)
    assert last_day(fixed, "2026-03-07") == date(2026, 3, 14)
    given = Rule("x", "X", "x", 0, Unit.SET, roll=False)
    assert last_day(given, "2026-03-03", set_due=date(2026, 3, 14)) == date(2026, 3, 14)


def test_day_ends_with_its_last_second():
    due = compute(Rule("x", "X", "x", 1), as_start("2026-03-03T09:00"))
    assert due.at == as_start("2026-03-04T23:59:59")


@pytest.mark.parametrize(
    ("begin", "pauses", "expected"),
    [
        ("2026-03-06T10:00", (), "2026-03-07T10:00"),
        ("2026-03-06T10:00", (("2026-03-06T22:00", "2026-03-07T02:00"),), "2026-03-07T14:00"),
        ("2026-03-06T10:00", (("2026-03-06T08:00", "2026-03-06T11:00"),), "2026-03-07T11:00"),
        ("2026-03-06T10:00", (("2026-03-07T10:00", "2026-03-07T12:00"),), "2026-03-07T10:00"),  # it was over by then
        ("2026-03-06T10:00", (("2026-03-06T22:00", "2026-03-07T02:00"), ("2026-03-07T11:00", "2026-03-07T12:00")), "2026-03-07T15:00"),
    ],
)  # fmt: skip
def test_hours_run_on_but_for_their_pauses(begin, pauses, expected):
    spans = [(as_start(first), as_start(last)) for first, last in pauses]
    due = compute(Rule("x", "X", "x", 24, Unit.HOUR), as_start(begin), spans)
    assert due.at == as_start(expected)


def test_promise_stands_still_in_the_same_pause():
    rule = Rule("x", "X", "x", 7, promised_limit=3)
    pause = (as_start("2026-03-05"), as_end("2026-03-06"))
    due = compute(rule, as_start("2026-03-03"), [pause])
    days = [timezone.localdate(moment) for moment in (due.at, due.promised_at)]
    assert days == [date(2026, 3, 12), date(2026, 3, 10)]
