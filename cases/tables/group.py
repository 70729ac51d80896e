"""The people of a case of several applicants, a line each; and what they were paid."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cases.enums import MemberPaper
from legalaid.platform.core.money import yuan
from legalaid.platform.core.text import mask_id
from legalaid.platform.core.words import short
from legalaid.platform.office.sheets import write_sheet
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

SHORT = {MemberPaper.IDENTITY: "身份", MemberPaper.MEANS: "经济", MemberPaper.SIGNED: "签名"}


def _marks(one):
    if one.leads:
        yield chip("首位")
    if one.representative:
        yield chip("代表人")
    if one.drawn:
        yield chip("已回访" if one.reached else "抽中回访", "kept" if one.reached else "soon")


def _name(one, words):
    address = reverse("cases:group_person", args=[one.case_id, one.pk])
    marks = format_html_join("", " {}", ((mark,) for mark in _marks(one)))
    return format_html('<a href="{}">{}</a>{}', address, one.who.name, marks)


def decided(one):
    """What was decided on this person, in a word."""
    if one.died_on:
        return f"{short(one.died_on)}去世"
    if one.left_on:
        return f"{short(one.left_on)}退出"
    if one.granted is None:
        return "后加入，待决定" if one.joined_on else ""
    return "给予" if one.granted else "不予援助"


def _decision(one, words):
    look = {True: "kept", False: "late"}.get(one.granted, "soon") if words != "—" else ""
    return chip(words, "quiet" if one.left_on else look) if look else words


def _served(one):
    """What became of the last decision on all of them, for this person."""
    if one.received_on:
        return f"{short(one.received_on)}收到"
    if one.sent_on:
        return f"{short(one.sent_on)}送出"
    return "退回" if one.returned_on else ""


def _service(one, words):
    look = "kept" if one.received_on else "late" if one.returned_on and not one.sent_on else "soon"
    return chip(words, look) if words != "—" else words


def _paid(one):
    if not one.won:
        return ""
    paid = one.paid or 0
    return "全部" if paid == one.won else f"{yuan(paid)}" if paid else "未给付"


MEMBERS = Table(
    caption="名单",
    columns=(
        Column("name", "姓名", lambda one: one.who.name, draw=_name),
        Column("id_number", "证件号码", lambda one: mask_id(one.who.id_number), kind="code"),
        Column("papers", "已收材料", lambda one: "、".join(SHORT[code] for code in SHORT if code in one.papers), none="未收"),
        Column("means", "经济状况", lambda one: one.get_means_display(), none="未核对"),
        Column("decision", "决定", decided, draw=_decision),
        Column("served", "送达", _served, draw=_service, quiet=True),
        Column("claimed", "请求（元）", kind="money"),
        Column("won", "取得（元）", kind="money"),
        Column("paid", "已给付", _paid),
    ),
)  # fmt: skip


def _payee(row, words):
    address = reverse("cases:group_person", args=[row.member.case_id, row.member_id])
    return format_html('<a href="{}">{}</a>', address, words)


def _state(row, words):
    return chip(words, "quiet" if row.voided_at else "soon") if words != "—" else words


def _remarks(row):
    said = [row.note, row.late_reason and f"补记：{row.late_reason}"]
    said += [f"{row.voided_by.name}作废：{row.void_reason}"] if row.voided_at else []
    return "；".join(filter(None, said))


PAYMENTS = Table(
    caption="款项给付",
    columns=(
        Column("paid_on", "给付日期", kind="date", show=short),
        Column("who", "姓名", lambda row: row.member.who.name, draw=_payee),
        Column("amount", "金额（元）", kind="money"),
        Column("state", "情况", lambda row: "作废" if row.voided_at else "归档后补记" if row.late_reason else "", draw=_state, quiet=True),
        Column("remarks", "说明", _remarks, quiet=True),
        Column("by", "登记", lambda row: f"{row.by.name} {short(row.at)}"),
    ),
)  # fmt: skip


def sheet_of(people, headings):
    """(bytes, number of people): the list with what stands, as it is read again; what was paid is to be filled in."""
    standing = {
        "place": lambda place, one: place,
        "name": lambda place, one: one.who.name,
        "claimed": lambda place, one: one.claimed,
        "won": lambda place, one: one.won,
    }
    columns = [one for one in headings if one.key != "id_number"]
    head = [(one.name, 14) for one in columns] + [("已给付（元）", 14)]
    rows = (
        [
            *(standing[one.key](place, row) if one.key in standing else "" for one in columns),
            row.paid or 0,
        ]
        for place, row in enumerate(people, 1)
    )
    return write_sheet("名单", head, rows)
