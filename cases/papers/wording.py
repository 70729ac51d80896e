"""Words and rows that several papers share."""

from django.utils import timezone

from cases.enums import Notified
from cases.law import grounds
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.money import capitals, yuan
from stations.models import Station


def date(value):
    """2026年3月3日"""
    if not value:
        return ""
    day = timezone.localdate(value) if hasattr(value, "hour") else value
    return f"{day.year}年{day.month}月{day.day}日"


def contact(case):
    """["联系地址：…，联系电话：…。"] of the centre over the case's station, as far as they are known."""
    center = Station.objects.get(path=case.station.path.split("/")[0] + "/")
    known = [
        f"{label}：{value}"
        for label, value in (("联系地址", center.address), ("联系电话", center.phone))
        if value
    ]
    return [f"{'，'.join(known)}。"] if known else []


def aided_because(case):
    """Why the centre acts: its own decision, or an organ's notice."""
    who = f"{case.applicant.name}{case.cause.name}一案"
    if case.by_notice:
        return f"根据{case.organ}{date(case.notice.dated_on)}{case.notice.number}通知，本中心对{who}提供法律援助"
    return f"本中心决定对{who}提供法律援助"


def defended(case):
    """What the lawyer is to the person an organ notified us of (Law art. 25, 28)."""
    who = f"{case.applicant_role}{case.applicant.name}"
    if case.notified == Notified.COMMITMENT:
        return f"为强制医疗案件{who}提供法律援助"
    return f"担任{who}{case.cause.name}一案的辩护人"


def base(case, by, at):
    return {
        "case_number": case.number,
        "date": date(at),
        "officer": by.name,
        "cause": case.cause.name,
        "applicant": case.applicant.name,
    }


def person_rows(person):
    return [
        ["姓名", person.name, "性别", person.get_sex_display()],
        ["出生日期", date(person.birth), "民族", person.ethnicity],
        [IdKind(person.id_kind).label, person.id_number or "未提供", "联系电话", person.phone],
        ["户籍地", person.household_address],
        ["住所地（经常居住地）", person.address],
        ["工作单位", person.work_unit],
    ]


def crowds_text(case):
    return "、".join(grounds.text_of(grounds.CROWDS, code) for code in case.crowds) or "无"


def money(amount):
    return f"{yuan(amount)}元" if amount is not None else ""


def opponents(case):
    return "、".join(party.name for party in case.opponents) or "无"


def amount(amount):
    return f"{yuan(amount)}元（{capitals(amount)}）" if amount is not None else "无"
