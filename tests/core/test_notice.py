"""The notices of the State Council from 2007 on, held against what a public calendar says of every day of these years."""

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.calendar import is_workday, keep_notice
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.models import CalendarDay, CalendarYear
from legalaid.platform.core.notice import read_notice
from legalaid.platform.procedure.clocks import as_start
from tests.factories import new_case

TEXTS = [
    part.split("\n", 1)
    for part in re.split(r"(?m)^# ", Path(__file__).with_name("notices.txt").read_text())[1:]
]
YEARS = range(2007, 2026)
WRAPPED = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。二
、春节：2月5日（农历除夕、周五）至13日（周六）放假调
休，共9天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5
天。4月25日（周日）、5月8日（周六）上班。五、端午节
：6月9日（周三）放假1天，不调休。六、中秋节、国庆节：
9月15日（周三）放假1天。10月1日（周五）至7日（周
四）放假调休，共7天。9月26日（周日）、10月9日（周
六）上班。"""


def read(title):
    return read_notice(dict(TEXTS)[title], int(title[:4]))


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range(366)][
        : 366 if year % 4 == 0 else 365
    ]


@pytest.mark.django_db
def test_every_day_of_every_notice_is_as_it_was():
    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    for title, text in TEXTS:
        keep_notice(read_notice(text, int(title[:4])), title)
    wrong = [
        day
        for year in YEARS
        for day in days_of(year)
        if is_workday(day) != chinese_calendar.is_workday(day)
    ]
    assert (wrong, len(TEXTS)) == ([], 22)


@pytest.mark.parametrize("title", [title for title, _ in TEXTS])
def test_notice_of_a_year_and_one_that_changes_some_days_are_told_apart(title):
    notice = read(title)
    assert (notice.whole, notice.unread) == ("改" not in title, [])


def marks(notice):
    return [f"{day:%m%d}{'班' if works else '休'}" for day, works, _ in notice.differing]


def test_lines_a_pdf_broke_lose_no_day():
    assert " ".join(marks(read_notice(WRAPPED, 2027))) == (
        "0101休 0131班 0205休 0208休 0209休 0210休 0211休 0212休 0214班 0405休 0425班 0503休 0504休 0505休 0508班"
        " 0609休 0915休 0926班 1001休 1004休 1005休 1006休 1007休 1009班"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("五、端午节：6月19日放假，与周末连休。", ["0619休"]),
        ("元旦：1月1日放假，1月2日（星期五）补休。", ["0101休", "0102休"]),
        ("春节：2月16日至18日放假，2月28日补班。", ["0216休", "0217休", "0218休", "0228班"]),
        ("１月１日（星期四）放假１天。", ["0101休"]),
        ("3月10日 放假\u200b。3月14日\n上班。", ["0310休", "0314班"]),
        ("除夕（2月16日）建议各单位安排休息。清明节：4月6日放假。", ["0406休"]),
    ],
)
def test_sentence_is_read_as_it_is_meant(text, said):
    assert marks(read_notice(text, 2026)) == said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("元旦：1月1日（周三）放假。", "1月1日写的是周三，2026年的这一天是星期四。"),
        ("春节：2月15日至23日放假调休，共8天。", "春节2月15日至2月23日写的是共8天，数出来是9天。"),
        ("端午节：2月30日放假。", "2月30日不存在。"),
        ("元旦：1月1日（周三）放假2天。", "1月1日写的是周三，2026年的这一天是星期四；元旦1月1日至1月1日写的是共2天，数出来是1天。"),
        ("关于放假的通知 2025年11月4日", "没有从文字中认出放假日期，请粘贴国务院办公厅通知的原文。"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_all_at_once(text, words):
    with pytest.raises(DomainError) as refused:
        read_notice(text, 2026)
    assert (refused.value.sentence, refused.value.field) == (words, "text")


def test_date_nothing_is_said_of_is_named():
    notice = read_notice("国庆节：10月1日放假。值班安排请于9月20日前报送。", 2026)
    assert notice.unread == ["值班安排请于9月20日前报送"]


def test_amendment_leaves_the_rest_of_the_year(county):
    before = set(CalendarDay.objects.filter(date__year=2026).values_list("date", flat=True))
    keep_notice(read_notice("劳动节：5月4日、5日照常上班，5月6日放假。", 2026), "改")
    after = set(CalendarDay.objects.filter(date__year=2026).values_list("date", flat=True))
    assert after - before == {date(2026, 5, 6)}
    assert before - after == {date(2026, 5, 4), date(2026, 5, 5)}
    assert CalendarYear.objects.get(pk=2026).source.endswith("；改")


def test_amendment_of_a_year_nobody_knows_is_refused(county):
    with pytest.raises(DomainError, match="请先导入全年的通知"):
        keep_notice(read_notice("中秋节：9月15日放假。", 2031), "改")


def form(**more):
    return {"year": "2026", "source": "通知", "text": "临时：3月10日放假。3月14日上班。", **more}


def test_notice_is_shown_as_a_calendar_with_what_it_moves_before_it_is_kept(county, sign_in):
    case = new_case(county, at=as_start("2026-03-03T10:00"))
    client, path = sign_in(county.admin), reverse("cases:settings_calendar")
    page = client.post(path, form())
    text = page.content.decode()
    assert page.status_code == 200
    assert f"{case}</a>　审查并作出决定：2026年3月10日 改为 2026年3月11日" in text
    march = dict(page.context["months"])[3]
    named = [(day.day, word) for week in march for day, word, named in week if named]
    assert named == [(10, "休"), (14, "班")]
    assert (is_workday(date(2026, 3, 10)), case.due_at) == (True, type(case).objects.get().due_at)

    assert client.post(path, form(confirmed="1")).status_code == 302
    case.refresh_from_db()
    assert (is_workday(date(2026, 3, 10)), timezone.localdate(case.due_at)) == (
        False,
        date(2026, 3, 11),
    )


def test_wrong_notice_keeps_what_was_typed(county, sign_in):
    answer = sign_in(county.admin).post(
        reverse("cases:settings_calendar"), form(text="10月1日（周三）放假。")
    )
    assert answer.status_code == 422
    assert "10月1日写的是周三" in answer.content.decode()
    assert "10月1日（周三）放假。</textarea>" in answer.content.decode()
