"""What happened, as people say it, and what the law modules are asked with for it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """`path`: the cause and what is above it; `guide`: the page of plain words beside it; `hurt`: whether somebody was hurt has to be
    asked; `family`: the other side may live in the same home; `unless`: the plain sentence and the article that keep the door open where the
    cause alone is not within the Law."""

    text: str
    kind: str
    path: tuple
    guide: str = ""
    basis: str = ""
    role: str = ""
    crowds: tuple = ()
    hurt: bool = False
    family: bool = False
    unless: tuple = ()


FAMILY = "婚姻家庭纠纷"
MATTERS = {
    "wages": Matter("被拖欠工资", "civil", ("追索劳动报酬纠纷", "劳动争议"), "wages"),
    "employment": Matter("要确认是他的员工（劳动关系）", "civil", ("确认劳动关系纠纷", "劳动争议"), "wages"),
    "work_injury": Matter("干活受伤、工伤", "civil", ("工伤保险待遇纠纷", "社会保险纠纷"), "injury"),
    "traffic": Matter("交通事故", "civil", ("机动车交通事故责任纠纷",), "traffic", hurt=True),
    "medical": Matter("看病被治坏了、医疗事故", "civil", ("医疗损害责任纠纷",)),
    "food": Matter("吃了有问题的食品、药品", "civil", ("产品责任纠纷",), basis="injury", hurt=True),
    "violence": Matter(
        "家里人打骂、虐待、遗弃", "civil", ("离婚纠纷", FAMILY), "violence", crowds=("abuse_victim",)
    ),
    "support": Matter("要赡养费、抚养费、扶养费", "civil", ("赡养费纠纷", FAMILY), "support", family=True),
    "divorce": Matter(
        "离婚、争孩子、分财产", "civil", ("离婚纠纷", FAMILY), "divorce", family=True, unless=("divorce_only", "法律援助法第三十一条第四项")
    ),
    "accused": Matter("自己或者家人被抓、被告犯罪", "criminal", ("",), "accused", role="被告人"),
    "victim": Matter("被人犯罪伤害", "criminal", ("",), "victim", role="被害人"),
    "compensation": Matter("机关违法，要国家赔偿", "administrative", ("行政赔偿",), "compensation"),
    "acquitted": Matter("再审改判无罪，要国家赔偿", "administrative", ("行政赔偿",), "compensation", basis="acquitted"),
    "benefit": Matter("低保、养老金等该给不给", "administrative", ("给付最低生活保障金",), "benefits"),
    "pension": Matter("抚恤金该给不给", "administrative", ("给付抚恤金",), "benefits"),
    "environment": Matter("污染受害", "civil", ("环境污染责任纠纷",)),
    "capacity": Matter(
        "家人不能自己管事，要法院认定", "civil", ("认定自然人无民事行为能力、限制民事行为能力案件",)
    ),
    "brave": Matter("见义勇为受了伤、有损失", "civil", ("见义勇为人受害责任纠纷",), basis="brave"),
    "heroes": Matter("英雄烈士亲属的名誉被人侵害", "civil", ("名誉权纠纷",), basis="heroes"),
    "other": Matter("借钱、买卖、邻居、土地等其他事", "civil", ("其他",)),
}  # fmt: skip
