"""Each expert who scored a file is paid once for it, when its review is over; so is the case by its grade."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from subsidies.queries.work import SCORE
from tests.quality.reviews import assigned, do, give, scored, settled

from . import month
from .test_review import REVIEWED


@pytest.fixture
def standard(county):
    return month.standard(county, rates=[*month.RATES, REVIEWED])


def fees(batch):
    rows = batch.calculations.filter(service="quality_review").order_by("pk")
    return [(row.handler.user.name, row.total, row.work.partition(":")[0]) for row in rows]


def filled(county, money=None):
    return month.filled(county, money or month.fund(county), last_day=timezone.localdate())


def test_both_are_paid_once_when_it_is_settled(county, standard):
    row, experts = settled(county)
    money = month.fund(county)
    batch = filled(county, money)
    assert sorted(fees(batch)) == sorted(
        (one.user.name, D("80.00"), "score") for one in experts[:2]
    )
    assert fees(filled(county, money)) == []


def test_nobody_is_paid_while_it_is_open(county, standard):
    scored(county)
    assert list(SCORE.unpaid(timezone.localdate())) == []


def test_who_scored_is_paid_where_it_was_withdrawn_and_who_did_not_is_not(county, standard):
    row, experts = assigned(county)
    give(row, experts[0], "80", 2)
    do(row, "withdraw", county.shencha, 3, reason="列错了案件")
    assert [sheet.user for sheet in SCORE.unpaid(timezone.localdate())] == [experts[0].user]


def test_case_is_paid_by_the_grade_of_the_review(county, standard):
    row, _ = settled(county, "92", "94")
    batch = filled(county)
    line = batch.calculations.get(case=row.case)
    assert (row.grade, line.total) == ("excellent", D("1520.00"))  # 200 + 1200 x 1.1
