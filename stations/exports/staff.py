"""Staff as Excel; phones masked as on the page."""

from legalaid.platform.core.text import mask_phone
from legalaid.platform.office.sheets import write_sheet

HEAD = [
    ("姓名", 12), ("登录名", 14), ("岗位", 12), ("站点", 26), ("职务", 14), ("用工性质", 12), ("专职", 8), ("到岗日期", 12), ("电话（遮蔽）", 16),
    ("性别", 8), ("学历", 10), ("法律专业", 10), ("法律职业资格", 14), ("离岗日期", 12),
]  # fmt: skip


def staff_table(rows):
    """(bytes, number of rows)."""
    lines = [_row(row) for row in rows.order_by("station__path", "user__name")]
    return write_sheet("工作人员", HEAD, lines)


def yes(value):
    return "是" if value else "否"


def _row(row):
    return (
        row.user.name, row.user.username, row.user.get_role_display(), row.station.name, row.title, row.get_post_display(),
        yes(row.full_time), row.joined_on, mask_phone(row.user.phone), row.get_sex_display(), row.get_degree_display(),
        yes(row.law_major), yes(row.qualified), row.left_on,
    )  # fmt: skip
