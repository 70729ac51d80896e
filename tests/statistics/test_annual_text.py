"""The report's sentences adapt to the figures; a figure that is not known never reads as nought."""

from decimal import Decimal

import pytest

from legalaid.faces.statistics.annual import text
from legalaid.faces.statistics.annual.merged import merge
from legalaid.faces.statistics.annual.reading import Reading, Readings, change
from legalaid.faces.statistics.annual.said import convenience, problems, publicity, restraint, steps


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


KEYS = (
    "year", "county", "center", "granted", "granted_before", "consultations", "consultations_before", "posts", "agency_lawyers", "staff_center",
    "staff_part", "staff_full", "strong_stations", "weak_stations", "silent_stations", "unstaffed_stations", "referral_returns",
    "window_kept", "green_kept", "wait_kept", "late_decisions", "late_assignments", "late_files", "late_reviews", "grade_fail", "seven_ones",
    "reached", "satisfied", "by_lawyers", "by_grassroots", "by_agency", "closed", "average_subsidy", "subsidy_standard", "payment_rate",
    "four_missing", "outreach_events", "plan", "tickets", "tickets_served", "tickets_green", "wait", "duty_shifts", "duty_help",
    "help_persons", "help_admits", "help_applied", "referrals", "law_plan", "outreach_media", "pools", "volunteers", "grade_excellent",
    "grade_good", "examined_in_time", "assigned_in_time",
)  # fmt: skip


def readings(**values):
    known = (
        dict.fromkeys(KEYS)
        | {"outreach_events": 3, "agency_lawyers": 2, "center": "清和县法律援助中心"}
        | values
    )
    return Readings({key: Reading(key, key, value, "件") for key, value in known.items()})


def found(**values):
    return {key: words for key, words in problems.problems(readings(**values)).items() if words}


def test_problem_the_data_do_not_show_is_not_claimed():
    assert found() == {}
    sections = text.sections(readings_of_all())
    assert sections[6].printed == ["从本年度登记的数据看，没有发现需要列明的问题。"]


def readings_of_all():
    """Of a quiet year: whatever a passage asks for is not known."""

    class Quiet(Readings):
        def __missing__(self, key):
            return Reading(key, key, None)

    return Quiet(readings())


PROBLEMS = {
    "people": ({"granted": 300, "staff_center": 6, "posts": 5, "agency_lawyers": 0},
        "法律援助专业人员力量不足。清和县法律援助中心现有编制5件，未配备专职法律援助律师，中心工作人员人均承担案件50件，现有人员难以完全满足指派、监督和质量检查的需要。"),
    "stations": ({"silent_stations": ("甲站", "乙站", "丙站", "丁站", "戊站", "己站"), "unstaffed_stations": ("己站",)},
        "基层站点作用发挥不充分。己站没有工作人员，甲站、乙站、丙站、丁站、戊站等6个站点全年没有登记申请和咨询。"),
    "promises": ({"window_kept": 60, "green_kept": 84, "wait_kept": 85}, "服务承诺兑现不够。半小时个案办结承诺兑现率60件、绿色通道当日办结兑现率84件。"),
    "clocks": ({"late_decisions": 2, "late_files": 7}, "过程控制还不够严。法定期限届满时没有作出决定的2件、没有按期报送结案归档材料的7件。"),
    "quality": ({"closed": 40, "by_lawyers": 40, "grade_fail": 1, "satisfied": 70},
        "办案质量还不平衡。评定为不合格的案件1件，受援人满意率只有70件，办结的案件全部由社会律师承办。"),
    "money": ({"average_subsidy": 1200, "subsidy_standard": 1400, "four_missing": ("经费",)},
        "经费保障还有差距。案均补贴1,200件，未达到省定1,400件的标准，“四落实”中经费尚未落实。"),
    "reach": ({"granted": 45, "granted_before": 50, "consultations": 46, "consultations_before": 50, "outreach_events": None},
        "法律援助知晓面还不够广。给予法律援助比上年下降10.0%，全年没有登记宣传活动。"),
    "partners": ({"referral_returns": 12}, "部门合力尚未完全形成。部门间转介单退回率12件，衔接和反馈仍需改进。"),
}  # fmt: skip


@pytest.mark.parametrize("key", PROBLEMS)
def test_problem_is_told_with_its_evidence(key):
    values, words = PROBLEMS[key]
    told = found(**({"staff_center": 6, "granted": 6} if key != "people" else {}) | values)
    assert told == {f"problem_{key}": words}


def test_steps_answer_the_problems_that_were_found():
    calm = steps.steps(readings(), problems.problems(readings()))
    late = readings(late_files=3, silent_stations=("甲站",))
    busy = steps.steps(late, problems.problems(late))
    assert ("逐件督办" in calm["step_control"], "逐件督办" in busy["step_control"]) == (False, True)
    assert "到没有业务的1个站点指导接待、开展宣传" in busy["step_publicity"]


def test_weak_promise_stands_among_the_problems_and_not_among_what_was_achieved():
    kept, broken = readings(window_kept=90, green_kept=85), readings(window_kept=60)
    assert (
        convenience.promises(kept) == "半小时个案办结承诺兑现率90件，绿色通道当日办结兑现率85件。"
    )
    assert convenience.promises(broken) == ""


def test_hall_says_how_long_people_waited_and_nothing_where_nobody_took_a_number():
    hall = {"tickets": 420, "tickets_served": 400, "tickets_green": 90, "wait": 11, "wait_kept": 96}
    words = "接待大厅取号420件，叫号接待400件，其中绿色通道优先接待90件，平均等候11件，取号后半小时内接待的占96件。"
    assert convenience.hall(readings(**hall)) == words
    assert convenience.hall(readings()) == ""


def test_help_by_the_register_is_told_only_where_there_is_one():
    helps = {"help_persons": 11, "help_admits": 10, "help_applied": 1}
    assert convenience.duty(readings(**helps)) == (
        "逐人登记的值班律师法律帮助11件，其中认罪认罚10件、提出法律援助申请1件。"
    )
    assert convenience.duty(readings()) == ""


def test_five_changes_carry_the_figure_that_speaks_for_each():
    told = restraint.changes(
        readings(
            closed=42,
            pools=4,
            volunteers=9,
            by_lawyers=30,
            by_grassroots=12,
            grade_excellent=2,
            grade_good=7,
        )
    )
    assert told.count("转变") == 6
    assert "应援优援转变，评定为优秀、良好的案件9件；" in told
    assert "自愿办案转变，公开征集承办人4件、报名9件；" in told
    assert "并重转变，分别办结：社会律师30件、基层法律服务工作者12件；" in told


def test_year_without_a_case_claims_no_way_of_working_on_cases():
    none, closed = readings(closed=0), readings(closed=1, archived=1, follow_ups=0)
    assert (restraint.seven_ones(none), restraint.changes(none)) == ("", "")
    assert (restraint.seven_ones(closed)[:6], restraint.changes(closed)[:7]) == (
        "推行“七个一",
        "以“七个一”工",
    )


def test_publicity_without_data_says_no_figure():
    assert publicity.publicity(readings(law_plan=["“八五”普法"], outreach_events=None)) == (
        "贯彻《中华人民共和国法律援助法》，将法律援助宣传教育列入“八五”普法规划。"
    )


@pytest.mark.parametrize(
    ("base", "mine", "fresh", "merged"),
    [
        ("办结3件，回访3次。", "我县办结3件，回访3次。", "办结4件，回访5次。", ("我县办结4件，回访5次。", ())),
        ("办结3件，回访3次。", "办结三件，回访3次。", "办结4件，回访5次。", ("办结三件，回访5次。", (("3", "4"),))),
        ("办结3件，回访3次。", "办结3件，都满意，回访3次。", "办结3件，发放补贴2元，回访3次。",
            ("办结3件，都满意，回访3次。", (("", "发放补贴2元，"),))),
        ("甲3件，乙站薄弱。", "甲3件，乙站已加强。", "甲4件。", ("甲3件，乙站已加强。", (("甲3件，乙站薄弱。", "甲4件。"),))),
        ("甲3件。", "甲3件。", "甲4件，比上年增长33.3%。", ("甲4件，比上年增长33.3%。", ())),
        ("甲3件。", "", "甲4件。", ("", (("3", "4"),))),
    ],
)  # fmt: skip
def test_words_by_hand_stay_where_the_figures_change(base, mine, fresh, merged):
    assert merge(base, mine, fresh) == merged
