"""Forty worked calculations with their sources (facts section 5), and what no facts may do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.law.calculation import Facts, NoRate, Rate, Sheet, calculate, total, workdays
from subsidies.law.chart import matter_of
from subsidies.law.examples import CHENGKOU, HANJIANG, LOTTERY, RANGE, SHAANXI, UNNAMED, YONGDING
from subsidies.law.overlap import overlapping

D = Decimal
FACTORS = {"excellent": D("1.1"), "good": D("1.0"), "pass": D("0.9"), "fail": D("0")}
# the demo county's sheet: direct costs 200, labour fee 1200, the modifiers of facts section 5 together
LOCAL = Sheet(
    (Rate("case", D(200), D(1200)), Rate("duty", D(50), D(150)), Rate("quality_review", D(0), D(80))),
    group_step=D(200), group_ceiling=D(5000), cross_city=D(500), cross_province=D(1000), difficult=D(1000), gravest_factor=D("1.5"),
    case_ceiling=D(5000), factors=FACTORS, late_per_day=D(20), late_ceiling=D(400),
)  # fmt: skip
WORKED = [
    # sheet, facts, yuan, source or rule
    (UNNAMED.sheet, {"kind": "criminal", "stage": "侦查"}, "900", "S36 刑事侦查"),
    (UNNAMED.sheet, {"kind": "criminal", "stage": "审查起诉"}, "1300", "S36 刑事审查起诉"),
    (UNNAMED.sheet, {"kind": "criminal", "stage": "一审"}, "1800", "S36 刑事审判"),
    (UNNAMED.sheet, {"kind": "criminal", "stage": "一审", "manner": "no_hearing"}, "1300", "S36 不开庭或速裁=起诉档"),
    (UNNAMED.sheet, {"kind": "civil", "stage": "一审"}, "2000", "S36 民事诉讼"),
    (UNNAMED.sheet, {"kind": "administrative", "stage": "一审"}, "2000", "S36 行政诉讼"),
    (UNNAMED.sheet, {"kind": "civil", "stage": "仲裁"}, "1600", "S36 劳动仲裁"),
    (UNNAMED.sheet, {"kind": "civil", "stage": "执行"}, "1300", "S36 执行"),
    (UNNAMED.sheet, {"kind": "civil", "stage": "尚未进入法律程序"}, "1300", "S36 非诉讼"),
    (YONGDING.sheet, {"kind": "criminal", "stage": "侦查"}, "600", "S35"),
    (YONGDING.sheet, {"kind": "criminal", "stage": "审查起诉"}, "600", "S35"),
    (YONGDING.sheet, {"kind": "criminal", "stage": "一审"}, "1200", "S35"),
    (YONGDING.sheet, {"kind": "civil", "stage": "一审"}, "1400", "S35"),
    (YONGDING.sheet, {"kind": "civil", "stage": "仲裁"}, "1400", "S35 仲裁"),
    (YONGDING.sheet, {"kind": "civil", "stage": "调解"}, "250", "S35 非诉讼"),
    (YONGDING.sheet, {"service": "duty", "quantity": D(2)}, "400", "S35 值班每日200元"),
    (YONGDING.sheet, {"service": "consultation", "quantity": D("0.5")}, "100", "S35 咨询半日"),
    (YONGDING.sheet, {"kind": "civil", "stage": "一审", "grade": "excellent"}, "1400", "S35 按质量浮动，未示系数"),
    (HANJIANG.sheet, {"kind": "criminal", "stage": "侦查"}, "800", "S37"),
    (HANJIANG.sheet, {"kind": "criminal", "stage": "审查起诉"}, "1000", "S37"),
    (HANJIANG.sheet, {"kind": "criminal", "stage": "二审"}, "1200", "S37"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审"}, "1200", "S37"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "调解"}, "200", "S37 调解"),
    (HANJIANG.sheet, {"service": "drafting"}, "100", "S37 代书"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "group_number": 2, "group_sum": D(1200)}, "200", "S37 同案每增加一件200元"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "group_number": 21, "group_sum": D(4900)}, "100", "S37 合计最高5000元"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "group_number": 22, "group_sum": D(5000)}, "0", "S37 合计最高5000元"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "crossing": "city"}, "1700", "S37 跨市加500元"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "crossing": "province"}, "2200", "S37 跨省加1000元"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "difficult": True}, "2200", "S37 重大疑难加1000元"),
    (RANGE.sheet, {"kind": "civil", "stage": "仲裁"}, "1500", "S38"),
    (SHAANXI.sheet, {"kind": "criminal", "stage": "一审", "gravest": True}, "1500", "S39 无期、死刑、复核1.5倍"),
    (SHAANXI.sheet, {"kind": "civil", "stage": "一审", "crossing": "city"}, "2000", "S39 跨区域下限2000元"),
    (LOTTERY.sheet, {"kind": "criminal", "stage": "一审"}, "1600", "S46"),
    (LOTTERY.sheet, {"kind": "civil", "stage": "执行"}, "1600", "S46 执行"),
    (LOTTERY.sheet, {"kind": "civil", "stage": "一审"}, "2800", "S46"),
    (CHENGKOU.sheet, {"service": "duty_help", "quantity": D(70)}, "7000", "S45 法律帮助70人次7000元"),
    (LOCAL, {"kind": "civil", "public_post": True, "direct_costs": D("86.50")}, "86.50", "S33 有公职身份只报直接费用"),
    (LOCAL, {"kind": "civil", "public_post": True}, "0", "S33 只报直接费用，没有票据"),
    (LOCAL, {"kind": "civil", "public_post": True, "direct_costs": D(900)}, "200", "S33 报销以标准的直接费用为限"),
    (LOCAL, {"kind": "civil", "gravest": True}, "1400", "S39 无期、死刑、复核只是刑事案件"),
    (HANJIANG.sheet, {"kind": "civil", "stage": "一审", "group_sum": D(4600)}, "400", "S37 首件后算，合计最高5000元"),
    (LOCAL, {"kind": "civil", "file_took": 33, "file_allowed": 32}, "1380", "D17 期满日遇休息日顺延：33-32=1日×20元"),
    (LOCAL, {"kind": "civil", "grade": "fail"}, "200", "S45 依据评估等次发放：不合格无劳务费"),
    (LOCAL, {"kind": "civil", "grade": "good", "file_took": 36}, "1280", "逾期报送：36-30=6日×20元"),
    (LOCAL, {"kind": "criminal", "crossing": "province", "difficult": True, "gravest": True}, "4000", "200+1200+600+1000+1000"),
    (LOCAL, {"service": "quality_review"}, "80", "质量评估按件，与所评等次无关"),
    (LOCAL, {"service": "quality_review", "public_post": True}, "0", "S33 机构人员只报直接费用，此项没有直接费用"),
    (LOCAL, {"kind": "civil", "grade": "fail", "file_took": 99}, "0", "逾期扣减最高400元，以应发额为限"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "facts", "yuan", "source"), WORKED)
def test_worked_calculation(sheet, facts, yuan, source):
    assert total(calculate(sheet, Facts(**facts))) == D(yuan)


def test_there_are_at_least_forty_worked_calculations():
    assert len(WORKED) == 49


def test_every_line_says_why():
    lines = calculate(LOCAL, Facts(kind="civil", grade="excellent", crossing="city", file_took=31))
    assert [(line.kind, str(line.amount), line.reason) for line in lines] == [
        ("direct", "200.00", "直接费用200元"),
        ("labour", "1200.00", "基本劳务费1,200元"),
        ("crossing", "500.00", "跨县（市、区）办理"),
        ("quality", "120.00", "质量等次系数1.1"),
        ("late", "-20.00", "结案材料逾期1日报送"),
    ]


def test_the_row_that_names_most_wins_whatever_the_order():
    general, stage, manner = (
        Rate("case", D(0), D(1)),
        Rate("case", D(0), D(2), stage="一审"),
        Rate("case", D(0), D(3), manner="no_hearing"),
    )
    for rows in ((general, stage, manner), (manner, stage, general)):
        assert total(calculate(Sheet(rows), Facts(stage="一审", manner="no_hearing"))) == 3
        assert total(calculate(Sheet(rows), Facts(stage="一审"))) == 2
        assert total(calculate(Sheet(rows), Facts(stage="二审"))) == 1


def test_work_without_a_row_is_not_guessed():
    with pytest.raises(NoRate):
        calculate(CHENGKOU.sheet, Facts(kind="civil"))


@pytest.mark.parametrize(
    "facts", [{"quantity": D(-1)}, {"quantity": D(0)}, {"direct_costs": D(-5)}, {"file_took": -3}]
)
def test_negative_facts_are_refused(facts):
    with pytest.raises(ValueError, match="^negative facts$"):
        calculate(LOCAL, Facts(**facts))


@given(
    st.builds(
        Facts, kind=st.sampled_from(["criminal", "civil"]), stage=st.sampled_from(["侦查", "一审", "调解"]),
        manner=st.sampled_from(["", "no_hearing"]), crossing=st.sampled_from(["", "city", "province"]), difficult=st.booleans(),
        gravest=st.booleans(), group_number=st.integers(1, 60), group_sum=st.none() | st.decimals(0, 6000, places=2),
        grade=st.sampled_from(["", "excellent", "good", "pass", "fail"]), file_took=st.integers(0, 400), public_post=st.booleans(),
        direct_costs=st.none() | st.decimals(0, 900, places=2),
    ),
    st.sampled_from([LOCAL, HANJIANG.sheet, UNNAMED.sheet, YONGDING.sheet, LOTTERY.sheet]),
)  # fmt: skip
def test_any_facts_give_two_places_never_negative_never_above_the_ceilings(facts, sheet):
    lines = calculate(sheet, facts)
    whole = total(lines)
    assert all(line.amount == line.amount.quantize(D("0.01")) and line.reason for line in lines)
    assert whole >= 0
    assert sheet.case_ceiling is None or whole <= sheet.case_ceiling
    if facts.group_sum is not None and sheet.group_ceiling is not None and not facts.public_post:
        assert facts.group_sum + whole <= max(sheet.group_ceiling, facts.group_sum)
    if facts.public_post:
        assert [line.kind for line in lines] == ["direct"]


def test_overlapping_names_the_standards_in_the_way():
    from datetime import date

    others = [("甲", date(2024, 1, 1), date(2024, 12, 31)), ("乙", date(2025, 1, 1), None)]
    assert overlapping(date(2024, 6, 1), date(2024, 6, 30), others) == ["甲"]
    assert overlapping(date(2024, 12, 31), date(2025, 1, 1), others) == ["甲", "乙"]
    assert overlapping(date(2023, 1, 1), date(2023, 12, 31), others) == []
    assert overlapping(date(2030, 1, 1), None, others) == ["乙"]


def test_four_hours_are_half_a_day():
    assert [workdays(D(hours)) for hours in ("3.5", "4", "4.1", "8")] == [D("0.5"), D("0.5"), 1, 1]


ROWS = (
    Rate("case", D(200), D(1200), kind="criminal", row=7),
    Rate("duty", D(50), D(150), row=8),
)


def lines_of(facts, **sheet):
    found = calculate(Sheet(ROWS, **sheet), Facts(**{"kind": "criminal"} | facts))
    return [(line.kind, str(line.amount), line.reason, line.row) for line in found]


def plain(direct="200.00", labour="1200.00"):
    return [
        ("direct", direct, "直接费用200元", 7),
        ("labour", labour, "基本劳务费1,200元", 7),
    ]


def test_work_by_quantity_is_multiplied_and_says_so():
    assert lines_of({"service": "duty", "quantity": D("2.5")}) == [
        ("direct", "125.00", "直接费用50元×2.5", 8),
        ("labour", "375.00", "基本劳务费150元×2.5", 8),
    ]


def test_supplements_of_a_case_each_have_their_line():
    found = lines_of(
        {"gravest": True, "crossing": "province", "difficult": True},
        gravest_factor=D("1.5"), cross_city=D(500), cross_province=D(1000), difficult=D(900),
    )  # fmt: skip
    assert found == [
        *plain(),
        ("gravest", "600.00", "可能判处无期徒刑、死刑或者死刑复核，劳务费×1.5", None),
        ("crossing", "1000.00", "跨省办理", None),
        ("difficult", "900.00", "重大疑难案件", None),
    ]


def test_supplement_of_nothing_has_no_line_but_both_parts_of_the_rate_have():
    empty = Sheet((Rate("case", D(0), D(0)),), factors={"good": D(1)})
    found = calculate(empty, Facts(crossing="city", difficult=True, grade="good"))
    assert [(line.kind, str(line.amount)) for line in found] == [
        ("direct", "0.00"),
        ("labour", "0.00"),
    ]


def test_further_case_of_a_group_is_one_line():
    assert lines_of({"group_number": 3}, group_step=D("66.666")) == [
        ("group", "66.67", "同一事实第3件，定额", 7)
    ]


def test_public_post_is_reimbursed_by_receipt():
    told = "有公职身份或者属机构人员，只按票据报销直接费用"
    post = {"public_post": True}
    assert lines_of(post | {"direct_costs": D("86.5")}) == [("direct", "86.50", told, 7)]
    assert lines_of(post) == [("direct", "0.00", told + "；没有申报票据", 7)]
    kinds = (("差旅交通", D("56.5")), ("印刷", D(30)))
    by_kind = told.replace("费用", "费用（差旅交通56.5元、印刷30元）")
    assert lines_of(post | {"direct_costs": D("86.5"), "costs": kinds}) == [
        ("direct", "86.50", by_kind, 7)
    ]
    assert lines_of(post | {"direct_costs": D(900), "quantity": D(2)}) == [
        ("direct", "400.00", told, 7)
    ]


def test_file_handed_in_late_costs_by_the_day_up_to_a_limit():
    """办理法律援助案件程序规定: thirty days from the closing; the last one counts as kept."""
    late = {"late_per_day": D(20)}
    assert lines_of({"file_took": 30}, **late) == plain()
    assert lines_of({"file_took": 31}, **late)[2:] == [
        ("late", "-20.00", "结案材料逾期1日报送", None)
    ]
    assert lines_of({"file_took": 60}, **late)[2][1] == "-600.00"
    assert lines_of({"file_took": 60}, **late, late_ceiling=D(400))[2][1] == "-400.00"
    assert lines_of({"file_took": 60}) == plain()


def test_one_case_is_bounded_and_work_without_a_case_is_not():
    assert lines_of({}, case_ceiling=D(1400)) == plain()
    assert lines_of({}, case_ceiling=D("1399.5")) == [
        *plain(), ("ceiling", "-0.50", "单件最高1,399.5元", None),
    ]  # fmt: skip
    assert len(lines_of({"service": "duty"}, case_ceiling=D(1), group_ceiling=D(1))) == 2


def test_cases_of_a_group_are_bounded_together():
    ceiling = {"group_ceiling": D(5000)}
    told = "同一事实案件合计最高5,000元"
    assert lines_of({"group_sum": D(4600)}, **ceiling) == [
        *plain(), ("ceiling", "-1000.00", told, None),
    ]  # fmt: skip
    assert lines_of({"group_sum": D(6000)}, **ceiling)[2:] == [("ceiling", "-1400.00", told, None)]
    assert lines_of({"group_number": 2}, group_ceiling=D(1000))[2][1] == "-400.00"
    assert lines_of({}, group_ceiling=D(1000)) == plain()
    both = lines_of({"group_sum": D(4600)}, case_ceiling=D(1300), **ceiling)
    assert [line[1:3] for line in both[2:]] == [
        ("-100.00", "单件最高1,300元"),
        ("-900.00", told),
    ]


def test_deductions_end_at_nothing():
    told = ("floor", "200.00", "扣减以应发额为限", None)
    late = {"late_per_day": D(800)}
    assert lines_of({"file_took": 32}, **late)[3:] == [told]
    assert lines_of({"file_took": 32}, late_per_day=D(700))[3:] == []
    assert lines_of({"file_took": 31}, late_per_day=D("1399.5"))[3:] == []


def test_cents_are_rounded_half_up_line_by_line():
    odd = Sheet((Rate("duty", D("33.33"), D("0.01")),))
    found = calculate(odd, Facts(service="duty", quantity=D("0.5")))
    assert [str(line.amount) for line in found] == ["16.67", "0.01"]


def test_no_lines_are_nothing_in_two_places():
    assert str(total([])) == "0.00"


@pytest.mark.parametrize(
    ("kind", "forum", "row"),
    [
        ("criminal", "court", "criminal"),
        ("criminal", "outside", "criminal"),
        ("civil", "court", "civil_litigation"),
        ("civil", "outside", "civil_other"),
        ("administrative", "court", "administrative_litigation"),
        ("administrative", "outside", "administrative_other"),
    ],
)
def test_row_of_table_4_a_case_is_booked_to(kind, forum, row):
    assert matter_of(kind, forum) == row
