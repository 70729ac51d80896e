"""Synthetic people: valid identity numbers of an area code that was never issued, phones, names. Nobody real."""

from datetime import date, timedelta

from legalaid.platform.core.identifiers import check_digit

AREA = "999901"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
MALE = (
    "建国",
    "志强",
    "国强",
    "明辉",
    "海涛",
    "俊杰",
    "德福",
    "长林",
    "卫东",
    "永刚",
    "立新",
    "小军",
    "文斌",
    "浩然",
    "宝山",
)
FEMALE = (
    "秀英",
    "桂兰",
    "丽娟",
    "玉梅",
    "春燕",
    "雪芹",
    "红霞",
    "淑珍",
    "小芳",
    "美玲",
    "晓燕",
    "雨欣",
    "彩霞",
    "凤英",
    "慧敏",
)
VILLAGES = (
    "东河村",
    "柳树屯",
    "新庄村",
    "南山村",
    "大坝村",
    "石桥村",
    "杏林社区",
    "建设路社区",
    "城关社区",
    "北关村",
)
COMPANIES = (
    "清和县宏达建筑工程有限公司",
    "清和县永兴纺织有限公司",
    "清和县福源食品厂",
    "清和县顺达物流有限公司",
    "清和县金桥劳务有限公司",
    "清和县瑞丰家具厂",
)


def name(rng, female):
    return rng.choice(SURNAMES) + rng.choice(FEMALE if female else MALE)


def identity(rng, birth, female):
    """An 18-digit number with a right check digit."""
    order = rng.randrange(0, 499) * 2 + (0 if female else 1)
    body = f"{AREA}{birth:%Y%m%d}{order:03d}"
    return body + check_digit(body)


def phone(rng):
    return f"1{rng.choice('3578')}{rng.randrange(10**9):09d}"


def birth(rng, on, low, high):
    return on - timedelta(days=rng.randrange(low * 365 + low // 4 + 1, high * 365))


def address(rng):
    return f"清和县{rng.choice(('城关镇', '柳河镇', '石桥乡', '新庄镇'))}{rng.choice(VILLAGES)}{rng.randrange(1, 200)}号"


def person(rng, on, *, low=20, high=78, female=None):
    """Field values of a Person."""
    female = rng.random() < 0.42 if female is None else female
    born = birth(rng, on, low, high)

    return {
        "name": name(rng, female),
        "id_kind": "resident",
        "id_number": identity(rng, born, female),
        "sex": "F" if female else "M",
        "birth": born,
        "ethnicity": "汉族" if rng.random() < 0.93 else "回族",
        "phone": phone(rng),
        "household_address": address(rng),
        "address": address(rng),
    }


def licence(rng, year, female):
    return f"1{99}{99}{year}1{1 if female else 0}{rng.randrange(10**6):06d}"


def practice_start(rng, on):
    return date(on.year - rng.randrange(2, 22), rng.randrange(1, 13), 1)
