"""The monthly return: the kinds of case as it divides them."""

from cases.enums import Row
from cases.law.counting import FEMALE

from .counting import GRANTED, SERVED, cases, persons
from .criminal import ASKED
from .figure import figure

NOT_CRIMINAL = ("civil", "administrative")
NOT_PETITION = tuple(row.value for row in Row if row != Row.PETITION)


@figure("monthly.criminal.asked", "刑事申请类")
def criminal_asked():
    """本月批准的刑事案件中，当事人申请（含办案机关、社会组织转交申请）的件数。"""
    return cases(kind="criminal", **GRANTED, route=ASKED)


@figure("monthly.criminal.notified", "刑事通知类")
def criminal_notified():
    """本月办案机关应当通知辩护的案件数（法律援助法第二十五条第一款）。"""
    return cases(kind="criminal", **GRANTED, route="notified")


@figure("monthly.criminal.requested", "刑事商请类")
def criminal_requested():
    """本月人民法院可以通知辩护而通知的案件数（法律援助法第二十五条第二款）。"""
    return cases(kind="criminal", **GRANTED, route="requested")


@figure("monthly.civil.court", "民事诉讼")
def civil_court():
    """本月批准的民事案件中，以诉讼方式提供援助的件数（申诉除外）。"""
    return cases(kind="civil", **GRANTED, forum="court", row=NOT_PETITION)


@figure("monthly.administrative.court", "行政诉讼")
def administrative_court():
    """本月批准的行政案件中，以诉讼方式提供援助的件数（申诉除外）。"""
    return cases(kind="administrative", **GRANTED, forum="court", row=NOT_PETITION)


@figure("monthly.petition", "申诉")
def petition():
    """本月批准的民事、行政案件中，处于申诉、审判监督阶段的件数；刑事申诉计入刑事。"""
    return cases(kind=NOT_CRIMINAL, **GRANTED, row="petition")


@figure("monthly.outside", "其他非诉讼")
def outside():
    """本月批准的民事、行政案件中，以公证、司法鉴定以外的非诉讼方式提供援助的件数（申诉除外）。"""
    return cases(kind=NOT_CRIMINAL, **GRANTED, forum="outside", row=NOT_PETITION)


@figure("monthly.recipients.female", "女性")
def female():
    """受援人中女性的人次，成年与否都计入；年报的“妇女”只计成年人。"""
    return persons(**SERVED, crowd=FEMALE)
