"""Table 7, administrative matters: the shape of table 6."""

from cases.enums import Outcome

from .civil import MIGRANTS, REFUSALS, SOCIAL
from .counting import CLOSED, CROWDS, GRANTED, MIGRANT, OPEN, REFUSED, SERVED, cases, persons, won
from .figure import family, figure

K = {"kind": "administrative"}
ROWS = {
    "state_compensation": ("国家赔偿", "state_compensation"),
    "social": ("社会保险待遇", SOCIAL),
    "work_injury_insurance": ("其中：工伤保险", "work_injury_insurance"),
    "work_injury": ("工伤", "work_injury"),
    "minimum_living": ("最低生活保障", "minimum_living"),
    "pension": ("抚恤、救济", "pension"),
    "petition": ("申诉", "petition"),
    "other": ("其他", "administrative_other"),
}
COURT = {
    "won": ("胜诉", ("won", "partly_won")),
    "lost": ("败诉", "lost"),
    "agreed": ("撤诉、调解、和解", ("case_withdrawn", "settled", "mediated")),
    "terminated": ("终止提供", "terminated"),
}
DONE = tuple(value for value in ("", *Outcome.values) if value != Outcome.TERMINATED)
OUTSIDE = {"done": ("办结", DONE), "terminated": ("终止提供", "terminated")}


@figure("administrative.applied", "申请")
def applied():
    """本期作出审查决定的行政法律援助申请件数，等于批准与未批准之和。"""
    return cases(**K, decided=1)


@figure("administrative.granted", "批准")
def granted():
    """本期决定给予行政法律援助的件数。"""
    return cases(**K, **GRANTED)


@family("administrative.granted", ROWS)
def granted_for(row):
    """批准的案件中案由属于“{label}”的件数；处于申诉、审判监督阶段的一律计入申诉。"""
    return cases(**K, **GRANTED, row=row)


@family(
    "administrative.granted.migrant",
    {key: MIGRANTS[key] for key in ("work_injury_insurance", "work_injury")},
)
def granted_for_migrants(row):
    """该行案件中受援人为农民工的件数。"""
    return cases(**K, **GRANTED, row=row, crowd=MIGRANT)


@figure("administrative.refused", "未批准")
def refused():
    """本期决定不予行政法律援助的件数。"""
    return cases(**K, **REFUSED)


@family("administrative.refused", REFUSALS)
def refused_for(decision):
    """未批准的申请中，理由为“{label}”的件数。"""
    return cases(**K, decided=1, decision=decision)


@figure("administrative.recipients", "受援人合计")
def recipients():
    """本期内实际为其提供行政法律援助的人次。"""
    return persons(**K, **SERVED)


@family("administrative.recipients", CROWDS)
def recipients_among(crowd):
    """受援人中{label}的人次；一人属于几类的，各类均计入。"""
    return persons(**K, **SERVED, crowd=crowd)


@figure("administrative.closed", "已结案件合计")
def closed():
    """结案日在本期内的行政法律援助案件数。"""
    return cases(**K, **CLOSED)


@figure("administrative.closed.court", "诉讼合计")
def closed_in_court():
    """本期以诉讼方式办结的行政案件数。"""
    return cases(**K, **CLOSED, forum="court")


@family("administrative.closed.court", COURT)
def closed_in_court_as(outcome):
    """诉讼办结的案件中以{label}结案的件数；部分胜诉计入胜诉；终止提供指决定终止法律援助的。"""
    return cases(**K, **CLOSED, forum="court", outcome=outcome)


@figure("administrative.closed.outside", "非诉讼合计")
def closed_outside():
    """本期以行政复议等非诉讼方式办结和终止的行政案件数。"""
    return cases(**K, **CLOSED, forum="outside")


@family("administrative.closed.outside", OUTSIDE)
def closed_outside_as(outcome):
    """非诉讼的行政案件中{label}的件数；终止提供指决定终止法律援助的。"""
    return cases(**K, **CLOSED, forum="outside", outcome=outcome)


@figure("administrative.won", "挽回损失或取得利益")
def won_total():
    """本期办结的行政案件为受援人挽回损失或者取得利益的金额。"""
    return won(**K, **CLOSED)


@figure("administrative.open", "未结案件")
def still_open():
    """期末已批准而尚未办结的行政案件数。"""
    return cases(**K, **OPEN)
