"""The documented standards of other places (facts section 5): examples to start from, never paid by.

Most sources name one sum per case. Where a source does not split it into direct costs and labour fee, the whole stands as labour fee.
No source names coefficients of the quality grades (永定 and 城口 say that quality decides, not by how much), so none stand here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .calculation import Rate, Sheet


@dataclass(frozen=True)
class Example:
    key: str
    region: str
    valid_from: date
    source: str
    sheet: Sheet


def _rates(*rows):
    """(service, kind, stage, manner, yuan) -> rates with the whole sum as labour fee."""
    return tuple(
        Rate(service, Decimal(0), Decimal(yuan), kind=kind, stage=stage, manner=manner)
        for service, kind, stage, manner, yuan in rows
    )


UNNAMED = Example(
    "unnamed", "示例：某省（网页未示地区）", date(2020, 1, 1), "公开网页，未示地区",  # source S36
    Sheet(_rates(
        ("case", "criminal", "侦查", "", 900), ("case", "criminal", "审查起诉", "", 1300), ("case", "criminal", "", "", 1800),
        ("case", "criminal", "", "no_hearing", 1300), ("case", "civil", "", "", 2000), ("case", "administrative", "", "", 2000),
        ("case", "civil", "仲裁", "", 1600), ("case", "civil", "执行", "", 1300), ("case", "civil", "尚未进入法律程序", "", 1300),
        ("case", "civil", "调解", "", 1300),
    )),
)  # fmt: skip
YONGDING = Example(
    "yongding", "示例：永定区（福建）", date(2020, 1, 1), "永定区2020年标准",  # source S35
    Sheet(_rates(
        ("case", "criminal", "侦查", "", 600), ("case", "criminal", "审查起诉", "", 600), ("case", "criminal", "", "", 1200),
        ("case", "civil", "", "", 1400), ("case", "administrative", "", "", 1400), ("case", "civil", "尚未进入法律程序", "", 250),
        ("case", "civil", "调解", "", 250), ("duty", "", "", "", 200), ("consultation", "", "", "", 200),
    )),
)  # fmt: skip
HANJIANG = Example(
    "hanjiang", "示例：涵江区", date(2016, 1, 1), "涵江区2016年标准",  # source S37
    Sheet(_rates(
        ("case", "criminal", "侦查", "", 800), ("case", "criminal", "审查起诉", "", 1000), ("case", "criminal", "", "", 1200),
        ("case", "civil", "", "", 1200), ("case", "administrative", "", "", 1200), ("case", "civil", "调解", "", 200),
        ("drafting", "", "", "", 100), ("duty", "", "", "", 100), ("consultation", "", "", "", 100),
    ), group_step=Decimal(200), group_ceiling=Decimal(5000), cross_city=Decimal(500), cross_province=Decimal(1000),
        difficult=Decimal(1000)),
)  # fmt: skip
RANGE = Example(
    "range", "示例：幅度标准下限（浙江类）", date(2019, 1, 1), "幅度标准网页，取下限，跨区最高8000元",  # source S38
    Sheet(_rates(
        ("case", "criminal", "侦查", "", 800), ("case", "criminal", "审查起诉", "", 800), ("case", "criminal", "", "", 1200),
        ("case", "civil", "", "", 2000), ("case", "administrative", "", "", 2000), ("case", "civil", "仲裁", "", 1500),
        ("case", "civil", "调解", "", 1000), ("case", "civil", "尚未进入法律程序", "", 1000),
    ), case_ceiling=Decimal(8000)),
)  # fmt: skip
SHAANXI = Example(
    "shaanxi", "示例：陕西（下限）", date(2019, 1, 1), "陕西2019年标准，取下限；跨区域下限2000元；无期、死刑、复核×1.5",  # source S39
    Sheet(_rates(
        ("case", "", "", "", 1000), ("drafting", "", "", "", 200), ("duty", "", "", "", 100), ("consultation", "", "", "", 100),
    ), cross_city=Decimal(1000), cross_province=Decimal(1000), gravest_factor=Decimal("1.5")),
)  # fmt: skip
LOTTERY = Example(
    "lottery", "示例：中央专项彩票公益金项目（东部六省）", date(2020, 1, 1), "中央专项彩票公益金法律援助项目，单件最高5000元",  # source S46
    Sheet(_rates(
        ("case", "criminal", "", "", 1600), ("case", "civil", "执行", "", 1600), ("case", "civil", "", "", 2800),
        ("case", "administrative", "", "", 2800),
    ), case_ceiling=Decimal(5000)),
)  # fmt: skip
CHENGKOU = Example(
    "chengkou", "示例：城口县", date(2023, 1, 1), "城口县2023年第四季度值班律师法律帮助70人次7000元",  # source S45
    Sheet(_rates(("duty_help", "", "", "", 100))),
)  # fmt: skip
EXAMPLES = (UNNAMED, YONGDING, HANJIANG, RANGE, SHAANXI, LOTTERY, CHENGKOU)
