"""The report's sentences adapt to the figures; a figure that is not known never reads as nought."""

from decimal import Decimal

import pytest

from legalaid.faces.statistics.annual import text
from legalaid.faces.statistics.annual.reading import Reading, Readings, change


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (120, 100, "比上年增长20.0%"),
        (97, 100, "比上年下降3.0%"),
        (100, 100, "与上年持平"),
        (5, 0, ""),
        (Decimal("100.01"), 100, "与上年持平"),
    ],
)
def test_change_against_last_year(now, before, words):
    assert change(now, before) == words


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading("n", "件数", 1280, "件"), "1,280件"),
        (Reading("n", "件数", 0, "件"), "0件"),
        (Reading("n", "金额", Decimal("12.345"), "万元", decimals=2), "12.35万元"),
        (Reading("n", "单位", ["妇联", "工会"]), "妇联、工会"),
        (Reading("n", "发放率", None, "%"), "［待填：发放率］"),
    ],
)
def test_reading_prints_with_its_unit(reading, words):
    assert reading.text == words


def readings(**values):
    return Readings({key: Reading(key, key, value, "人") for key, value in values.items()})


PROBLEMS = {
    "granted": 300, "staff_center": 6, "posts": 5, "agency_lawyers": 0, "staff_part": 12, "staff_full": 4, "strong_stations": ["城关镇"],
    "weak_stations": ["南山乡"], "referral_returns": None, "late_decisions": 0,
}  # fmt: skip


def test_problem_the_data_do_not_show_is_not_claimed():
    people, station = text.problems(readings(**PROBLEMS))
    assert people.startswith(
        "一是专业力量不足。县中心现有编制5人，没有专职法律援助律师，中心工作人员人均承担案件50件"
    )
    assert station.endswith("城关镇作用发挥较好，南山乡全年提交申请较少。")
    calm = PROBLEMS | {"staff_part": 2, "agency_lawyers": 3, "granted": 60}
    assert text.problems(readings(**calm)) == []


def test_problems_are_numbered_as_they_stand():
    late = PROBLEMS | {
        "staff_part": 2,
        "agency_lawyers": 3,
        "granted": 60,
        "late_decisions": 3,
        "referral_returns": 12,
    }
    assert [words[:4] for words in text.problems(readings(**late))] == ["一是部门", "二是过程"]


HALL = {"tickets": 420, "tickets_served": 400, "tickets_green": 90, "wait": 11, "wait_kept": 96, "window_kept": None, "green_kept": None,
        "duty_shifts": None, "help_persons": None, "referrals": None}  # fmt: skip


def test_hall_says_how_long_people_waited_and_nothing_where_nobody_took_a_number():
    words = "接待大厅取号420人，叫号接待400人，其中绿色通道优先接待90人，平均等候11人，取号后半小时内接待的占96人。"
    assert text.promises(readings(**HALL)) == words
    assert text.promises(readings(**HALL | {"tickets": None, "wait": None})) == ""


def test_help_by_the_register_is_told_only_where_there_is_one():
    helps = {"help_persons": 11, "help_admits": 10, "help_applied": 1}
    quiet = HALL | {"tickets": None, "wait": None}
    assert text.promises(readings(**quiet | helps)) == (
        "逐人登记的值班律师法律帮助11人，其中认罪认罚10人，通过值班律师提出法律援助申请1人。"
    )


def test_outreach_without_data_says_no_figure():
    assert text.outreach(readings(outreach_events=None)) == "法律援助宣传列入普法规划。"
