"""The standards of other places, figure by figure as their sources give them (facts, section 5): what an office starts from."""

from datetime import date
from decimal import Decimal as D

import pytest

from subsidies.law.examples import EXAMPLES

# key: (region, in force from, {(service, kind, stage, manner): yuan}, what else the sheet says)
CASE = "case"
FIGURES = {
    "unnamed": (
        "示例：某省（网页未示地区）", date(2020, 1, 1),
        {
            (CASE, "criminal", "侦查", ""): 900, (CASE, "criminal", "审查起诉", ""): 1300, (CASE, "criminal", "", ""): 1800,
            (CASE, "criminal", "", "no_hearing"): 1300, (CASE, "civil", "", ""): 2000, (CASE, "administrative", "", ""): 2000,
            (CASE, "civil", "仲裁", ""): 1600, (CASE, "civil", "执行", ""): 1300, (CASE, "civil", "尚未进入法律程序", ""): 1300,
            (CASE, "civil", "调解", ""): 1300,
        },
        {},
    ),
    "yongding": (
        "示例：永定区（福建）", date(2020, 1, 1),
        {
            (CASE, "criminal", "侦查", ""): 600, (CASE, "criminal", "审查起诉", ""): 600, (CASE, "criminal", "", ""): 1200,
            (CASE, "civil", "", ""): 1400, (CASE, "administrative", "", ""): 1400, (CASE, "civil", "尚未进入法律程序", ""): 250,
            (CASE, "civil", "调解", ""): 250, ("duty", "", "", ""): 200, ("consultation", "", "", ""): 200,
        },
        {},
    ),
    "hanjiang": (
        "示例：涵江区", date(2016, 1, 1),
        {
            (CASE, "criminal", "侦查", ""): 800, (CASE, "criminal", "审查起诉", ""): 1000, (CASE, "criminal", "", ""): 1200,
            (CASE, "civil", "", ""): 1200, (CASE, "administrative", "", ""): 1200, (CASE, "civil", "调解", ""): 200,
            ("drafting", "", "", ""): 100, ("duty", "", "", ""): 100, ("consultation", "", "", ""): 100,
        },
        {"group_step": 200, "group_ceiling": 5000, "cross_city": 500, "cross_province": 1000, "difficult": 1000},
    ),
    "range": (
        "示例：幅度标准下限（浙江类）", date(2019, 1, 1),
        {
            (CASE, "criminal", "侦查", ""): 800, (CASE, "criminal", "审查起诉", ""): 800, (CASE, "criminal", "", ""): 1200,
            (CASE, "civil", "", ""): 2000, (CASE, "administrative", "", ""): 2000, (CASE, "civil", "仲裁", ""): 1500,
            (CASE, "civil", "调解", ""): 1000, (CASE, "civil", "尚未进入法律程序", ""): 1000,
        },
        {"case_ceiling": 8000},
    ),
    "shaanxi": (
        "示例：陕西（下限）", date(2019, 1, 1),
        {(CASE, "", "", ""): 1000, ("drafting", "", "", ""): 200, ("duty", "", "", ""): 100, ("consultation", "", "", ""): 100},
        {"cross_city": 1000, "cross_province": 1000, "gravest_factor": D("1.5")},
    ),
    "lottery": (
        "示例：中央专项彩票公益金项目（东部六省）", date(2020, 1, 1),
        {
            (CASE, "criminal", "", ""): 1600, (CASE, "civil", "执行", ""): 1600, (CASE, "civil", "", ""): 2800,
            (CASE, "administrative", "", ""): 2800,
        },
        {"case_ceiling": 5000},
    ),
    "chengkou": ("示例：城口县", date(2023, 1, 1), {("duty_help", "", "", ""): 100}, {}),
}  # fmt: skip
NOTHING_ELSE = {
    "group_step": None, "group_ceiling": None, "cross_city": 0, "cross_province": 0, "difficult": 0, "gravest_factor": 1,
    "case_ceiling": None, "factors": {}, "late_per_day": 0, "late_ceiling": None,
}  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.key for example in EXAMPLES])
def test_example_says_what_its_source_says(example):
    region, since, figures, more = FIGURES[example.key]
    assert (example.region, example.valid_from) == (region, since)
    rows = {
        (rate.service, rate.kind, rate.stage, rate.manner): (rate.direct, rate.labour)
        for rate in example.sheet.rates
    }
    assert rows == {key: (0, yuan) for key, yuan in figures.items()}
    assert {name: getattr(example.sheet, name) for name in NOTHING_ELSE} == NOTHING_ELSE | more


def test_every_example_is_here():
    assert [example.key for example in EXAMPLES] == list(FIGURES)
