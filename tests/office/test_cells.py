"""Cells as offices and other systems write them; what is not certain says why."""

from datetime import date, datetime

import pytest

from legalaid.platform.office.cells import (
    Unread,
    is_lost,
    read_day,
    read_minutes,
    read_moment,
    read_yes,
)

DAYS = """
2026.3.5
2026-3-5
2026/3/5
2026年3月5日
2026年3月5号
2026 年 3 月 5 日
２０２６年３月５日
2026.03.05
20260305
46086
46086.0
2026-03-05 00:00:00
2026-03-05T00:00:00
2026/3/5 0:00
2026-03-05（周四）
2026年3月5日 星期四
二〇二六年三月五日
二○二六年三月五日
\u202d2026.3.5\u202c
""".strip().splitlines()


@pytest.mark.parametrize("written", DAYS)
def test_day_is_read(written):
    assert read_day(written) == date(2026, 3, 5)


@pytest.mark.parametrize(("written", "day"), [
    ("2015年3月1日", date(2015, 3, 1)), ("2015.3.1", date(2015, 3, 1)), ("20150301", date(2015, 3, 1)), ("42064", date(2015, 3, 1)),
    ("二〇二五年十二月三十一日", date(2025, 12, 31)), ("二〇一〇年十月二十日", date(2010, 10, 20)), ("", None), ("  ", None),
])  # fmt: skip
def test_other_days_are_read(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(("written", "reason"), [
    ("2015年3月", "只写到月，请写到日"), ("2015.03", "只写到月，请写到日"), ("2015-3", "只写到月，请写到日"), ("3月5日", "没有写年份"), ("3.5", "没有写年份"),
    ("3/5/2026", "看不出哪个是年、月、日"), ("26.3.5", "看不出哪个是年、月、日"), ("05-03-2026", "看不出哪个是年、月、日"), ("2026-02-30", "没有这一天"),
    ("20261301", "没有这一天"), ("待定", "不是日期"), ("长期", "不是日期"), ("999999998507223000", "不是日期"),
    ("2026年3月5日至2027年3月4日", "日期后面的“至2027年3月4日”读不懂"),
])  # fmt: skip
def test_day_that_is_not_certain_says_why(written, reason):
    with pytest.raises(Unread) as error:
        read_day(written)
    assert (error.value.reason, error.value.example) == (reason, "2026-03-05")


@pytest.mark.parametrize(("written", "hour", "minute"), [
    ("2026年11月20日 9时30分", 9, 30), ("2026/11/20 9:30", 9, 30), ("2026.11.20 09:30", 9, 30), ("20261120093000", 9, 30), ("202611200930", 9, 30),
    ("2026-11-20T09:30:00", 9, 30), ("2026-11-20T09:30:00+08:00", 9, 30), ("2026-11-20 上午9:30", 9, 30), ("2026-11-19 24:00", 0, 0), ("2026-11-20 下午3:30", 15, 30),
    ("2026-11-20 下午15:30", 15, 30), ("2026年11月20日晚上8点05分", 20, 5), ("2026-11-20 晚8:05", 20, 5), ("2026-11-20 8点半", 8, 30), ("2026-11-20 下午2点", 14, 0),
    ("2026-11-20 下午2点一刻", 14, 15), ("2026-11-20 中午12:30", 12, 30), ("2026-11-20 中午1点", 13, 0), ("2026-11-20 下午12:30", 12, 30),
    ("2026-11-20 凌晨12:30", 0, 30), ("2026-11-20 凌晨2:30", 2, 30), ("2026-11-20 夜里11点", 23, 0), ("2026-11-20 3:30 PM", 15, 30),
    ("2026-11-20 12:05 AM", 0, 5), ("2026/11/20 周五 14:05", 14, 5), ("2026年11月20日14时05分33秒", 14, 5), ("2026-11-20 14：05：33", 14, 5),
    ("２０２６－１１－２０　１４：０５", 14, 5), ("46346.395833333336", 9, 30), ("2026-11-20 09:30:00.000", 9, 30), ("20261120 09:30", 9, 30),
])  # fmt: skip
def test_moment_is_read_as_it_was_meant(written, hour, minute):
    moment = read_moment(written)
    assert moment.replace(second=0) == datetime(2026, 11, 20, hour, minute)


@pytest.mark.parametrize(("written", "reason"), [
    ("11月20日 9:30", "没有写年份"), ("11-27 15:00", "没有写年份"), ("2026-11-20", "没有写几点几分"), ("昨天", "读不懂"), ("2026-11-31 09:00", "没有这一天"),
    ("2026-11-20 25:00", "没有这个时间"), ("2026-11-20 24:30", "没有这个时间"),
    ("2026-11-20 上午12:30", "“上午12点”看不出是中午还是半夜"), ("2026-11-20 晚上12点", "“晚上12点”看不出是中午还是半夜"),
    ("2026-11-20 下午", "时间“下午”读不懂"), ("", "没有填写"), ("46346", "读不懂"),
])  # fmt: skip
def test_moment_that_is_not_certain_says_why(written, reason):
    with pytest.raises(Unread) as error:
        read_moment(written)
    assert error.value.reason == reason


@pytest.mark.parametrize(("written", "minutes"), [
    ("00:05:32", 6), ("5分32秒", 6), ("332秒", 6), ("5", 5), ("5.5", 6), ("1小时5分", 65), ("65", 65), ("6分钟", 6), ("8 分钟", 8), ("12分30秒", 13), ("1小时", 60),
    ("半小时", 30), ("一个半小时", 90), ("1个小时零5分钟", 65), ("1h5m", 65), ("65min", 65), ("5'32\"", 6), ("5′32″", 6), ("05:32", 6), ("1:05:00", 65), ("约10分钟", 10),
    ("30秒", 1), ("60s", 1), ("５分", 5), ("", None), ("0", None), ("00:00:00", None),
])  # fmt: skip
def test_length_is_read_in_minutes_begun(written, minutes):
    assert read_minutes(written) == minutes


def test_number_alone_is_seconds_where_the_heading_says_so():
    assert (read_minutes("332", seconds=True), read_minutes("3920", seconds=True)) == (6, 66)


@pytest.mark.parametrize(("written", "reason"), [
    ("3920", "没有写单位，看不出是分钟还是秒"), ("332", "没有写单位，看不出是分钟还是秒"), ("很久", "读不懂"), ("-5", "读不懂"),
])  # fmt: skip
def test_length_that_is_not_certain_says_why(written, reason):
    with pytest.raises(Unread) as error:
        read_minutes(written)
    assert error.value.reason == reason


@pytest.mark.parametrize(("written", "yes"), [
    ("是", True), ("√", True), ("有", True), ("Y", True), ("1", True), ("否", False), ("×", False), ("无", False), ("0", False), ("", None),
])  # fmt: skip
def test_yes_and_no_are_read(written, yes):
    assert read_yes(written) is yes


@pytest.mark.parametrize(("written", "lost"), [
    ("2.026112009300001e+19", True), ("9.99999E+17", True), ("1.5E+15", True), ("1.2E+05", False), ("13900001001", False), ("15101201810123456", False),
])  # fmt: skip
def test_number_whose_digits_are_lost_is_known(written, lost):
    assert is_lost(written) is lost
