"""Counting and ordering what waits, apart from what it is."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db.models import DateTimeField, F, Value
from django.utils import timezone

from cases.models import Case, Draft
from cases.periods import EXAMINATION, WINDOW_PROMISE
from cases.queries.todo import at_hand
from legalaid.faces.desk.first_few import Question
from legalaid.faces.desk.first_few import first_few as first_few_of
from legalaid.faces.desk.sources.cases import matter_of, turns
from legalaid.faces.desk.waiting import (
    LATE,
    LATER,
    PROMISE,
    TODAY,
    WEEK,
    Desk,
    Kind,
    Matter,
    Waiting,
    answered,
    gathered,
    of_rows,
    urgency_of,
)
from legalaid.platform.procedure.models import ClockRule
from stations.models import Handler
from tests.cases.test_consent import refused
from tests.factories import START, do, new_case, person

NOW = timezone.make_aware(datetime(2026, 3, 6, 10, 0))


def first_few(rows, **question):
    return first_few_of({"": Question(lambda: rows, **question)}, uuid4())[0]


def waiting_of(rows, **asked):
    return answered({"": gathered(lambda: rows, **asked)}, uuid4())


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
    found = first_few(at_hand(county.chuangkou), kind="state", limit=F("first_at"), ends=ends)
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


@pytest.mark.parametrize(
    ("first", "law", "left", "until"),
    [
        (at(5), at(9), "承诺已超 1 天", "承诺 3月5日 00:00，法定 3月9日"),
        (at(5), None, "承诺已超 1 天", "承诺 3月5日 00:00"),
        (at(8), at(9), "还剩 2 天", "承诺 3月8日 00:00，法定 3月9日"),
        (at(5), at(5), "超 1 天", "3月5日 00:00"),
        (None, None, "", ""),
    ],
)
def test_what_was_promised_is_never_said_to_be_the_limit_of_the_law(
    county, monkeypatch, first, law, left, until
):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    case = new_case(county, at=START)
    case.first_at, case.due_at = first, law
    row = matter_of(case, [], "")
    assert (row.left, row.until) == (left, until)


def test_case_is_ordered_by_what_is_promised_while_that_runs(county):
    """Half an hour at the window, then the seven days of the law."""
    case = new_case(county, green=False)
    promise = case.deadlines.get(rule=WINDOW_PROMISE.key).due_at
    assert (case.first_at, case.promised_at) == (promise, promise)
    do(case, county, "accept", START + timedelta(minutes=20))
    assert (case.first_at, case.promised_at) == (case.due_at, None)


def test_promise_set_beside_a_limit_of_the_law_orders_too(county):
    ClockRule.objects.create(
        key=EXAMINATION.key,
        limit=7,
        unit="day",
        promised_limit=2,
        promised_unit="day",
        valid_from=timezone.localdate(START),
    )
    case = new_case(county, green=False)
    do(case, county, "accept", START + timedelta(minutes=20))
    promised = case.deadlines.get(rule=EXAMINATION.key).promised_at
    assert (case.first_at, case.promised_at) == (promised, promised)
    assert case.due_at == promised + timedelta(days=5)


def test_promise_that_has_passed_stands_apart_while_the_limit_of_the_law_runs(county):
    for law in (5, 6, 20):
        case = new_case(county, who=person(id_number=""))
        Case.objects.filter(pk=case.pk).update(due_at=at(law, 9))
    ends, due = (at(6, 13), at(7), at(13)), Value(at(5, 8), output_field=DateTimeField())
    found = first_few(Case.objects.all(), kind="", limit=due, law=F("due_at"), ends=ends)
    assert {at: count for (at, _), (count, _) in found.items()} == {LATE: 2, PROMISE: 1}


def test_row_that_went_since_it_was_counted_is_passed_over(county):
    cases = [new_case(county, who=person(id_number="")) for _ in range(2)]
    (waiting,) = waiting_of(
        Case.objects.all(),
        kind_of=lambda _: Kind("cases", "受理"),
        read=lambda keys: {cases[1].pk: Matter("王芳")},
        now=NOW,
    )
    assert ([row.who for row in waiting.rows], waiting.count) == (["王芳"], 2)


THIS_YEAR = timezone.localdate().year


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ((THIS_YEAR, 3, 6, 23, 59), "3月6日满"),
        ((THIS_YEAR, 3, 6, 17, 30), "3月6日 17:30"),
        ((THIS_YEAR - 1, 3, 6, 23, 59), f"{THIS_YEAR - 1}年3月6日满"),
    ],
)
def test_matter_says_until_when(due, said):
    assert Matter("甲", due=timezone.make_aware(datetime(*due))).until == said


def test_urgent_is_what_is_late_or_falls_due_today_and_the_unseen_are_the_others():
    late = Waiting("a", "受理", LATE, 9, [Matter("甲", due=at(5))])
    desk = Desk([late, Waiting("b", "指派", TODAY, 2), Waiting("c", "归档", WEEK, 4)])
    assert (desk.urgent, late.unseen, desk.says("b", "c")) == (11, 8, "")


def test_rows_read_whole_stand_by_their_limit():
    kind = Kind("a", "答复")
    rows = [Matter("甲", due=at(22)), Matter("乙", due=at(20)), Matter("丙", due=at(15))]
    (waiting,) = of_rows([(kind, row) for row in rows], NOW)
    assert [row.who for row in waiting.rows] == ["丙", "乙", "甲"]


def test_what_has_no_limit_is_for_later(county):
    case = new_case(county)
    found = first_few(Case.objects.all(), kind="", limit=None, ends=())
    assert found == {(LATER, ""): (1, [case.pk])}


def test_first_named_is_what_falls_due_first(county):
    cases = [new_case(county, who=person(id_number="")) for _ in range(3)]
    for case, day in zip(cases, (5, 3, 4), strict=True):
        Case.objects.filter(pk=case.pk).update(due_at=at(day))
    ends = (NOW, at(7), at(13))
    found = first_few(Case.objects.all(), kind="", limit=F("due_at"), ends=ends)
    assert found == {(LATE, ""): (3, [cases[1].pk, cases[2].pk, cases[0].pk])}


@pytest.mark.parametrize(
    ("day", "urgency"), [(5, LATE), (6, TODAY), (7, WEEK), (12, WEEK), (13, LATER)]
)
def test_limit_that_is_a_day_ends_with_it(county, day, urgency):
    Handler.objects.update(licence_expires=at(day).date())
    (waiting,) = waiting_of(
        Handler.objects.all(),
        kind_of=lambda _: Kind("licences", "换证"),
        limit=F("licence_expires"),
        by_day=True,
        read=lambda keys: {},
        now=NOW,
    )
    assert waiting.urgency == urgency


@pytest.mark.parametrize(("waiting", "counted_next"), [(1000, 1001), (1001, 1001)])
def test_more_than_a_thousand_are_counted_again_only_after_some_seconds(
    county, waiting, counted_next
):
    def write(number):
        Draft.objects.bulk_create(
            Draft(token=uuid4(), owner=county.chuangkou) for _ in range(number)
        )

    def counted():
        ends = NOW, at(7), at(13)
        found = first_few(Draft.objects.all(), kind="", limit=None, ends=ends, many=True)
        return found[LATER, ""][0]

    write(waiting)
    assert counted() == waiting
    write(1)
    assert counted() == counted_next
    cache.clear()
    assert counted() == waiting + 1


def test_lawyer_who_is_not_wanted_leads_the_director_to_the_case_and_to_no_one_way_out(county):
    case = refused(county)
    found = [
        one
        for one in answered({"": turns(county.zhuren, timezone.now())}, uuid4())
        if one.key.endswith("refused")
    ]
    assert [(one.act, one.rows[0].verb, one.rows[0].to) for one in found] == [
        ("另定律师", "处理", f"/cases/{case.pk}/")
    ]


def test_rows_are_put_into_words_once_a_minute_and_answered_each_time(county):
    made = []

    def rows():
        made.append(1)
        return Draft.objects.filter(owner=county.chuangkou)

    def count(whose):
        found = first_few_of({"drafts": Question(rows, ())}, whose)[0]
        return sum(total for total, _ in found.values())

    assert count("1:window:1:3340900") == 0
    Draft.objects.create(token=uuid4(), owner=county.chuangkou, title="草稿")
    assert count("1:window:1:3340900") == 1
    assert len(made) == 1
    assert count("1:window:1:3340901") == 1
    assert len(made) == 2


def test_words_of_one_person_are_never_anothers(county, sign_in):
    for owner in (county.chuangkou, county.chuangkou, county.zhan1):
        Draft.objects.create(token=uuid4(), owner=owner, title="草稿")
    seen = {who: sign_in(who).get("/").context["desk"].of("drafts") for who in (county.chuangkou, county.zhan1)}  # fmt: skip
    assert list(seen.values()) == [2, 1]


def test_many_are_answered_as_few_are(county):
    made = [new_case(county, at=START + timedelta(days=n)) for n in range(7)]
    for case in made[:6]:
        do(case, county, "accept", case.received_at)
    ends = at(8), at(10), at(15)
    asked = {"kind": "state", "limit": F("due_at"), "law": F("due_at"), "ends": ends}
    few, many = (first_few(Case.objects.all(), **asked, many=many) for many in (False, True))
    assert few == many
    assert sum(total for total, _ in few.values()) == 7
    assert len(few) == 3
