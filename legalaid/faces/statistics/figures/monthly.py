"""The monthly return: the kinds of case as it divides them."""

from cases.enums import Row

from .counting import GRANTED, cases
from .figure import figure

NOT_CRIMINAL = ("civil", "administrative")
NOT_PETITION = tuple(row.value for row in Row if row != Row.PETITION)


@figure("monthly.criminal.asked", "刑事申请类")
def criminal_asked():
    """本月批准的刑事案件中，当事人直接申请的件数。"""
    return cases(kind="criminal", **GRANTED, route="direct")


@figure("monthly.criminal.requested", "刑事商请类")
def criminal_requested():
    """本月批准的刑事案件中，由办案机关或者社会组织转交、商请的件数。"""
    return cases(kind="criminal", **GRANTED, route="transferred")


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
