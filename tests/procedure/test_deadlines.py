"""Clocks as rows: started, paused, resumed, met, cancelled, reopened; the rule of the day; the nearest of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from legalaid.platform.core.calendar import import_year
from legalaid.platform.procedure import clocks, deadlines
from legalaid.platform.procedure.clocks import Unit
from legalaid.platform.procedure.models import ClockRule, Deadline, MetMonth, Pause, PauseRule

pytestmark = pytest.mark.django_db
ONE, OTHER = ("case", 1), ("case", 2)
at = clocks.as_start


def day_of(moment):
    return moment and str(timezone.localdate(moment))


def state(deadline):
    """(falls due, met, cancelled) as dates."""
    deadline.refresh_from_db()
    return (
        day_of(deadline.due_at),
        day_of(deadline.met_at),
        day_of(deadline.cancelled_at),
    )


def row(limit, since, until=None, **more):
    return ClockRule.objects.create(
        key="examination",
        limit=limit,
        valid_from=since,
        valid_to=until,
        **{"unit": Unit.DAY} | more,
    )


def test_default_rule_is_the_law():
    """Law art. 43: seven days to decide."""
    rule = deadlines.rule_for("examination", date(2026, 3, 3))
    assert (rule.limit, rule.unit, rule.roll, rule.article, rule.promised_limit) == (
        7,
        "day",
        True,
        "法律援助法第四十三条第一款",
        None,
    )


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (date(2026, 2, 28), 7),
        (date(2026, 3, 1), 5),
        (date(2026, 3, 31), 5),
        (date(2026, 4, 1), 7),
        (date(2026, 6, 1), 4),
        (date(2026, 7, 1), 3),
        (date(2030, 1, 1), 3),
    ],
)
def test_dated_row_is_in_force_from_its_first_to_its_last_day(day, limit):
    row(5, date(2026, 3, 1), date(2026, 3, 31))
    row(4, date(2026, 6, 1))
    row(3, date(2026, 7, 1))
    assert deadlines.rule_for("examination", day).limit == limit
    assert deadlines.rule_for("assignment", day).limit == 3


def test_dated_row_says_all_but_the_article_it_leaves_empty():
    row(
        5,
        date(2026, 3, 1),
        unit=Unit.WORKDAY,
        roll=False,
        promised_limit=2,
        promised_unit=Unit.HOUR,
    )
    rule = deadlines.rule_for("examination", date(2026, 3, 1))
    assert (rule.key, rule.number, rule.name) == ("examination", "D7", "审查并作出决定")
    assert (rule.limit, rule.unit, rule.roll) == (5, "workday", False)
    assert (rule.promised_limit, rule.promised_unit) == (2, "hour")
    assert rule.article == "法律援助法第四十三条第一款"
    ClockRule.objects.update(article="县办法第九条")
    assert deadlines.rule_for("examination", date(2026, 3, 1)).article == "县办法第九条"


def test_limit_in_force_is_said_once_or_both_when_it_was_changed():
    row(5, date(2026, 3, 10), unit=Unit.WORKDAY)
    told = deadlines.limits_between("examination", at("2026-03-01"), at("2026-03-09T23:59"))
    assert told == "7日"
    told = deadlines.limits_between("examination", at("2026-03-01"), at("2026-03-10"))
    assert told == "7日、5个工作日"


def test_started_clock_knows_its_due_date_and_how_it_was_found():
    row(7, date(2026, 1, 1), promised_limit=3, promised_unit=Unit.DAY)
    clock = deadlines.start(*ONE, "examination", at("2026-03-03T10:00"))
    clock.refresh_from_db()
    assert (clock.workflow, clock.subject_id, clock.rule) == ("case", 1, "examination")
    assert (clock.started_at, day_of(clock.due_at)) == (at("2026-03-03T10:00"), "2026-03-10")
    assert (day_of(clock.promised_at), clock.provisional, clock.set_due) == (
        "2026-03-06",
        False,
        None,
    )
    assert clock.sentence == "2026年3月3日起算，当日不计入；7日期满日为2026年3月10日。"


def test_date_set_in_a_letter_is_the_due_date():
    clock = deadlines.start(*ONE, "supplement", at("2026-03-03"), set_due=date(2026, 3, 13))
    clock.refresh_from_db()
    assert (clock.set_due, day_of(clock.due_at)) == (date(2026, 3, 13), "2026-03-13")


def test_rule_of_the_local_day_counts():
    """Half past midnight in China is still the day before in UTC."""
    row(5, date(2026, 3, 4))
    clock = deadlines.start(*ONE, "examination", at("2026-03-04T00:30"))
    assert state(clock)[0] == "2026-03-09"


def test_clock_that_waits_for_a_missing_calendar_is_provisional():
    assert deadlines.start(*ONE, "examination", at("2026-12-26")).provisional


@pytest.fixture
def three():
    """The clock in question, another clock of the same row, the same clock of another row."""
    return (
        deadlines.start(*ONE, "examination", at("2026-03-03")),
        deadlines.start(*ONE, "assignment", at("2026-03-03")),
        deadlines.start(*OTHER, "examination", at("2026-03-03")),
    )


BESIDE = [("2026-03-06", None, None), ("2026-03-10", None, None)]


def test_clock_is_met_alone(three):
    deadlines.stop(*ONE, "examination", at("2026-03-05"))
    assert [state(clock) for clock in three] == [("2026-03-10", "2026-03-05", None), *BESIDE]
    deadlines.stop(*ONE, "examination", at("2026-03-06"))
    assert state(three[0])[1] == "2026-03-05"


def test_clock_is_cancelled_alone(three):
    deadlines.cancel(*ONE, "examination", at("2026-03-05"))
    assert [state(clock) for clock in three] == [("2026-03-10", None, "2026-03-05"), *BESIDE]
    deadlines.stop(*ONE, "examination", at("2026-03-06"))
    deadlines.cancel(*ONE, "examination", at("2026-03-07"))
    assert state(three[0]) == ("2026-03-10", None, "2026-03-05")


def test_every_open_clock_of_a_row_is_cancelled(three):
    deadlines.stop(*ONE, "assignment", at("2026-03-04"))
    deadlines.cancel_all(*ONE, at("2026-03-05"))
    assert [state(clock) for clock in three] == [
        ("2026-03-10", None, "2026-03-05"),
        ("2026-03-06", "2026-03-04", None),
        ("2026-03-10", None, None),
    ]


def test_clock_stands_still_and_runs_on(three):
    deadlines.pause(*ONE, "examination", at("2026-03-05"), "通知补正")
    assert [state(clock) for clock in three] == [(None, None, None), *BESIDE]
    assert three[0].paused
    assert three[0].sentence == "2026年3月3日起算；2026年3月5日起停止计算，恢复后续算。"

    deadlines.pause(*ONE, "examination", at("2026-03-06"), "请求异地协作核查")
    pause = Pause.objects.get()
    assert (pause.deadline, pause.began_at, pause.ended_at) == (three[0], at("2026-03-05"), None)
    assert pause.reason == "通知补正"

    deadlines.resume(*ONE, "examination", at("2026-03-09"))
    assert state(three[0]) == ("2026-03-16", None, None)  # 15 March is a Sunday
    pause.refresh_from_db()
    assert pause.ended_at == at("2026-03-09")

    deadlines.resume(*ONE, "examination", at("2026-03-12"))
    pause.refresh_from_db()
    assert (pause.ended_at, state(three[0])[0]) == (at("2026-03-09"), "2026-03-16")


def test_pauses_add_up(three):
    for begin, end in (("2026-03-05", "2026-03-06"), ("2026-03-10", "2026-03-11")):
        deadlines.pause(*ONE, "examination", at(begin))
        deadlines.resume(*ONE, "examination", at(end))
    assert state(three[0])[0] == "2026-03-16"  # four days stood still: 14 March is a Saturday
    assert Pause.objects.filter(reason="").count() == 2


def test_clock_met_while_it_stands_still_ends_its_pause(three):
    deadlines.pause(*ONE, "examination", at("2026-03-05"))
    deadlines.stop(*ONE, "examination", at("2026-03-09"))
    assert state(three[0]) == ("2026-03-16", "2026-03-09", None)
    assert Pause.objects.get().ended_at == at("2026-03-09")


def test_ended_pause_keeps_its_end_when_the_clock_is_met(three):
    deadlines.pause(*ONE, "examination", at("2026-03-05"))
    deadlines.resume(*ONE, "examination", at("2026-03-06"))
    deadlines.stop(*ONE, "examination", at("2026-03-09"))
    assert Pause.objects.get().ended_at == at("2026-03-06")


def test_undone_step_reopens_the_last_met_clock_alone():
    first = deadlines.start(*ONE, "assignment", at("2026-03-03"))
    deadlines.stop(*ONE, "assignment", at("2026-03-04"))
    second = deadlines.start(*ONE, "assignment", at("2026-03-05"))
    deadlines.stop(*ONE, "assignment", at("2026-03-06"))
    other = deadlines.start(*OTHER, "assignment", at("2026-03-07"))
    deadlines.stop(*OTHER, "assignment", at("2026-03-08"))

    deadlines.reopen(*ONE, "assignment", at("2026-03-09"))
    assert [state(clock)[1] for clock in (first, second, other)] == [
        "2026-03-04",
        None,
        "2026-03-08",
    ]


def test_clock_that_was_never_met_is_not_reopened(three):
    deadlines.reopen(*ONE, "examination", at("2026-03-09"))
    assert [state(clock)[1] for clock in three] == [None, None, None]


def test_nearest_clock_is_the_lawful_one_that_falls_due_first(three):
    promise = deadlines.start(*ONE, "window_promise", at("2026-03-03T09:00"))
    assert deadlines.ends(*ONE) == (three[1], promise.due_at)
    deadlines.stop(*ONE, "window_promise", at("2026-03-03T09:20"))
    assert deadlines.ends(*ONE) == (three[1], three[1].due_at)
    deadlines.stop(*ONE, "assignment", at("2026-03-04"))
    assert deadlines.ends(*ONE) == (three[0], three[0].due_at)
    deadlines.pause(*ONE, "examination", at("2026-03-05"))
    assert deadlines.ends(*ONE) == (None, None)
    assert deadlines.ends("referral", 1) == (None, None)


def test_promise_beside_a_limit_of_the_law_comes_first_and_one_after_it_does_not(three):
    _, examined = deadlines.ends(*ONE)
    Deadline.objects.filter(pk=three[0].pk).update(promised_at=examined - timedelta(hours=1))
    assert deadlines.ends(*ONE) == (three[1], examined - timedelta(hours=1))
    Deadline.objects.filter(pk=three[0].pk).update(promised_at=examined + timedelta(hours=1))
    assert deadlines.ends(*ONE) == (three[1], examined)


HOLIDAY = [(date(2027, 1, 1), False, "元旦"), (date(2027, 1, 2), True, "元旦调休")]


def test_imported_year_settles_what_was_provisional():
    clock = deadlines.start(*ONE, "examination", at("2026-12-25"))
    met = deadlines.start(*OTHER, "examination", at("2026-12-25"))
    deadlines.stop(*OTHER, "examination", at("2026-12-28"))
    assert state(clock)[0] == "2027-01-02"

    import_year(2027, HOLIDAY, "测试")
    assert deadlines.recompute_year(2027) == [("case", 1)]
    assert (state(clock)[0], clock.provisional) == ("2027-01-02", False)
    assert clock.sentence == (
        "2026年12月25日起算，当日不计入；7日期满日为2027年1月1日；期满日为休息日，顺延至2027年1月2日。"
    )
    assert (state(met)[0], met.provisional) == ("2027-01-02", True)


def test_corrected_year_moves_what_falls_due_in_it_and_nothing_else():
    import_year(2027, [], "测试")
    within = deadlines.start(
        *ONE, "examination", at("2027-05-01")
    )  # 8 May 2027, a Saturday: 10 May
    other = deadlines.start(*OTHER, "examination", at("2027-06-01"))
    import_year(2027, [(date(2027, 5, 8), True, "调休")], "更正")
    assert deadlines.recompute_year(2026) == []
    assert state(within)[0] == "2027-05-10"
    assert deadlines.recompute_year(2027) == [("case", 1)]
    assert (state(within)[0], state(other)[0]) == ("2027-05-08", "2027-06-08")


@pytest.mark.parametrize(
    ("due", "reached"),
    [
        ("2026-12-19T12:00", False),
        ("2026-12-20T12:00", True),
        ("2028-01-19T12:00", True),
        ("2028-01-20T12:00", False),
    ],
)
def test_year_reaches_as_far_as_a_day_can_roll_into_it_or_out_of_it(due, reached):
    clock = deadlines.start(*ONE, "examination", at("2026-12-01"))
    Deadline.objects.filter(pk=clock.pk).update(due_at=at(due), provisional=False)
    assert deadlines.recompute_year(2027) == ([("case", 1)] if reached else [])


def test_pauses_are_kept_when_a_year_is_recomputed():
    clock = deadlines.start(*ONE, "examination", at("2026-12-22"))
    deadlines.pause(*ONE, "examination", at("2026-12-24"))
    deadlines.resume(*ONE, "examination", at("2026-12-25"))
    assert state(clock)[0] == "2026-12-31"
    import_year(2026, [(date(2026, 12, 31), False, "元旦")], "测试")
    import_year(2027, [], "测试")
    assert deadlines.recompute_year(2026) == [("case", 1)]
    assert state(clock)[0] == "2027-01-01"


def test_new_promise_of_a_clock_is_told_too():
    clock = deadlines.start(*ONE, "examination", at("2026-12-24"))
    row(7, date(2026, 1, 1), promised_limit=1, promised_unit=Unit.DAY)
    assert deadlines.recompute_year(2026) == [("case", 1)]
    clock.refresh_from_db()
    assert (day_of(clock.due_at), day_of(clock.promised_at)) == ("2026-12-31", "2026-12-25")
    assert deadlines.recompute_year(2026) == []


@pytest.mark.parametrize(
    ("end", "on", "march", "april"),
    [
        ("stop", "2026-03-06", (1, 1), None),
        ("stop", "2026-03-20", (1, 0), None),
        ("stop", "2026-04-07", (1, 0), None),
        ("cancel_all", "2026-03-06", None, None),
        ("cancel_all", "2026-04-07", (1, 0), None),
        ("", None, (1, 0), None),
    ],
    ids=["in time", "late", "a month late", "cancelled early", "cancelled late", "open"],
)
def test_a_clock_is_told_of_once_and_what_was_open_when_its_limit_passed_was_not_kept(
    end, on, march, april
):
    deadlines.start(*ONE, "examination", at("2026-03-02"))
    if end == "stop":
        deadlines.stop(*ONE, "examination", at(on))
    elif end:
        deadlines.cancel_all(*ONE, at(on))
    months = (("2026-03-01", "2026-04-01"), ("2026-04-01", "2026-05-01"))
    told = [deadlines.kept("case", *map(at, month)).get("examination") for month in months]
    assert told == [march, april]

    over = [(march, date(2026, 3, 1))] if end and march else []
    sums = MetMonth.objects.values_list("done", "kept", "month")
    assert list(sums) == [(*counted, month) for counted, month in over]
    assert deadlines.add_up() == 0


@pytest.mark.parametrize(
    ("confirmed", "due", "said"),
    [
        (None, "2026-03-17", "2026年3月5日至2026年3月11日停止计算"),
        ((False, date(2026, 1, 1)), "2026-03-17", "2026年3月5日至2026年3月11日停止计算"),
        ((True, date(2026, 1, 1)), "2026-03-16", "2026年3月6日至2026年3月11日停止计算"),
        ((True, date(2026, 3, 4)), "2026-03-17", "2026年3月5日至2026年3月11日停止计算"),
    ],
)
def test_first_day_of_a_pause_counts_once_the_centre_says_so(confirmed, due, said):
    if confirmed:
        counts, since = confirmed
        PauseRule.objects.create(counts=counts, valid_from=since, source="司法局批复")
    row = deadlines.start(*ONE, "examination", at("2026-03-03T09:00"))
    deadlines.pause(*ONE, "examination", at("2026-03-05T10:00"))
    deadlines.resume(*ONE, "examination", at("2026-03-11T10:00"))
    row.refresh_from_db()
    assert (state(row)[0], said in row.sentence) == (due, True)


def test_stop_of_one_day_stops_nothing_where_that_day_counts():
    PauseRule.objects.create(counts=True, valid_from=date(2026, 1, 1), source="司法局批复")
    row = deadlines.start(*ONE, "examination", at("2026-03-03T09:00"))
    deadlines.pause(*ONE, "examination", at("2026-03-05T10:00"))
    deadlines.resume(*ONE, "examination", at("2026-03-05T16:00"))
    assert (state(row)[0], "停止计算" in row.sentence) == ("2026-03-10", False)


def test_hours_stand_still_to_the_minute_either_way():
    PauseRule.objects.create(counts=True, valid_from=date(2026, 1, 1), source="司法局批复")
    row = deadlines.start(*ONE, "hand_over", at("2026-03-03T09:00"))
    deadlines.pause(*ONE, "hand_over", at("2026-03-03T10:00"))
    deadlines.resume(*ONE, "hand_over", at("2026-03-03T12:00"))
    row.refresh_from_db()
    assert row.due_at == at("2026-03-04T11:00")
