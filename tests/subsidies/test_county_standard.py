"""A county's public standard of 2022 (sums by stage and grade, withdrawal before and during trial, execution by share) is entered and paid by."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from subsidies.law.calculation import Facts, Rate, Sheet, calculate, total
from subsidies.models import Standard

D = Decimal
SHEET = Sheet(
    (
        Rate("case", D(0), D(1200), "civil"),
        Rate("case", D(0), D(1400), "civil", grade="good"),
        Rate("case", D(0), D(800), "criminal", "侦查"),
        Rate("case", D(0), D(1000), "criminal", "侦查", grade="good"),
        Rate("case", D(0), D(1200), "criminal", "审查起诉"),
        Rate("case", D(0), D(1400), "criminal", "审查起诉", grade="good"),
        Rate("case", D(0), D(1300), "criminal"),
        Rate("case", D(0), D(1500), "criminal", grade="good"),
        Rate("case", D(0), D(600), manner="before_trial"),
        Rate("case", D(0), D(1000), manner="in_trial"),
        Rate("case", D(0), D(800), manner="settled"),
        Rate("case", D(0), D(1000), "civil", "执行", by_share=True),
    ),
    difficult_percent=D(50),
    cross_city=D(200),
    cross_city_percent=D(10),
    factors={"good": D("1.2"), "pass": D(1), "fail": D(0)},
)
CIVIL = {"kind": "civil", "stage": "一审"}
EXECUTION = {"kind": "civil", "stage": "执行"}


@pytest.mark.parametrize(
    ("facts", "yuan"),
    [
        (CIVIL | {"grade": "pass"}, 1200),
        (CIVIL | {"grade": "good"}, 1400),
        (CIVIL, 1200),
        (CIVIL | {"grade": "fail"}, 0),
        ({"kind": "criminal", "stage": "侦查", "grade": "pass"}, 800),
        ({"kind": "criminal", "stage": "侦查", "grade": "good"}, 1000),
        ({"kind": "criminal", "stage": "审查起诉", "grade": "good"}, 1400),
        ({"kind": "criminal", "stage": "一审", "grade": "good"}, 1500),
        (CIVIL | {"manner": "before_trial", "grade": "pass"}, 600),
        (CIVIL | {"manner": "in_trial", "grade": "pass"}, 1000),
        (CIVIL | {"manner": "settled"}, 800),
        (EXECUTION | {"executed": 100}, 1000),
        (EXECUTION | {"executed": 35}, 350),
        (EXECUTION, 0),
        (CIVIL | {"difficult": True}, 1800),
        (CIVIL | {"crossing": "city"}, 1520),
    ],
    ids=str,
)
def test_each_sum_of_the_county(facts, yuan):
    assert total(calculate(SHEET, Facts(**facts))) == yuan


def test_execution_says_of_what_share_it_is():
    reasons = [
        calculate(SHEET, Facts(**EXECUTION, executed=share))[1].reason for share in (35, None)
    ]
    assert reasons == ["基本劳务费1,000元×执行到位35%", "基本劳务费1,000元，没有申报执行到位的比例"]


def test_finance_enters_rows_by_grade_and_by_share(sign_in, county):
    rows = [
        {"service": "case", "kind": "civil", "direct": "0", "labour": "1200"},
        {"service": "case", "kind": "civil", "grade": "good", "direct": "0", "labour": "1400"},
        {"service": "case", "stage": "执行", "by_share": "on", "direct": "0", "labour": "1000"},
    ]
    form = {
        "title": "本县2022年标准", "level": "county", "region": "本县", "source": "公开标准", "valid_from": "2022-01-01", "cross_city": "0",
        "cross_province": "0", "difficult": "0", "cross_city_percent": "0", "cross_province_percent": "0", "difficult_percent": "50",
        "gravest_factor": "1", "factor_excellent": "1", "factor_good": "1", "factor_pass": "1", "factor_fail": "1", "file_days": "30",
        "late_per_day": "0", "notice_days": "0", "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, row in enumerate(rows):
        form |= {f"form-{number}-{name}": value for name, value in row.items()}

    answer = sign_in(county.caiwu).post(reverse("subsidies:propose"), form)
    standard = Standard.objects.get(title="本县2022年标准")
    assert (answer.status_code, standard.valid_from) == (302, date(2022, 1, 1))
    assert [rate.name for rate in standard.rates.all()] == [
        "办案补贴·民事", "办案补贴·民事·质量良好", "办案补贴·执行·按执行到位的比例",
    ]  # fmt: skip
    assert total(calculate(standard.sheet, Facts(**CIVIL, grade="good", difficult=True))) == 2100
