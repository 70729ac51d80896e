"""The arithmetic of periods, by hand-calculated dates of 2026 (春节 2月15-23日, 国庆 10月1-7日; 调休 included)."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from legalaid.platform.core.calendar import import_year, is_workday
from legalaid.platform.core.notice import read_notice
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.clocks import Rule, Unit, compute
from legalaid.platform.procedure.models import ClockRule, Deadline
from tests.factories import START, new_case

pytestmark = pytest.mark.django_db


def at(text):
    return clocks.as_start(text)


@pytest.mark.parametrize(
    ("limit", "unit", "text"),
    [
        (3, "day", "三日内"), (2, "day", "二日内"), (15, "workday", "十五个工作日内"), (2, "workday", "两个工作日内"), (24, "hour", "二十四小时内"),
        (30, "minute", "三十分钟内"), (0, "day", "当日"),
    ],
)  # fmt: skip
def test_limit_as_a_letter_writes_it(limit, unit, text):
    assert Rule("x", "X", "x", limit, unit).within == text


def last_day(number, start, *pauses):
    rule = clocks.find(number)
    return timezone.localdate(compute(rule, at(start), [(at(a), at(b)) for a, b in pauses]).at)


@pytest.mark.parametrize(
    ("number", "start", "pauses", "expected"),
    [
        ("D7", "2026-03-03", (), date(2026, 3, 10)),
        ("D7", "2026-03-03", (("2026-03-05", "2026-03-09"),), date(2026, 3, 16)),  # 15 March is a Sunday
        ("D7", "2026-09-26", (), date(2026, 10, 8)),  # 3 October lies in the holiday
        ("D7", "2026-02-07", (), date(2026, 2, 14)),  # a Saturday that is worked: no roll
        ("D7", "2026-02-10", (), date(2026, 2, 24)),  # 17 February lies in 春节
        ("D7", "2026-03-03", (("2026-03-05", "2026-03-09"), ("2026-03-08", "2026-03-10")), date(2026, 3, 16)),  # overlap counted once
        ("D8", "2026-04-30", (), date(2026, 5, 6)),  # 3 May lies in 五一
        ("D10", "2026-05-11", (), date(2026, 5, 18)),  # 16 May is a Saturday
        ("D17", "2026-08-31", (), date(2026, 9, 30)),
        ("D19", "2026-09-28", (), date(2026, 10, 13)),  # 10 October is a worked Saturday
        ("S14", "2026-10-03", (), date(2026, 10, 3)),  # on the same day: no roll
        ("D13", "2026-01-05", (), date(2026, 3, 6)),
        ("D7", "2026-12-28", (), date(2027, 1, 4)),
    ],
)  # fmt: skip
def test_day_periods_by_hand(number, start, pauses, expected):
    assert last_day(number, start, *pauses) == expected


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("D5", "一次性告知补正：法律援助法第四十三条第二款未定日数。"),
        ("D9", "送达不予援助决定：法律援助法第四十三条第一款未定日数。"),
    ],
)
def test_duty_without_a_number_of_days_never_falls_due(number, said):
    due = compute(clocks.find(number), at("2026-10-03"))
    assert (due.at, due.sentence) == (None, said)


def test_hours_and_minutes_run_through_the_night_and_do_not_roll():
    due = compute(clocks.find("D1"), at("2026-10-02T17:30"))
    assert due.at == at("2026-10-03T17:30")
    assert compute(clocks.find("S13"), at("2026-03-03T11:45")).at == at("2026-03-03T12:15")


def test_pauses_of_hours_are_clipped_to_the_start_and_counted_once():
    pauses = [
        (at("2026-03-02"), clocks.as_end("2026-03-03")),
        (at("2026-03-03T20:00"), at("2026-03-04T00:00")),
    ]
    due = compute(clocks.find("D1"), at("2026-03-03T10:00"), pauses)
    assert due.at == at("2026-03-05T00:00")
    assert due.sentence.count("停止计算") == 1


def test_date_set_on_a_rest_day_moves_to_the_next_working_day():
    due = compute(clocks.find("D6"), at("2026-09-28"), set_due=date(2026, 10, 1))
    assert timezone.localdate(due.at) == date(2026, 10, 8)
    assert (
        due.sentence
        == "通知书指定于2026年10月1日前（含当日）完成；期满日为休息日，顺延至2026年10月8日。"
    )


def test_same_day_promise_after_a_pause_is_the_day_the_matter_came_back():
    due = compute(
        clocks.find("S14"),
        at("2026-03-03T09:00"),
        [(at("2026-03-03T10:00"), at("2026-03-06T15:00"))],
    )
    assert timezone.localdate(due.at) == date(2026, 3, 6)


def test_provisional_sentence_names_the_year_that_is_missing():
    import_year(2026, [(date(2026, 12, 31), False, "元旦")], "x")
    due = compute(clocks.find("D7"), at("2026-12-24"))
    assert (timezone.localdate(due.at), due.provisional) == (date(2027, 1, 2), True)
    assert (
        "期满日为休息日，顺延至2027年1月2日；2027年放假安排尚未导入，暂定2027年1月2日"
        in due.sentence
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("d7", "examination"),
        ("D22", "bad_review"),
        ("审查并作出决定", "examination"),
        ("一次性告知", "one_time_notice"),
        ("审查", None),
        ("", None),
    ],
)
def test_rule_is_found_by_number_name_or_a_part_only_it_has(name, key):
    found = clocks.find(name)
    assert (found and found.key) == key


def test_every_number_of_the_deadline_table_is_a_rule():
    assert [n for n in range(1, 23) if clocks.find(f"D{n}") is None] == []


def test_explanation_names_start_pause_and_roll():
    due = compute(clocks.find("D7"), at("2026-03-03"), [(at("2026-03-05"), at("2026-03-09"))])
    assert due.sentence == (
        "2026年3月3日起算，当日不计入；2026年3月5日至2026年3月9日停止计算；7日期满日为2026年3月15日；期满日为休息日，顺延至2026年3月16日。"
    )


def test_year_without_calendar_is_provisional_near_a_holiday_and_not_rolled():
    due = compute(clocks.find("D7"), at("2026-12-26"))
    assert (timezone.localdate(due.at), due.provisional) == (date(2027, 1, 2), True)
    assert "暂定" in due.sentence


@pytest.mark.parametrize(("start", "due", "roll"), [
    ("2027-03-03", date(2027, 3, 10), ""), ("2027-03-06", date(2027, 3, 15), "；期满日为休息日，顺延至2027年3月15日"),
])  # fmt: skip
def test_year_without_calendar_is_certain_far_from_the_holidays(start, due, roll):
    found = compute(clocks.find("D7"), at(start))
    assert (timezone.localdate(found.at), found.provisional) == (due, False)
    assert found.sentence.endswith(f"日{roll}。")


def test_calendar_that_is_rolled_back_is_left_to_nobody():
    with contextlib.suppress(LookupError), transaction.atomic():
        import_year(2027, [], "测试")
        assert is_workday(date(2027, 2, 10))
        raise LookupError
    assert is_workday(date(2027, 2, 10)) is None


def test_import_of_the_year_recomputes_what_was_provisional(county):
    case = new_case(county, at=at("2026-12-26T10:00"))
    deadline = Deadline.objects.get(subject_id=case.pk, rule="examination")
    assert deadline.provisional
    from cases.domain.setting import import_calendar

    notice = read_notice(
        "元旦：1月1日（周五）至3日（周日）放假，共3天。春节：2月6日放假。国庆节：10月1日放假。",
        2027,
    )
    assert import_calendar(notice, "测试", by=county.admin) == 1
    deadline.refresh_from_db()
    assert (timezone.localdate(deadline.due_at), deadline.provisional) == (date(2027, 1, 4), False)
    assert Case.objects.get(pk=case.pk).due_at == deadline.due_at


def test_notice_of_the_state_council_is_read():
    text = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。"""
    rows = read_notice(text, 2026).differing
    off = [day for day, works, _ in rows if not works]
    assert off == [
        date(2026, 1, 1),
        date(2026, 1, 2),
        *(date(2026, 2, d) for d in (16, 17, 18, 19, 20, 23)),
    ]
    assert [day for day, works, _ in rows if works] == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
    ]


def test_administrators_dated_row_takes_the_place_of_the_default(county):
    ClockRule.objects.create(
        key="examination",
        limit=5,
        unit=Unit.WORKDAY,
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 6, 30),
    )
    case = new_case(county, at=START)
    assert timezone.localdate(
        Deadline.objects.get(subject_id=case.pk, rule="examination").due_at
    ) == date(2026, 3, 10)
    later = new_case(county, at=at("2026-08-03T09:00"))
    assert timezone.localdate(
        Deadline.objects.get(subject_id=later.pk, rule="examination").due_at
    ) == date(2026, 8, 10)


def test_command_prints_the_date_then_the_sentence(capsys):
    call_command("deadline", "D7", "2026-03-03", "--pause", "2026-03-05", "2026-03-09")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026-03-16"
    assert lines[1].startswith("2026年3月3日起算")
    for wrong in (("D99", "2026-03-03"), ("D7", "3月3日"), ("D6", "2026-03-03")):
        with pytest.raises(CommandError):
            call_command("deadline", *wrong)


days = st.dates(date(2023, 1, 1), date(2026, 10, 1))


@given(start=days, limit=st.integers(1, 60), gap=st.integers(0, 40), length=st.integers(0, 20))
def test_pause_never_shortens_a_period_and_the_last_day_is_worked(start, limit, gap, length):
    rule = Rule("x", "X", "x", limit)
    begin = timezone.make_aware(datetime.combine(start, datetime.min.time()))
    pause = (begin + timedelta(days=gap), begin + timedelta(days=gap + length))
    plain, paused = compute(rule, begin), compute(rule, begin, [pause])
    assert plain.at <= paused.at
    for due in (plain, paused):
        day = timezone.localdate(due.at)
        assert clocks.calendar.is_workday(day) in (True, None)
        assert day >= start + timedelta(days=limit)


def test_corrected_year_recomputes_what_was_already_settled(county):
    from cases.domain.setting import import_calendar

    case = new_case(county, at=at("2026-03-03T10:00"))
    notice = read_notice("临时：3月10日放假。3月14日上班。", 2026)
    assert import_calendar(notice, "更正", by=county.admin) == 1
    case.refresh_from_db()
    assert timezone.localdate(case.due_at) == date(2026, 3, 11)


def test_first_holiday_of_a_notice_keeps_its_name():
    notice = read_notice(
        "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。", 2026
    )
    assert [note for _, _, note in notice.differing] == ["元旦", "元旦", "元旦调休"]


def test_imported_year_must_hold_its_own_days():
    from legalaid.platform.core.errors import DomainError

    with pytest.raises(DomainError, match="不在2027年"):
        import_year(2027, [(date(2026, 1, 1), False, "元旦")], "x")
