"""Limits for appeal and suit, worked out by hand around 国庆, 中秋, 元旦 and 春节 with their make-up days."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from cases.law.appeals import limit_of
from legalaid.platform.procedure.clocks import RULES, compute

# kind, stage, document, received, last day
TABLE = (
    ("civil", "一审", "判决书", date(2025, 9, 18), date(2025, 10, 9)),  # 10月3日 is a holiday
    ("civil", "一审", "判决书", date(2025, 9, 13), date(2025, 9, 28)),  # a Sunday worked instead
    ("civil", "一审", "裁定书", date(2025, 10, 1), date(2025, 10, 11)),  # a Saturday worked instead
    ("civil", "一审", "裁定书", date(2026, 2, 13), date(2026, 2, 24)),
    ("criminal", "一审", "判决书", date(2025, 9, 22), date(2025, 10, 9)),
    ("criminal", "一审", "判决书", date(2025, 12, 22), date(2026, 1, 4)),  # a Sunday worked instead
    ("criminal", "一审", "裁定书", date(2025, 9, 25), date(2025, 9, 30)),
    ("criminal", "一审", "裁定书", date(2025, 9, 26), date(2025, 10, 9)),
    ("criminal", "一审", "判决书", date(2026, 9, 17), date(2026, 9, 28)),  # 中秋 to the 27th
    ("administrative", "一审", "判决书", date(2026, 2, 13), date(2026, 2, 28)),
    ("administrative", "一审", "裁定书", date(2026, 2, 9), date(2026, 2, 24)),
    ("administrative", "行政复议", "行政复议决定书", date(2025, 9, 24), date(2025, 10, 9)),
    ("civil", "仲裁", "仲裁裁决书", date(2026, 2, 1), date(2026, 2, 24)),
    ("civil", "仲裁", "仲裁裁决书", date(2026, 1, 30), date(2026, 2, 14)),
    ("civil", "仲裁", "仲裁裁决书", date(2026, 9, 16), date(2026, 10, 8)),
    ("civil", "二审", "判决书", date(2026, 3, 16), date(2026, 9, 16)),
    ("civil", "二审", "判决书", date(2025, 8, 31), date(2026, 2, 28)),  # a Saturday worked instead
    ("civil", "二审", "裁定书", date(2026, 4, 3), date(2026, 10, 8)),  # 国庆
    (
        "administrative",
        "二审",
        "判决书",
        date(2025, 7, 4),
        date(2026, 1, 4),
    ),  # a Sunday worked instead
)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "stage", "document", "received", "last"), TABLE)
def test_limit_ends_on_the_day_worked_out_by_hand(kind, stage, document, received, last):
    rule = RULES[limit_of(kind, stage, document)]
    start = timezone.make_aware(datetime(received.year, received.month, received.day))
    assert timezone.localdate(compute(rule, start).at) == last


@pytest.mark.parametrize(
    ("kind", "stage", "document"),
    [
        ("civil", "一审", "调解书"),
        ("civil", "一审", "准予撤诉裁定书"),
        ("civil", "二审", "调解书"),
        ("criminal", "二审", "判决书"),
        ("civil", "仲裁", "仲裁调解书"),
        ("criminal", "侦查", "起诉意见书"),
        ("criminal", "审查起诉", "起诉书"),
        ("administrative", "行政复议", "行政复议调解书"),
    ],
)
def test_no_limit_runs_from_what_cannot_be_appealed(kind, stage, document):
    assert limit_of(kind, stage, document) == ""
