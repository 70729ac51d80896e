"""A grade is waited for only where the county's standard asks for it (Law art. 52, Procedure Rules art. 41)."""

from decimal import Decimal

from cases.models import Case
from cases.queries.todo import to_grade
from cases.workflow import CASE
from subsidies.queries.calculation import gate_of
from tests.factories import START, walk

from . import month


def ungraded(county, **changes):
    month.standard(county, **changes)
    money = month.fund(county)
    case = walk(county, "follow_up", at=START)
    return case, money


def test_a_case_not_graded_is_paid_in_full_where_no_grade_is_asked_and_may_be_graded_later(county):
    case, money = ungraded(county, graded=False)
    assert (gate_of(case), list(to_grade(county.jiandu))) == ("", [])

    batch = month.filled(county, money)
    assert (batch.count, batch.total) == (1, Decimal("1400.00"))
    month.pay(batch, county)
    case = Case.objects.get(pk=case.pk)
    CASE.acts["grade"](case, by=county.jiandu, grade="good")
    assert Case.objects.get(pk=case.pk).grade == "good"


def test_where_the_standard_asks_for_a_grade_it_is_waited_for(county):
    case, money = ungraded(county)
    assert gate_of(case) == "尚未评定质量等次（本县标准要求评定后才发放）。"
    assert list(to_grade(county.jiandu)) == [case]
    assert month.filled(county, money).count == 0
