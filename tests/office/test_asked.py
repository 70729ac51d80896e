"""Whatever stands in an address or a hidden field, reading it gives a value and never an error."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from legalaid.platform.office.asked import as_number, as_token, as_year

NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight, here


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1000000000000000000", None),  # longer than a key of the database
        ("", None),
        (None, None),
        ("-1", None),
        (" 1", None),
        ("1\n", None),
        ("1.0", None),
        ("²", None),
        ("٣", None),
        ("三", None),
    ],
)
def test_number_is_written_in_digits_and_fits_a_key(text, number):
    assert as_number(text) == number


@pytest.mark.parametrize(
    ("text", "year"), [("2026", 2026), ("1999", 2000), ("0", 2000), ("2101", 2100), ("99999", 2100)]
)
def test_year_is_the_nearest_the_office_keeps_books_of(text, year):
    assert as_year(text) == year


@pytest.mark.parametrize("text", ["", None, "今年", "-2026"])
def test_year_that_is_none_is_this_one(text, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEAR)
    assert as_year(text) == 2027


@pytest.mark.parametrize("text", ["", None, "7", "not-a-token", "ffffffff-ffff-ffff-ffff"])
def test_token_that_is_none_is_nothing(text):
    assert as_token(text) is None


def test_token_is_read_as_it_was_written():
    written = "0f3b8c52-7a1e-4c0d-9b6a-2d5e8f1a7c34"
    assert as_token(written) == UUID(written)
