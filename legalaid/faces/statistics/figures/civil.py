"""Table 6, civil matters."""

from .counting import (
    ABUSED,
    CLOSED,
    CROWDS,
    GRANTED,
    MIGRANT,
    OPEN,
    REFUSED,
    SERVED,
    cases,
    persons,
    won,
)
from .figure import family, figure

K = {"kind": "civil"}
SOCIAL = ("work_injury_insurance", "social_insurance")
FAMILY = ("support", "marriage")
ROWS = {
    "social": ("社会保险待遇", SOCIAL),
    "work_injury_insurance": ("其中：工伤保险", "work_injury_insurance"),
    "family": ("婚姻家庭", FAMILY),
    "support": ("其中：赡养费、抚养费、扶养费", "support"),
    "wages": ("劳动报酬", "wages"),
    "work_injury": ("工伤（保险以外）", "work_injury"),
    "labour": ("其他劳动", "labour"),
    "traffic": ("交通事故", "traffic"),
    "medical": ("医疗事故", "medical"),
    "product": ("产品质量", "product"),
    "bodily_harm": ("其他人身伤害", "bodily_harm"),
    "brave": ("见义勇为", "brave"),
    "petition": ("申诉", "petition"),
    "other": ("其他", "civil_other"),
}
MIGRANTS = {
    "work_injury_insurance": ("其中：农民工工伤保险", "work_injury_insurance"),
    "wages": ("其中：农民工劳动报酬", "wages"),
    "work_injury": ("其中：农民工工伤", "work_injury"),
}
REFUSALS = {
    "scope": ("不属于法律援助范围", "refused_scope"),
    "means": ("不符合经济困难标准", "refused_means"),
    "other": ("其他原因", "refused_other"),
}
COURT = {
    "won": ("胜诉", ("won", "partly_won")),
    "lost": ("败诉", "lost"),
    "mediated": ("调解", "mediated"),
    "withdrawn": ("撤诉", ("case_withdrawn", "settled")),
    "terminated": ("终止提供", "terminated"),
}
OUTSIDE = {
    "mediated": ("调解", "mediated"),
    "settled": ("和解", ("settled", "case_withdrawn")),
    "arbitrated": ("劳动仲裁", ("arbitrated", "won", "partly_won", "lost")),
    "terminated": ("终止提供", "terminated"),
}


@figure("civil.applied", "申请")
def applied():
    """本期作出审查决定的民事法律援助申请件数，等于批准与未批准之和。一名申请人一个事项为一件；请求不可分的共同申请为一件；
    请求可分的同类申请按申请人数计。"""
    return cases(**K, decided=1)


@figure("civil.granted", "批准")
def granted():
    """本期决定给予民事法律援助的件数。"""
    return cases(**K, **GRANTED)


@family("civil.granted", ROWS)
def granted_for(row):
    """批准的案件中案由属于“{label}”的件数；处于申诉、审判监督阶段的一律计入申诉。"""
    return cases(**K, **GRANTED, row=row)


@family("civil.granted.migrant", MIGRANTS)
def granted_for_migrants(row):
    """该行案件中受援人为农民工的件数。农民工：农业户籍，主要从事非农业劳动并以此为主要收入的人员。"""
    return cases(**K, **GRANTED, row=row, crowd=MIGRANT)


@figure("civil.granted.violence", "其中：家庭暴力")
def granted_for_violence():
    """婚姻家庭案件中，受援人为家庭暴力、虐待、遗弃受害人的件数。"""
    return cases(**K, **GRANTED, row=FAMILY, crowd=ABUSED)


@figure("civil.refused", "未批准")
def refused():
    """本期决定不予民事法律援助的件数。"""
    return cases(**K, **REFUSED)


@family("civil.refused", REFUSALS)
def refused_for(decision):
    """未批准的申请中，理由为“{label}”的件数；同时不属于范围又不符合经济困难标准的，计入不属于范围。"""
    return cases(**K, decided=1, decision=decision)


@figure("civil.recipients", "受援人合计")
def recipients():
    """本期内实际为其提供民事法律援助的人次：本期批准的，和以前批准、本期开始时尚未办结的。"""
    return persons(**K, **SERVED)


@family("civil.recipients", CROWDS)
def recipients_among(crowd):
    """受援人中{label}的人次；一人属于几类的，各类均计入。"""
    return persons(**K, **SERVED, crowd=crowd)


@figure("civil.closed", "已结案件合计")
def closed():
    """结案日在本期内的民事法律援助案件数，等于诉讼与非诉讼之和。"""
    return cases(**K, **CLOSED)


@figure("civil.closed.court", "诉讼合计")
def closed_in_court():
    """本期以诉讼方式办结的民事案件数。"""
    return cases(**K, **CLOSED, forum="court")


@family("civil.closed.court", COURT)
def closed_in_court_as(outcome):
    """诉讼办结的案件中以{label}结案的件数；部分胜诉计入胜诉，诉讼中和解后撤诉计入撤诉；终止提供指决定终止法律援助的。"""
    return cases(**K, **CLOSED, forum="court", outcome=outcome)


@figure("civil.closed.outside", "非诉讼合计")
def closed_outside():
    """本期以非诉讼方式（调解、和解、劳动仲裁等）办结的民事案件数。"""
    return cases(**K, **CLOSED, forum="outside")


@family("civil.closed.outside", OUTSIDE)
def closed_outside_as(outcome):
    """非诉讼办结的案件中以{label}结案的件数。调解由第三方主持，和解由当事人自行达成；仲裁裁决不论胜败计入劳动仲裁；终止提供指决定终止法律援助的。"""
    return cases(**K, **CLOSED, forum="outside", outcome=outcome)


@figure("civil.won", "挽回损失或取得利益")
def won_total():
    """本期办结的民事案件为受援人挽回损失或者取得利益的金额。"""
    return won(**K, **CLOSED)


@figure("civil.won.wages", "其中：为农民工讨薪")
def won_wages():
    """上项金额中，农民工劳动报酬案件的部分。"""
    return won(**K, **CLOSED, row="wages", crowd=MIGRANT)


@figure("civil.open", "未结案件")
def still_open():
    """期末已批准而尚未办结的民事案件数。"""
    return cases(**K, **OPEN)
