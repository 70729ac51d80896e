"""The planning of duties as plain sums: hours shared evenly, nobody at two posts, gaps with their reason."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.law.roster import Person, Slot, hindrance, plan

DAY = datetime(2026, 3, 2, 9)


def slot(number, *, post=1, kind="window", rest=False):
    begin = DAY + timedelta(days=number)
    return Slot(post, kind, begin, begin + timedelta(hours=8), Decimal(8), rest)


@given(people=st.integers(2, 9), days=st.integers(1, 60))
def test_hours_differ_by_one_duty_at_most(people, days):
    found = plan([slot(n) for n in range(days)], [Person(n, str(n), True) for n in range(people)])
    given_ = Counter(row.person.key for row in found)
    counts = [given_[n] for n in range(people)]
    assert max(counts) - min(counts) <= 1
    assert sum(counts) == days


@given(people=st.integers(2, 6), posts=st.integers(1, 3), days=st.integers(1, 20))
def test_nobody_stands_at_two_posts_at_once(people, posts, days):
    slots = [slot(n, post=p) for n in range(days) for p in range(posts)]
    found = plan(slots, [Person(n, str(n), True) for n in range(people)])
    seen = [(row.slot.day, row.person.key) for row in found if row.person]
    assert len(seen) == len(set(seen))
    assert sum(row.person is None for row in found) == days * max(0, posts - people)


def test_earlier_load_comes_first_to_rest():
    tired, fresh = Person(1, "甲", True, hours=Decimal(16)), Person(2, "乙", True)
    found = plan([slot(0), slot(2), slot(4)], [tired, fresh])
    assert [row.person.name for row in found] == ["乙", "乙", "甲"]
    assert found[0].reason == "已排0小时，为可排人员中最少，此前未排班"


def test_two_days_running_only_when_nobody_else_can():
    assert [
        row.person.key
        for row in plan(
            [slot(0), slot(1)], [Person(1, "甲", True), Person(2, "乙", True, hours=Decimal(99))]
        )
    ] == [1, 2]
    assert [row.person.key for row in plan([slot(0), slot(1)], [Person(1, "甲", True)])] == [1, 1]


def test_rest_days_are_shared_before_hours():
    people = [
        Person(1, "甲", True, hours=Decimal(0), rest_days=1),
        Person(2, "乙", True, hours=Decimal(40)),
    ]
    assert plan([slot(5, rest=True)], people)[0].person.name == "乙"


@pytest.mark.parametrize(
    ("person", "kind", "reason"),
    [
        (Person(1, "甲", False), "detention", "此岗位须由有执业证的律师值班"),
        (Person(1, "甲", False), "window", ""),
        (Person(1, "甲", True), "court", ""),
        (
            Person(1, "甲", True, licence_expires=date(2026, 3, 1)),
            "window",
            "执业证已于2026-03-01到期",
        ),
        (Person(1, "甲", True, licence_expires=date(2026, 3, 2)), "window", ""),
        (Person(1, "甲", True, taken=[(DAY, DAY + timedelta(hours=1), "开庭")]), "window", "开庭"),
        (Person(1, "甲", True, taken=[(DAY - timedelta(hours=1), DAY, "开庭")]), "window", ""),
    ],
)
def test_hindrance_names_what_stands_in_the_way(person, kind, reason):
    assert hindrance(slot(0, kind=kind), person) == reason


def test_nobody_left_is_a_gap_with_its_reason():
    found = plan([slot(0, kind="court")], [Person(1, "甲", False)])
    assert [(row.person, row.reason) for row in found] == [(None, "没有可以值班的人员")]
