"""The planning of duties as plain sums: hours shared evenly, nobody at two posts, gaps with their reason."""

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.law.roster import Load, Person, Slot, hindrance, loads, plan

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


JANUARY, FEBRUARY = date(2026, 1, 5), date(2026, 2, 2)


def test_newcomer_counts_as_the_others_did_and_does_not_catch_up():
    served = [(1, JANUARY, Decimal(8), True), (2, JANUARY, Decimal(16), False)]
    served += [(who, FEBRUARY, Decimal(8), False) for who in (1, 2, 3)]
    assert loads(served, [1, 3, 4]) == {
        1: Load(Decimal(16), Decimal(1), FEBRUARY),
        3: Load(Decimal(20), Decimal("0.5"), FEBRUARY, Decimal(12)),
        4: Load(Decimal(20), Decimal("0.5"), date.min, Decimal(20)),
    }
    assert loads([], [1]) == {1: Load()}


def test_reason_of_a_newcomer_says_what_was_credited():
    fresh = Person(1, "甲", True, hours=Decimal(20), credited=Decimal(12))
    [row] = plan([slot(0)], [fresh])
    assert row.reason == (
        "已排20小时（含到任前的月份按人均计12小时），为可排人员中最少，此前未排班"
    )


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
            "执业证已于2026年3月1日到期",
        ),
        (Person(1, "甲", True, licence_expires=date(2026, 3, 2)), "window", ""),
        (Person(1, "甲", True, taken=[(DAY, DAY + timedelta(hours=1), "开庭")]), "window", "开庭"),
        (Person(1, "甲", True, taken=[(DAY - timedelta(hours=1), DAY, "开庭")]), "window", ""),
        (
            Person(
                1, "甲", True, taken=[(DAY + timedelta(hours=8), DAY + timedelta(hours=9), "开庭")]
            ),
            "window",
            "",
        ),
    ],
)
def test_hindrance_names_what_stands_in_the_way(person, kind, reason):
    assert hindrance(slot(0, kind=kind), person) == reason


def test_nobody_left_is_a_gap_with_its_reason():
    found = plan([slot(0, kind="court")], [Person(1, "甲", False)])
    assert [(row.person, row.reason) for row in found] == [(None, "没有可以值班的人员")]


def test_nobody_left_keeps_the_duty_in_the_plan():
    court = slot(0, kind="court")
    assert plan([court], [])[0].slot == court


def test_of_duties_that_begin_together_the_lawyers_ones_are_filled_first():
    lawyer, clerk = Person(1, "甲", True), Person(2, "乙", False)
    found = plan([slot(0, post=1), slot(0, post=2, kind="court")], [lawyer, clerk])
    assert [(row.slot.kind, row.person.name) for row in found] == [
        ("court", "甲"),
        ("window", "乙"),
    ]


def test_on_working_days_hours_alone_decide():
    people = [
        Person(1, "甲", True, hours=Decimal(8), rest_days=0),
        Person(2, "乙", True, hours=Decimal(0), rest_days=5),
    ]
    assert plan([slot(0)], people)[0].person.name == "乙"


def test_reason_names_the_last_duty():
    person = Person(1, "甲", True, hours=Decimal("7.50"), last=date(2026, 2, 27))
    (found,) = plan([slot(0)], [person])
    assert found.reason == "已排7.5小时，为可排人员中最少，上次2月27日"


def test_given_duty_is_remembered():
    person = Person(1, "甲", True, rest_days=1)
    plan([slot(0), slot(5, rest=True)], [person])
    assert (person.hours, person.rest_days, person.last) == (Decimal(16), 2, date(2026, 3, 7))
    assert hindrance(slot(0, post=2), person) == "已排其他岗位"
