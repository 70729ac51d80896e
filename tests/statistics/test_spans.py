"""Tables of whole months are made of kept sums (decision 86): whatever becomes of the cases, they are what a recount of the cases gives."""

import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import compress
from operator import add

import pytest
from django.db import connection

from cases.domain import counted
from cases.law.counting import EVER, spans
from cases.models import Case, CountedCase, Decision, JointApplicant
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.sums import sums_by
from legalaid.faces.statistics.queries.table import fill_all
from legalaid.faces.statistics.sources import SOURCES
from legalaid.faces.statistics.sources.spans import pieces
from legalaid.faces.statistics.tables import TABLES
from legalaid.platform.accounts.models import User
from stations.models import Station
from tests.statistics import county, recount

D = date
JAN, LATE_JAN = (D(2026, 1, 1), D(2026, 1, 20)), (D(2026, 1, 21), D(2026, 1, 31))
FEB, LATE_FEB = (D(2026, 2, 1), D(2026, 2, 20)), (D(2026, 2, 21), D(2026, 2, 28))
DEC, LATE_DEC = (D(2025, 12, 1), D(2025, 12, 20)), (D(2025, 12, 21), D(2025, 12, 31))
DEC_26, LATE_DEC_26 = (D(2026, 12, 1), D(2026, 12, 20)), (D(2026, 12, 21), D(2026, 12, 31))
MAY_20 = D(2025, 5, 20)
Y25, Y26 = (D(2025, 1, 1), D(2025, 12, 31)), (D(2026, 1, 1), D(2026, 12, 31))
IN_JANUARY, IN_FEBRUARY, LAST_YEAR = D(2026, 1, 21), D(2026, 2, 20), D(2025, 5, 8)


@pytest.mark.parametrize(
    ("days", "granted", "in_order", "expected"),
    [
        ((IN_JANUARY, None, None), False, True, {("received", *LATE_JAN, 1), ("received", *Y26, 1)}),
        (
            (None, IN_FEBRUARY, None), True, True,
            {("granted", *FEB, 1), ("granted", *Y26, 1), ("standing", *EVER, 1), ("standing", *Y26, 1)},
        ),
        (
            (None, LAST_YEAR, IN_JANUARY), True, True,
            {
                ("granted", D(2025, 5, 1), MAY_20, 1), ("granted", *Y25, 1), ("closed", *LATE_JAN, 1), ("closed", *Y26, 1),
                ("standing", *EVER, 1), ("standing", *Y25, 1), ("standing", *EVER, -1), ("standing", *Y26, -1),
            },
        ),
        ((None, IN_FEBRUARY, None), False, True, {("decided", *FEB, 1), ("decided", *Y26, 1)}),
        ((None, None, IN_JANUARY), False, False, {("ended", *LATE_JAN, 1), ("ended", *Y26, 1)}),
        (
            (None, IN_FEBRUARY, LAST_YEAR), True, False,
            {
                ("decided", *FEB, 1), ("decided", *Y26, 1), ("ended", D(2025, 5, 1), MAY_20, 1), ("ended", *Y25, 1),
                ("between", D(2025, 5, 1), FEB[1], 1),
            },
        ),
    ],
    ids=["received", "granted", "closed", "refused", "ended undecided", "closed before it was granted"],
)  # fmt: skip
def test_sums_a_case_belongs_to(days, granted, in_order, expected):
    found = spans(*days, granted, in_order)
    assert (set(found), len(found)) == (expected, len(expected))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(FEB[0], LATE_FEB[1]), [(*FEB, 1), (*LATE_FEB, 1)]),
        (Span(LATE_JAN[0], FEB[1]), [(*LATE_JAN, 1), (*FEB, 1)]),
        (Span(*Y26), [(*Y26, 1)]),
        (Span(D(2026, 1, 1), D(2026, 11, 30)), [(*Y26, 1), (*DEC_26, -1), (*LATE_DEC_26, -1)]),
        (
            Span(D(2025, 12, 1), D(2026, 11, 30)),
            [(*DEC, 1), (*LATE_DEC, 1), (*Y26, 1), (*DEC_26, -1), (*LATE_DEC_26, -1)],
        ),
        (
            Span(D(2024, 12, 21), D(2026, 1, 31)),
            [(D(2024, 12, 21), D(2024, 12, 31), 1), (*Y25, 1), (*JAN, 1), (*LATE_JAN, 1)],
        ),
    ],
    ids=["month", "from the 21st", "year", "eleven months", "December to November", "across years"],
)  # fmt: skip
def test_span_is_made_of_few_pieces(span, expected):
    assert pieces(span) == expected


EVENTS = ("received", "decided", "closed", "open", "served")
PERIODS = {
    "month": Span(D(2025, 3, 1), D(2025, 3, 31)),
    "statistical month": Span(D(2025, 2, 21), D(2025, 3, 20)),
    "month to come": Span(D(2027, 9, 1), D(2027, 9, 30)),
    "quarter": Span(D(2025, 4, 1), D(2025, 6, 30)),
    "half-year": Span(D(2025, 7, 1), D(2025, 12, 31)),
    "December to November": Span(D(2024, 12, 1), D(2025, 11, 30)),
    "year": Span(D(2025, 1, 1), D(2025, 12, 31)),
}


def test_tables_of_whole_months_equal_the_recount_whatever_becomes_of_the_cases(db):
    county.build(7, 150)
    rng = random.Random(7)
    for _ in range(3):
        _change(rng, rng.sample(list(Case.objects.order_by("pk")), 60))
        cases = recount.cases()
        assert _in_the_wrong_order() > 10
        for name, span in PERIODS.items():
            facts = recount.facts(cases, span.starts, span.ends)
            expected = {key: count(facts) for key, count in recount.TABLES.items()}
            expected["monthly"][0] = 0
            filled = fill_all([TABLES[key] for key in expected], span)
            found = {each.table.key: [row.value for row in each.rows] for each in filled}
            assert (name, found) == (name, expected)
    assert counted.add_up() == 0


def _change(rng, cases):
    """Other days, kinds, crowds, sums, others who apply with them: a case may be closed before it is granted, or without."""
    by, pools = User.objects.get(username="chuangkou"), county.pools(rng)
    for case in cases:
        values = county.random_case(rng, pools)
        if rng.random() < 0.3:
            values["closed_on"] = D(2024, 9, 1) + timedelta(days=rng.randrange(600))
        for name, value in values.items():
            setattr(case, name, value)
        case.save(update_fields=list(values))

    JointApplicant.objects.filter(case__in=cases).delete()
    county.list_joint(rng, Case.objects.filter(pk__in=[case.pk for case in cases]))
    Decision.objects.filter(case__in=cases).delete()
    made = [county.decision(rng, case.pk, case.decided_at, by) for case in cases if case.decided_at]
    Decision.objects.bulk_create(made)
    changed = Case.objects.filter(pk__in=[case.pk for case in cases])
    joined = changed.select_related("cause", "handler__firm", "applicant")
    counted.write(list(joined.prefetch_related("decisions")))


def _in_the_wrong_order():
    closed = CountedCase.objects.exclude(closed_on=None)
    return closed.count() - closed.filter(counted.IN_ORDER).count()


def test_sums_say_of_every_profile_what_its_rows_say(db):
    """Of every event and measure, also such as no figure names today: who sees every station reads the sums, who sees some the rows."""
    county.build(8, 100)
    rng = random.Random(8)
    _change(rng, rng.sample(list(Case.objects.order_by("pk")), 60))
    CountedCase.objects.filter(closed_on=None).update(won=7)
    assert counted.add_up() == 0
    for name, span in PERIODS.items():
        kept, rows = _of_profiles(span, None), _of_profiles(span, Station.objects.all())
        assert (name, kept) == (name, rows)


def _of_profiles(span, stations):
    """{(profile, event): (cases, persons, fen)}"""
    measures = ("weight", "persons", "won")
    cube, params = SOURCES["cases"].cube(span, stations, {"kind", *EVENTS}, measures)
    with connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in (*EVENTS, *(f"sum_{one}" for one in measures)))
        cursor.execute(f"SELECT profile_id, {names} FROM {cube}", params)
        rows = cursor.fetchall()

    found = defaultdict(lambda: (0, 0, 0))
    for profile, *happened, weight, persons, won in rows:
        for event in compress(EVENTS, happened):
            more = (weight, persons, round((won or 0) * 100))
            found[profile, event] = tuple(map(add, found[profile, event], more))
    return dict(found)


def test_value_nobody_has_in_the_period_is_no_column(db):
    county.build(8, 40)
    march, every = PERIODS["month"], Station.objects.all()
    for cut in ("kind", "row", "crowd"):
        for keys in (["all.received"], ["all.open", "all.closed"]):
            found = sums_by(keys, march, None, cut)
            assert (cut, keys, found) == (cut, keys, sums_by(keys, march, every, cut))
