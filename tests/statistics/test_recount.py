"""Every column of every table over cases equals a recount in plain Python from the cases themselves."""

from datetime import date, timedelta

import pytest

from cases.domain.counted import add_up
from cases.models import CountedCase
from legalaid.faces.statistics.figures import FIGURES
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries.rows import offenders, rows_behind
from legalaid.faces.statistics.queries.sums import sums_by
from legalaid.faces.statistics.queries.table import fill, fill_all
from legalaid.faces.statistics.tables import TABLES
from stations.models import Station
from tests.statistics import county, office, recount, recount_office

HOLD = (
    "t3",
    "t4",
    "t8",
    "t9",
    "t11",
    "t12",
    "t13",
    "quarterly",
)  # tables whose sums hold whatever the cases are like
YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))


AGAIN = pytest.param((2, 3_000), marks=pytest.mark.one_database)


@pytest.fixture(params=[(1, 3_000), AGAIN, (3, 1_500)], ids=["seed1", "seed2", "seed3"])
def seeded(db, request):
    seed, count = request.param
    county.build(seed, count)
    office.build(seed)
    return seed


def test_every_column_of_every_table_equals_the_recount(seeded):
    start, cases = date(2024, 12, 21) + timedelta(days=31 * seeded), recount.cases()
    for span in (
        YEAR,
        Span(date(2024, 12, 1), date(2025, 11, 30)),
        Span(start, start + timedelta(days=30)),
    ):
        facts = recount.facts(cases, span.starts, span.ends)
        expected = {key: count(facts) for key, count in recount.TABLES.items()} | {
            key: count(span) for key, count in recount_office.TABLES.items()
        }
        expected["monthly"][0] = len(recount_office.asked(span))
        filled = {each.table.key: each for each in fill_all(TABLES.values(), span)}
        assert {key: [row.value for row in each.rows] for key, each in filled.items()} == expected
        assert [key for key, each in filled.items() if each.empty] == []
        assert [
            check.text
            for each in filled.values()
            for check in each.broken
            if each.table.key in HOLD
        ] == []


@pytest.fixture
def small(db):
    county.build(4, 800)


def test_last_years_numbers_stand_beside(small):
    before = recount.facts(recount.cases(), date(2024, 1, 1), date(2024, 12, 31))
    filled = fill(TABLES["t6"], YEAR)
    assert [row.before for row in filled.rows] == recount.t6(before)


def test_one_stations_table_counts_its_subtree_only(small):
    station = Station.objects.get(name="石桥乡法律援助工作站")
    stations = Station.objects.subtree(station)
    facts = recount.facts(recount.cases(stations), YEAR.starts, YEAR.ends)
    assert [row.value for row in fill(TABLES["t5"], YEAR, stations).rows] == recount.t5(facts)


@pytest.mark.parametrize("cut", ["station", "kind", "handler_kind", "row", "channel"])
def test_cut_adds_up_to_the_whole_and_to_the_rows_behind(small, cut):
    filled = fill(TABLES["t8"], YEAR, cut=cut)
    counts = [row for row in filled.rows[:4] if row.line.unit != "万元"]
    assert [sum(row.numbers[2:]) for row in counts] == [row.value for row in counts]

    parts = sums_by(["all.closed", "all.won"], YEAR, None, cut)
    assert sum(numbers["all.won"] for numbers in parts.values()) == filled.rows[2].value
    for value, numbers in parts.items():
        behind = rows_behind("all.closed", YEAR, None, cut, value)
        assert sum(behind.values_list("weight", flat=True)) == numbers["all.closed"]


def test_cut_by_crowd_overlaps_and_equals_table_eight(small):
    filled = fill(TABLES["t8"], YEAR, cut="crowd")
    crowds = dict(filled.heads)
    by_crowd = {row.line.group: row.value for row in filled.rows if row.line.label == "批准"}
    assert {
        crowds[value]: number
        for value, number in zip(crowds, filled.rows[0].numbers[2:], strict=True)
    } == {name: number for name, number in by_crowd.items() if name != "合计"}


def test_rows_behind_every_figure_add_up_to_it(small):
    for key in recount.TABLES:
        for row in fill(TABLES[key], YEAR).rows:
            if row.line.figure and FIGURES[row.line.figure].source == "cases":
                measure = {"件": "weight", "人次": "persons", "万元": "won"}[row.line.unit]
                assert (
                    sum(rows_behind(row.line.figure, YEAR).values_list(measure, flat=True))
                    == row.value
                )


def test_check_is_green_when_sums_hold_and_red_with_the_offending_rows(small):
    for key in ("t8", "t9"):
        assert [check.text for check in fill(TABLES[key], YEAR).broken] == []
    total, parts = "civil.closed", ["civil.closed.court", "civil.closed.outside"]
    assert list(offenders(total, parts, YEAR)) == []
    row = (
        CountedCase.objects.filter(profile__kind="civil", granted=True, closed_on__year=2025)
        .select_related("profile")
        .first()
    )
    row.profile.pk, row.profile.forum = None, "nowhere"
    row.profile.save()
    CountedCase.objects.filter(pk=row.pk).update(profile=row.profile)
    add_up()
    filled = fill(TABLES["t6"], YEAR)
    assert [check.left - check.right for check in filled.broken if check.text == "33＝39＋44"] == [
        row.weight
    ]
    assert [found.pk for found in offenders(total, parts, YEAR)] == [row.pk]


def test_period_without_data_is_said_to_be_empty(small):
    assert fill(TABLES["t6"], Span(date(2019, 1, 1), date(2019, 12, 31))).empty
