"""Counting and ordering what waits, apart from what it is."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from cases.models import Case
from cases.queries.todo import at_hand, limit
from legalaid.faces.desk.first_few import first_few
from legalaid.faces.desk.waiting import LATE, LATER, TODAY, WEEK, Desk, Matter, Waiting, urgency_of
from tests.factories import START, new_case, person

NOW = timezone.make_aware(datetime(2026, 3, 6, 10, 0))


def at(day, hour=0, minute=0):
    return timezone.make_aware(datetime(2026, 3, day, hour, minute))


@pytest.mark.parametrize(
    ("due", "urgency"),
    [
        (at(6, 9, 59), LATE),
        (at(6, 10), TODAY),
        (at(6, 23, 59), TODAY),
        (at(7), WEEK),
        (at(12, 23, 59), WEEK),
        (at(13), LATER),
        (None, LATER),
    ],
)
def test_urgency_of_a_limit(due, urgency):
    assert urgency_of(due, NOW) == urgency


def test_acts_stand_by_their_earliest_limit_and_those_without_one_last():
    desk = Desk(
        [
            Waiting("a", "归档", LATER, 2, [Matter("甲")]),
            Waiting("b", "指派", LATE, 1, [Matter("乙", due=at(5))]),
            Waiting("c", "受理", LATE, 9, [Matter("丙", due=at(4)), Matter("丁", due=at(5))]),
            Waiting("d", "答复", LATER, 1, [Matter("戊", due=at(20))]),
        ]
    )
    assert [
        (name, count, [act.act for act in acts]) for name, _, _, count, acts in desk.groups
    ] == [("超期", 10, ["受理", "指派"]), ("以后和没有期限的", 3, ["答复", "归档"])]
    assert (desk.count, desk.of("a", "b"), desk.due(LATE), desk.first(LATE).who) == (
        13,
        3,
        10,
        "丙",
    )
    assert desk.says("c") == "其中超期 9 件"


def test_many_are_counted_and_the_first_five_by_limit_named(county):
    cases = [
        new_case(county, at=START + timedelta(hours=n), who=person(id_number="")) for n in range(7)
    ]
    ends = (NOW, at(7), at(13))
    found = first_few(at_hand(county.chuangkou), kind="state", limit=limit(), ends=ends)
    assert found == {(LATE, "submitted"): (7, [case.pk for case in cases[:5]])}
    assert first_few(Case.objects.none(), kind="", limit=None, ends=ends) == {}


def test_same_rows_part_by_when_they_fall_due(county):
    for day in (6, 7, 20):
        case = new_case(county, who=person(id_number=""))
        Case.objects.filter(pk=case.pk).update(due_at=at(day, 12))
    found = first_few(
        Case.objects.all(), kind="", limit=F("due_at"), ends=(at(6, 13), at(7), at(13))
    )
    assert {urgency: count for (urgency, _), (count, _) in found.items()} == {
        LATE: 1,
        WEEK: 1,
        LATER: 1,
    }
