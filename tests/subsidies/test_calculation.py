"""Forty worked calculations with their sources (facts section 5), and what no facts may do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.law.calculation import Facts, NoRate, Rate, Sheet, calculate, total
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
    with pytest.raises(ValueError, match="negative"):
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
