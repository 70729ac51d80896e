"""A period explains itself: every sentence in full, by dates of 2026 that were worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from legalaid.platform.procedure import clocks, models
from legalaid.platform.procedure.clocks import Rule, Unit, as_end, as_start, compute
from legalaid.platform.procedure.models import Deadline
from legalaid.platform.procedure.steps import BACK, Step

pytestmark = pytest.mark.django_db
SEVEN = Rule("x", "X", "审查", 7)
PAUSE = ("2026-03-05", "2026-03-06")


def said(rule, start, *pauses, **more):
    spans = [(as_start(first), last and as_end(last)) for first, last in pauses]
    return compute(rule, as_start(start), spans, **more)


@pytest.mark.parametrize(
    ("rule", "start", "pauses", "sentence"),
    [
        (SEVEN, "2026-03-03", (), "2026年3月3日起算，当日不计入；7日期满日为2026年3月10日。"),
        (
            SEVEN,
            "2026-03-03",
            (PAUSE, ("2026-03-09", "2026-03-09")),
            "2026年3月3日起算，当日不计入；2026年3月5日至2026年3月6日停止计算；2026年3月9日至2026年3月9日停止计算；"
            "7日期满日为2026年3月13日。",
        ),
        (
            SEVEN,
            "2026-03-07",
            (),
            "2026年3月7日起算，当日不计入；7日期满日为2026年3月14日；期满日为休息日，顺延至2026年3月16日。",
        ),
        (
            Rule("x", "X", "x", 3, Unit.WORKDAY),
            "2026-03-03",
            (),
            "2026年3月3日起算，当日不计入；3个工作日期满日为2026年3月6日。",
        ),
        (Rule("x", "X", "x", 0), "2026-03-03", (), "2026年3月3日当日办结。"),
        (
            Rule("x", "X", "x", 0),
            "2026-03-03",
            (PAUSE,),
            "2026年3月3日当日办结；2026年3月5日至2026年3月6日停止计算；恢复当日为2026年3月6日。",
        ),
        (
            Rule("x", "X", "x", 24, Unit.HOUR),
            "2026-03-03T09:05",
            (),
            "2026年3月3日09:05起算；24小时后即2026年3月4日09:05期满。",
        ),
        (
            Rule("x", "X", "x", 30, Unit.MINUTE),
            "2026-03-03T09:00",
            (("2026-03-03T09:10", "2026-03-03T09:20"), ("2026-03-03T09:30", "2026-03-03T09:35")),
            "2026年3月3日09:00起算；2026年3月3日09:10至2026年3月3日09:20停止计算；2026年3月3日09:30至2026年3月3日09:35停止计算；"
            "30分钟后即2026年3月3日09:45期满。",
        ),
        (SEVEN, "2026-03-03", (("2026-03-05", None),), "2026年3月3日起算；2026年3月5日起停止计算，恢复后续算。"),
        (
            SEVEN,
            "2026-12-24",
            (),
            "2026年12月24日起算，当日不计入；7日期满日为2026年12月31日。",
        ),
        (
            SEVEN,
            "2026-12-25",
            (),
            "2026年12月25日起算，当日不计入；7日期满日为2027年1月1日；期满日为休息日，顺延至2027年1月2日；2027年放假安排尚未导入，暂定2027年1月2日，导入后重新计算。",
        ),
    ],
)  # fmt: skip
def test_period_says_how_it_was_found(rule, start, pauses, sentence):
    assert said(rule, start, *pauses).sentence == sentence


def test_date_of_a_notice_says_how_it_was_found():
    rule = Rule("x", "X", "补充材料", 0, Unit.SET)
    missing = said(rule, "2026-03-03")
    assert (missing.at, missing.sentence) == (None, "补充材料的期限由通知书指定。")
    assert (missing.provisional, missing.promised_at) == (False, None)
    given = said(rule, "2026-03-03", set_due=date(2026, 3, 13))
    assert given.sentence == "通知书指定于2026年3月13日前（含当日）完成。"
    assert (given.at, given.provisional) == (as_start("2026-03-13T23:59:59"), False)
    unknown = said(rule, "2026-12-30", set_due=date(2027, 1, 9))
    assert unknown.sentence == (
        "通知书指定于2027年1月9日前（含当日）完成；2027年放假安排尚未导入，暂定2027年1月9日，导入后重新计算。"
    )
    assert unknown.provisional


def test_clock_that_stands_still_has_neither_date_nor_promise():
    due = said(Rule("x", "X", "x", 7, promised_limit=3), "2026-03-03", ("2026-03-05", None))
    assert (due.at, due.promised_at, due.provisional) == (None, None, False)


def test_working_days_without_a_calendar_are_provisional_and_name_the_first_year():
    due = said(Rule("x", "X", "x", 3, Unit.WORKDAY), "2026-12-30")
    assert (due.at, due.provisional) == (as_start("2027-01-03T23:59:59"), True)
    assert due.sentence.endswith("2027年放假安排尚未导入，暂定2027年1月3日，导入后重新计算。")
    far = said(Rule("x", "X", "x", 370, Unit.WORKDAY), "2026-12-31")
    assert "；2027年放假安排尚未导入" in far.sentence


def test_promise_is_counted_beside_the_law():
    rule = Rule("x", "X", "x", 7, promised_limit=2)
    due = said(rule, "2026-03-05")
    assert (due.at, due.promised_at) == (
        as_start("2026-03-12T23:59:59"),
        as_start("2026-03-09T23:59:59"),
    )
    assert due.sentence == "2026年3月5日起算，当日不计入；7日期满日为2026年3月12日。"
    unknown = said(rule, "2026-12-28")
    assert unknown.provisional
    same_day = said(Rule("x", "X", "x", 7, promised_limit=0, promised_unit=Unit.DAY), "2026-03-05")
    assert same_day.promised_at == as_start("2026-03-05T23:59:59")


@pytest.mark.parametrize(
    ("rule", "limit", "within", "promised"),
    [
        (Rule("x", "X", "x", 7), "7日", "七日内", ""),
        (Rule("x", "X", "x", 15, Unit.WORKDAY), "15个工作日", "十五个工作日内", ""),
        (Rule("x", "X", "x", 24, Unit.HOUR), "24小时", "二十四小时内", ""),
        (Rule("x", "X", "x", 2, Unit.HOUR), "2小时", "两小时内", ""),
        (Rule("x", "X", "x", 2), "2日", "二日内", ""),
        (
            Rule("x", "X", "x", 30, Unit.MINUTE, promised_limit=2),
            "30分钟",
            "三十分钟内",
            "2个工作日",
        ),
        (Rule("x", "X", "x", 0, promised_limit=0), "当日", "当日", "当日"),
        (Rule("x", "X", "x", 0, Unit.SET), "由通知书指定", "当日", ""),
        (Rule("x", "X", "x", 0, numbered=False), "法律未定日数", "法律未定日数", ""),
    ],
)
def test_limit_in_words(rule, limit, within, promised):
    assert (rule.limit_text, rule.within, rule.promised_text) == (limit, within, promised)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("EXAMINATION", "examination"),
        ("examination", "examination"),
        ("d8", "assignment"),
        (" D8 ", "assignment"),
        ("补充材料", "supplement"),
        ("复议", "reconsideration"),
        ("nothing", None),
        ("  ", None),
    ],
)
def test_rule_is_found_by_key_number_or_name(name, key):
    found = clocks.find(name)
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2026-03-03", "2026-03-03T00:00:00+08:00", "2026-03-03T23:59:59+08:00"),
        ("2026-03-03T09:30", "2026-03-03T09:30:00+08:00", "2026-03-03T09:30:00+08:00"),
        ("2026-03-03 09:30", "2026-03-03T09:30:00+08:00", "2026-03-03T09:30:00+08:00"),
        ("2026-03-03T01:30+00:00", "2026-03-03T01:30:00+00:00", "2026-03-03T01:30:00+00:00"),
    ],
)
def test_typed_moment_is_local_unless_it_says_otherwise(text, begin, end):
    assert (as_start(text).isoformat(), as_end(text).isoformat()) == (begin, end)


# rows


def test_clocks_that_are_over_and_that_soon_will_be():
    noon = as_start("2026-03-10T12:00")
    made = [
        Deadline.objects.create(
            workflow="case", subject_id=1, rule="examination", started_at=as_start("2026-03-03"),
            due_at=noon + timedelta(hours=hours) if hours is not None else None, sentence="", **more,
        )
        for hours, more in (
            (-1, {}), (0, {}), (23, {}), (24, {}), (None, {}),
            (-1, {"met_at": noon}), (1, {"cancelled_at": noon}),
        )
    ]  # fmt: skip
    late, now, soon, later, paused, met, cancelled = made
    rows = Deadline.objects
    assert list(rows.overdue(noon)) == [late]
    assert list(rows.open()) == [late, now, soon, later, paused]
    assert list(rows.running()) == [late, now, soon, later]
    assert list(rows.of("case", 2)) == list(rows.of("referral", 1)) == []
    assert list(rows.of("case", 1)) == made
    assert (str(late), late.name) == ("审查并作出决定：", "审查并作出决定")
    assert [row.paused for row in made] == [False, False, False, False, True, False, False]
    assert [row.closed for row in made] == [False, False, False, False, False, True, True]
    assert (met.late, late.late, cancelled.late) == (True, False, False)


def test_clock_met_with_its_last_second_is_not_late():
    due = as_start("2026-03-10T23:59:59")
    assert not Deadline(due_at=due, met_at=due).late
    assert Deadline(due_at=due, met_at=due + timedelta(seconds=1)).late


def test_colour_of_now_unless_a_moment_is_said():
    now = datetime.now(UTC)
    row = Deadline(started_at=now - timedelta(hours=1), due_at=now + timedelta(minutes=31))
    assert (row.colour(), row.colour(now + timedelta(minutes=2))) == ("calm", "soon")
    assert models.colour(row.started_at, row.due_at) == "calm"


def test_rule_and_pause_have_their_names():
    rule = models.ClockRule(key="examination", limit=5, unit=Unit.WORKDAY)
    assert str(rule) == "examination 5个工作日"
    assert (
        str(models.Pause(began_at=as_start("2026-03-05"), reason="通知补正"))
        == "2026-03-05 通知补正"
    )


def test_step_lists_its_sources_and_where_it_can_lead():
    back = Step("x", "x", "", ["a"], BACK, "x", returns_to=["b", "c"])
    assert (back.source, back.returns_to, back.targets) == ({"a"}, {"b", "c"}, {"b", "c"})
    assert type(back.source) is type(back.returns_to) is frozenset
    assert Step("x", "x", "", {"a", "b"}, None, "x").targets == {"a", "b"}
    assert Step("x", "x", "", {"a"}, "b", "x").targets == {"b"}
    assert repr(BACK) == "BACK"
    told = Step(
        "x", "x", "", {"a"}, None, "x", ("1",), ("2",), ("3",), ("4",), ("5",), ("6",), ("7",)
    )
    assert told.clocks == ("1", "2", "3", "4", "5", "6", "7")
