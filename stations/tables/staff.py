"""Who works at the stations, on the page and in Excel; phones masked in both."""

from legalaid.platform.core.text import mask_phone
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def yes(value):
    return "是" if value else "否"


def away(leave):
    return chip(f"{leave.get_kind_display()}至{leave.ends:%m-%d}", "soon")


def _hours(row):
    return "专职" if row.full_time else "兼职"


def _state(row, _):
    if row.left_on:
        return chip(f"{day(row.left_on)}离岗", "quiet")
    return away(row.leave) if row.leave else chip("在岗", "kept")


STAFF = Table(
    title="工作人员",
    empty="没有符合条件的工作人员。",
    hint="请放宽条件；已离岗的须勾选“含已离岗”。",
    columns=(
        Column("name", "姓名", "user__name", link=page_of("stations:staff"), width=12),
        Column("username", "登录名", "user__username", page=False, width=14),
        Column("station", "站点", "station__name", width=26),
        Column("role", "岗位", "user__get_role_display", width=12),
        Column("title", "职务", width=14),
        Column("work", "用工性质", lambda row: f"{row.get_post_display()}，{_hours(row)}"),
        Column("phone", "电话", "user__phone", show=mask_phone),
        Column("state", "状态", "pk", draw=_state),
        Column("post", "用工性质", "get_post_display", page=False, width=12),
        Column("full_time", "专职", show=yes, page=False, width=8),
        Column("joined_on", "到岗日期", page=False, width=12),
        Column("masked", "电话（遮蔽）", "user__phone", show=mask_phone, page=False, width=16),
        Column("sex", "性别", "get_sex_display", page=False, width=8),
        Column("degree", "学历", "get_degree_display", page=False, width=10),
        Column("law_major", "法律专业", show=yes, page=False, width=10),
        Column("qualified", "法律职业资格", show=yes, page=False, width=14),
        Column("left_on", "离岗日期", page=False, width=12),
    ),
)


def team(may_open):
    """Who works at one station; the names lead to those one may see."""
    return Table(
        frame="",
        empty="这个站点还没有人员。",
        columns=(
            Column("name", "姓名", "user__name", link=may_open and page_of("stations:staff")),
            Column("role", "岗位", "user__get_role_display"),
            Column("title", "职务"),
            Column("post", "用工性质", "get_post_display"),
            Column("full_time", "专兼职", _hours),
        ),
    )
