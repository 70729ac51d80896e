"""Table 11 and the quarterly return: consultations. One person asking about two kinds of matter is 1 person-time and 2 items."""

from cases.law.local import COLUMNS
from cases.law.topics import TABLE_11, TOPICS

from .counting import CROWDS
from .figure import condition, family, figure

CHANNELS = {
    "visit": ("来访", "visit"),
    "letter": ("来信", "letter"),
    "phone": ("来电", ("phone", "hotline")),
    "hotline": ("12348", "hotline"),
    "web": ("网络", ("web", "chat")),
    "other": ("其他", "other"),
}
ROWS = {
    code: (label, tuple(topic.code for topic in TOPICS if topic.row == code))
    for code, label in TABLE_11
}
GROUPS = {
    group: (label, tuple(topic.code for topic in TOPICS if topic.group == group))
    for group, label in (
        ("criminal", "刑事"),
        ("civil", "民事"),
        ("administrative", "行政"),
        ("economic", "经济"),
    )
}
# what is none of the four: the form has no column for it but the sum of the civil ones
GROUPS["civil"] = (GROUPS["civil"][0], (*GROUPS["civil"][1], "other"))
CRIMES = {
    "public_safety": ("危害公共安全罪", "crime_public_safety"),
    "market": ("破坏市场经济秩序罪", "crime_market"),
    "person": ("侵犯人身权利、民主权利罪", "crime_person"),
    "property": ("侵犯财产罪", "crime_property"),
    "order": ("妨害社会管理秩序罪", "crime_order"),
    "defence": ("危害国防利益罪", "crime_defence"),
    "bribery": ("贪污贿赂罪", "crime_bribery"),
    "dereliction": ("渎职罪", "crime_dereliction"),
}
KINDS = {topic.code: (topic.text, topic.code) for topic in TOPICS}


def _persons(**where):
    return condition("consultations", "persons", "人次", asked=1, **where)


def _items(**where):
    return condition("topics", "items", "件", asked=1, **where)


@figure("asked", "咨询总数")
def asked():
    """本期接待的法律咨询人次：一人一次为一人次，一次问两类问题的为一人次、两件。"""
    return _persons()


@family("asked.by", CHANNELS)
def asked_by(channel):
    """咨询中以{label}方式提出的人次；来电含12348热线，网络含留言和在线交流。"""
    return _persons(channel=channel)


@family("asked.among", {code: (label, code) for code, (label, _) in CROWDS.items()})
def asked_among(crowd):
    """咨询人中{label}的人次；一人属于几类的，各类均计入。"""
    return _persons(**{f"among_{crowd}": 1})


@figure("asked.among.none", "其他")
def asked_among_none():
    """咨询人中不属于上列各类人员的人次。"""
    return _persons(among_none=1)


@family("asked.visit.among", {code: (label, code) for code, (label, _) in CROWDS.items()})
def visited_among(crowd):
    """来访咨询人中{label}的人次。"""
    return _persons(channel="visit", **{f"among_{crowd}": 1})


@figure("asked.items", "咨询件数")
def items():
    """本期咨询涉及的问题件数。"""
    return _items()


@family("asked.items", ROWS)
def items_of(topics):
    """咨询问题属于“{label}”的件数（表十一的分类）。"""
    return _items(topic=topics)


@family("asked.group", GROUPS)
def asked_in(topics):
    """咨询人主要问题属于{label}类的人次（季报的分类）：一次问几类的只按登记时列在最前的一类计，各类相加等于咨询总数；不能归入刑事、行政、经济的计入民事。"""
    return _persons(main=topics)


@family("asked.kind", KINDS)
def asked_about(topic):
    """咨询人主要问题为“{label}”的人次；一次问几类的只按登记时列在最前的一类计。"""
    return _persons(main=topic)


@family("asked.crime", CRIMES)
def asked_of_crime(row):
    """刑事咨询中所问罪名属于{label}的人次，按登记的罪名在刑法分则的章归类。"""
    return _persons(main="criminal", crime=row)


@figure("asked.crime.other", "其他犯罪")
def asked_of_other_crimes():
    """刑事咨询中所问罪名属于其他各章的人次，和没有登记罪名的人次；罪名自登记咨询可以填写之日起归类，以前的刑事咨询全部计入本栏。"""
    return _persons(main="criminal", crime=("crime_security", "crime_military", ""))


@family("asked.local", {column: (f"本地典型第{column}栏", column) for column in COLUMNS})
def asked_local(column):
    """登记咨询时勾选了{label}的人次；名称由本县在规则与标准中设定，按登记当日的名称勾选；一次勾选几栏的，各栏均计入。"""
    return _persons(**{f"local_{column}": 1})


@family("asked.outcome", {"drafted": ("代书", "drafted"), "directed": ("引导其他渠道", "directed")})
def handled_as(outcome):
    """咨询中以“{label}”处理的人次。"""
    return _persons(outcome=outcome)


@figure("asked.applied", "咨询中申请法律援助")
def applied():
    """咨询中提出法律援助申请的人次。"""
    return _persons(applied=1)


@figure("asked.applied.granted", "其中：受理并批准")
def applied_granted():
    """咨询中提出申请并已受理、批准的人次。"""
    return _persons(applied=1, granted=1)
