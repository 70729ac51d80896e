"""Fewer than seven days to the end of a limitation, and what goes together with it (Law art. 44)."""

from datetime import date

import pytest

from cases.law.urgency import fault, too_short

TODAY = date(2026, 9, 27)


@pytest.mark.parametrize(
    ("ends", "short"),
    [
        (None, False),
        (date(2026, 9, 26), False),  # over
        (date(2026, 9, 27), True),
        (date(2026, 10, 3), True),  # six days, in the middle of the holiday
        (date(2026, 10, 4), False),  # seven
    ],
)
def test_fewer_than_seven_days_are_too_few(ends, short):
    assert too_short(ends, TODAY) == short


@pytest.mark.parametrize(
    ("urgency", "ends", "note", "field"),
    [
        ("normal", None, "", None),
        ("normal", date(2026, 12, 1), "", None),
        ("normal", date(2026, 9, 30), "", "urgency"),
        ("limit", None, "", "limitation_on"),
        ("limit", date(2026, 9, 30), "", None),
        ("limit", date(2026, 10, 4), "", "limitation_on"),
        ("limit", date(2026, 9, 20), "", "limitation_on"),
        ("preserve", None, "", None),
        ("urgent", None, "急", "urgency_note"),
        ("urgent", None, "本省条例规定的情形", None),
    ],
)
def test_what_does_not_go_together_is_said_beside_its_field(urgency, ends, note, field):
    found = fault(urgency, ends, note, TODAY)
    assert (found and found[0]) == field
