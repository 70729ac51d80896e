"""Handlers and their firms, on the page and in Excel; mobiles masked."""

from datetime import timedelta

from django.utils import timezone
from django.utils.html import format_html

from legalaid.platform.core.text import mask_phone
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip
from stations.domain.handler import SOON

from .staff import away, yes


def _works(row):
    return row.active and row.user.is_active


def _name(row, name):
    post = format_html(" {}", chip("公职")) if row.public_post else ""
    return format_html('<a href="{}">{}</a>{}', row.get_absolute_url(), name, post)


def _expiry(row, words):
    expires, today = row.licence_expires, timezone.localdate()
    if expires and expires < today:
        return format_html("{} {}", words, chip("已到期", "late"))
    if expires and expires <= today + timedelta(days=SOON[0]):
        return format_html("{} {}", words, chip("将到期", "soon"))
    return words


def _state(row, _):
    if not row.user.is_active:
        return chip("已停用", "quiet")
    if not row.active:
        return chip("停止指派", "quiet")
    return away(row.leave) if row.leave else chip("接受指派", "kept")


HANDLERS = Table(
    title="承办人",
    empty="没有符合条件的承办人。",
    hint="请放宽条件，或登记新的承办人。",
    columns=(
        Column("name", "姓名", "user__name", draw=_name, width=12),
        Column("username", "登录名", "user__username", page=False, width=14),
        Column("station", "所属机构", "station__name", page=False, width=24),
        Column("kind", "类别", "get_kind_display", width=20),
        Column("firm", "承办机构", "firm__name", width=28),
        Column("licence", "执业证号", width=20),
        Column("licence_expires", "有效期至", draw=_expiry, width=12),
        Column("public_post", "公职身份", show=yes, page=False, width=10),
        Column("practice_start", "开始执业", page=False, width=12),
        Column("specialities", "专长", width=24),
        Column("languages", "语言", page=False, width=16),
        Column("minors", "熟悉未成年人", show=yes, page=False, width=14),
        Column("mobile", "手机（遮蔽）", show=mask_phone, page=False, width=16),
        Column("sex", "性别", "get_sex_display", page=False, width=8),
        Column("degree", "学历", "get_degree_display", page=False, width=10),
        Column("works", "接受指派", _works, show=yes, page=False, width=10),
        Column("state", "状态", "pk", draw=_state),
    ),
)


def _assigned(row, _):
    return chip("接受指派", "kept") if _works(row) else chip("停止指派", "quiet")


OF_FIRM = Table(
    frame="",
    empty="还没有登记承办人。",
    columns=(
        Column("name", "姓名", "user__name", link=page_of("stations:handler")),
        Column("kind", "类别", "get_kind_display"),
        Column("licence", "执业证号"),
        Column("specialities", "专长"),
        Column("state", "状态", "pk", draw=_assigned),
    ),
)


def _account(firm, _):
    return chip("已登记", "kept") if firm.account_number else chip("未登记", "soon")


FIRMS = Table(
    empty="没有符合条件的承办机构。",
    hint="请放宽条件，或登记新的机构。",
    columns=(
        Column("name", "名称", link=page_of("stations:firm")),
        Column("kind", "类别", "get_kind_display"),
        Column("credit_code", "统一社会信用代码", short="信用代码"),
        Column("phone", "电话"),
        Column("working", "在册承办人", show=lambda people: f"{people} 人", short="承办人"),
        Column("account", "对公账户", "pk", draw=_account, short="账户"),
    ),
)
