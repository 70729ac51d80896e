"""Handlers as Excel; mobiles masked as on the page."""

from legalaid.platform.core.text import mask_phone
from legalaid.platform.office.sheets import write_sheet

from .staff import yes

HEAD = [
    ("姓名", 12), ("登录名", 14), ("所属机构", 24), ("承办机构", 28), ("类别", 20), ("执业证号", 20), ("有效期至", 12), ("公职身份", 10),
    ("开始执业", 12), ("专长", 24), ("语言", 16), ("熟悉未成年人", 14), ("手机（遮蔽）", 16), ("性别", 8), ("学历", 10), ("接受指派", 10),
]  # fmt: skip


def handler_table(rows):
    """(bytes, number of rows)."""
    lines = [_row(row) for row in rows.order_by("firm__name", "user__name")]
    return write_sheet("承办人", HEAD, lines)


def _row(row):
    return (
        row.user.name, row.user.username, row.station.name, row.firm.name, row.get_kind_display(), row.licence, row.licence_expires,
        yes(row.public_post), row.practice_start, row.specialities, row.languages, yes(row.minors), mask_phone(row.mobile),
        row.get_sex_display(), row.get_degree_display(), yes(row.active and row.user.is_active),
    )  # fmt: skip
