"""Tables 8 to 10: all kinds together, recipients, and who handled what was closed."""

from .counting import CLOSED, CROWDS, GRANTED, OPEN, SERVED, cases, persons, won
from .figure import family, figure

HANDLERS = {
    "agency": ("法律援助机构人员", "agency"),
    "lawyer": ("社会律师", "lawyer"),
    "grassroots": ("基层法律服务工作者", "grassroots"),
    "ngo": ("社会组织人员", "ngo"),
    "volunteer": ("注册志愿者", "volunteer"),
}


@figure("all.received", "收到申请")
def received():
    """本期收到的法律援助申请件数（含通知辩护）。"""
    return cases(received=1)


@figure("all.granted", "批准")
def granted():
    """本期决定给予法律援助的案件数：刑事合计、民事批准、行政批准之和。"""
    return cases(**GRANTED)


@family("all.granted", CROWDS)
def granted_among(crowd):
    """批准的案件中，受援人为{label}的件数；各类可以重叠。"""
    return cases(**GRANTED, crowd=crowd)


@figure("all.closed", "已结")
def closed():
    """结案日在本期内的法律援助案件数。"""
    return cases(**CLOSED)


@family("all.closed", CROWDS)
def closed_among(crowd):
    """已结案件中，受援人为{label}的件数。"""
    return cases(**CLOSED, crowd=crowd)


@figure("all.won", "挽回损失或取得利益")
def won_total():
    """本期办结的全部案件为受援人挽回损失或者取得利益的金额。"""
    return won(**CLOSED)


@family("all.won", CROWDS)
def won_among(crowd):
    """上项金额中，受援人为{label}的部分。"""
    return won(**CLOSED, crowd=crowd)


@figure("all.open", "未结")
def still_open():
    """期末已批准而尚未办结的案件数。"""
    return cases(**OPEN)


@family("all.open", CROWDS)
def open_among(crowd):
    """未结案件中，受援人为{label}的件数。"""
    return cases(**OPEN, crowd=crowd)


@figure("all.recipients", "受援人合计")
def recipients():
    """本期内实际为其提供法律援助的人次。"""
    return persons(**SERVED)


@family("all.recipients", CROWDS)
def recipients_among(crowd):
    """受援人中{label}的人次；一人属于几类的，各类均计入。"""
    return persons(**SERVED, crowd=crowd)


@family("handled", HANDLERS)
def handled_by(handler):
    """本期已结案件中，由{label}承办的件数。"""
    return cases(**CLOSED, handler_kind=handler)


@family("handled.criminal", HANDLERS)
def criminal_by(handler):
    """本期已结的刑事案件中，由{label}承办的件数。"""
    return cases(**CLOSED, kind="criminal", handler_kind=handler)


@family("handled.civil.court", HANDLERS)
def civil_court_by(handler):
    """本期以诉讼办结的民事案件中，由{label}承办的件数。"""
    return cases(**CLOSED, kind="civil", forum="court", handler_kind=handler)


@family("handled.civil.outside", HANDLERS)
def civil_outside_by(handler):
    """本期以非诉讼办结的民事案件中，由{label}承办的件数。"""
    return cases(**CLOSED, kind="civil", forum="outside", handler_kind=handler)


@family("handled.administrative.court", HANDLERS)
def administrative_court_by(handler):
    """本期以诉讼办结的行政案件中，由{label}承办的件数。"""
    return cases(**CLOSED, kind="administrative", forum="court", handler_kind=handler)


@family("handled.administrative.outside", HANDLERS)
def administrative_outside_by(handler):
    """本期以非诉讼办结的行政案件中，由{label}承办的件数。"""
    return cases(**CLOSED, kind="administrative", forum="outside", handler_kind=handler)
