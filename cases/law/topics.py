"""Kinds of question put to a consultation: the quarterly form (facts 6.2), each with its row of statistics table 11."""

from dataclasses import dataclass

TABLE_11 = (
    ("criminal", "刑事"),
    ("compensation", "国家赔偿"),
    ("insurance", "社会保险待遇"),
    ("minimum_living", "最低生活保障"),
    ("pension", "抚恤金、救济金"),
    ("labour", "劳动纠纷"),
    ("family", "婚姻家庭"),
    ("damages", "损害赔偿"),
    ("other", "其他"),
)


@dataclass(frozen=True)
class Topic:
    """`row`: its row of table 11; `group`: its block of the quarterly form."""

    code: str
    text: str
    row: str
    group: str


TOPICS = tuple(
    Topic(*fields)
    for fields in (
        ("criminal", "刑事", "criminal", "criminal"),
        ("wages", "劳动报酬", "labour", "civil"),
        ("work_injury", "工伤", "labour", "civil"),
        ("labour_other", "其他劳动纠纷", "labour", "civil"),
        ("traffic", "交通事故", "damages", "civil"),
        ("medical", "医疗事故", "damages", "civil"),
        ("damages_other", "其他人身、财产损害", "damages", "civil"),
        ("marriage", "婚姻家庭", "family", "civil"),
        ("alimony_parents", "赡养费", "family", "civil"),
        ("alimony_children", "抚养费", "family", "civil"),
        ("alimony_spouse", "扶养费", "family", "civil"),
        ("brave", "见义勇为", "other", "civil"),
        ("compensation", "国家赔偿", "compensation", "administrative"),
        ("insurance", "社会保险待遇", "insurance", "administrative"),
        ("minimum_living", "最低生活保障", "minimum_living", "administrative"),
        ("pension", "抚恤金、救济金", "pension", "administrative"),
        ("lending", "民间借贷", "other", "economic"),
        ("contract", "合同", "other", "economic"),
        ("consumer", "消费者权益", "other", "economic"),
        ("other", "其他", "other", "other"),
    )
)
CHOICES = tuple((topic.code, topic.text) for topic in TOPICS)


def topic_of(code):
    return next(topic for topic in TOPICS if topic.code == code)


def named(text):
    """The topic a call log calls `text`, or None."""
    text = text.strip()
    alike = (topic for topic in TOPICS if topic.text in text or text in topic.text)
    return next(alike, None) if text else None
