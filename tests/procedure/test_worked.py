"""Every limit of the deadline table (facts 0.2) that counts time, worked out day by day over the holidays of two years (worked.txt)."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from cases.periods import ONE_TIME_NOTICE, REFUSAL_NOTICE
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.clocks import Unit, compute

pytestmark = pytest.mark.django_db
LINES = Path(__file__).with_name("worked.txt").read_text().splitlines()
WORKED = [line.split() for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(
    ("number", "start", "between", "ends"), [(n, s, b, e) for n, s, *b, e in WORKED]
)
def test_limit_ends_where_it_was_worked_out_to_end(number, start, between, ends):
    rule = clocks.find(number)
    if start == "set":
        due = compute(rule, clocks.as_start("2025-01-02"), set_due=date.fromisoformat(*between))
    else:
        stops = [stop.split("..") for stop in between if stop != "-"]
        pauses = [(clocks.as_start(begin), clocks.as_end(end)) for begin, end in stops]
        due = compute(rule, clocks.as_start(start), pauses)

    hours = rule.unit == Unit.HOUR
    local = timezone.localtime(due.at)
    assert (f"{local:%Y-%m-%dT%H:%M}" if hours else f"{local:%Y-%m-%d}") == ends
    assert not due.provisional


def test_every_limit_of_the_table_is_worked_out_but_for_those_that_name_no_days():
    without = {ONE_TIME_NOTICE.number, REFUSAL_NOTICE.number}
    table = {"D7x", *(f"D{n}" for n in range(1, 23))}
    assert {number for number, *_ in WORKED} == table - without
    assert len(WORKED) == 119
