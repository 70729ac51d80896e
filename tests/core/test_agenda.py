"""Clashes of one person's time, whatever app it comes from."""

from datetime import UTC, date, datetime, timedelta

from legalaid.platform.office.agenda import Entry, Source, Span, clashes, days_of

DUTY, COURT, AWAY = (Source(key, key, None) for key in ("duty", "court", "away"))
LI, WANG = (1, "李"), (2, "王")


def entry(day, hour, hours, *people, absence=False):
    at = datetime(2026, 3, day, hour, tzinfo=UTC)
    return Entry(key=day, at=at, until=at + timedelta(hours=hours) if hours else None, label="", text="", url="", people=people,
                 absence=absence)  # fmt: skip


def names(pairs):
    return [(name, one[0].key, other[0].key) for name, one, other in clashes(pairs)]


def test_person_at_two_places_at_once_clashes():
    assert names([(DUTY, entry(3, 9, 8, LI)), (COURT, entry(3, 15, 3, LI))]) == [
        ("李", "duty", "court")
    ]


def test_two_persons_or_times_that_only_touch_do_not_clash():
    pairs = [
        (DUTY, entry(3, 9, 3, LI)),
        (COURT, entry(3, 9, 3, WANG)),
        (COURT, entry(3, 12, 3, LI)),
    ]
    assert names(pairs) == []


def test_moment_takes_nobodys_time():
    assert names([(DUTY, entry(3, 9, 8, LI)), (COURT, entry(3, 10, 0, LI))]) == []


def test_duty_on_leave_clashes_and_two_leaves_do_not():
    away = [(AWAY, entry(3, 0, 72, LI, absence=True)), (AWAY, entry(4, 0, 24, LI, absence=True))]
    assert names([*away, (DUTY, entry(5, 9, 8, LI))]) == [("李", "away", "duty")]


def test_absence_stands_on_every_day_of_it():
    days = days_of(entry(3, 0, 72, LI, absence=True), UTC)
    assert days == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]
    assert days_of(entry(3, 9, 8, LI), UTC) == [date(2026, 3, 3)]


def test_span_meets_only_what_overlaps_it():
    span = Span(1, datetime(2026, 3, 3, 9), datetime(2026, 3, 3, 12), "")
    found = [
        span.meets(datetime(2026, 3, 3, begin), datetime(2026, 3, 3, end))
        for begin, end in ((8, 9), (11, 13), (12, 13))
    ]
    assert found == [False, True, False]
