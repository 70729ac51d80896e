"""Accounts, each with the post that higher apps know of."""

from django.utils.html import format_html

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .roles import Role


def _state(person, _):
    return "在用" if person.is_active else chip("已停用", "quiet")


def accounts(posts):
    """`posts`: {account: where they work}."""

    def post(person, words):
        if words:
            return words
        if person.role == Role.ADMIN:
            return format_html('<span class="soft">{}</span>', "不接触案件")
        return chip("未安排", "soon")

    return Table(
        empty="没有符合条件的用户。",
        columns=(
            Column("username", "登录名", link=page_of("accounts:user_edit")),
            Column("name", "姓名"),
            Column("role", "角色", "get_role_display"),
            Column("state", "状态", "is_active", draw=_state),
            Column("last_login", "最近登录", kind="date", show=moment, none="从未"),
            Column("post", "站点或承办机构", lambda person: posts.get(person.pk), draw=post, none=""),
        ),
    )  # fmt: skip
