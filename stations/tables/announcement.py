"""Announcements, and who of those they are for has read them."""

from legalaid.platform.core.words import day, moment
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _state(row):
    return "已撤回" if row.withdrawn_at else "有效"


ANNOUNCEMENTS = Table(
    empty="没有通知公告。",
    hint="中心发给站点和承办人的通知列在这里。",
    columns=(
        Column("at", "发布时间", "at", "date", show=moment),
        Column("title", "标题", link=page_of("stations:announcement")),
        Column("audience", "发给", quiet=True),
        Column("by", "发布人", lambda row: row.by.name),
        Column("until", "显示到", "until", "date", show=day),
        Column("read", "已读", lambda row: f"{row.read}/{row.told}"),
        Column(
            "state",
            "情况",
            _state,
            draw=lambda row, words: chip(words, "quiet") if row.withdrawn_at else words,
        ),
    ),
)

READERS = Table(
    columns=(
        Column("user", "姓名", lambda row: row.user.name),
        Column("role", "岗位", lambda row: row.user.get_role_display()),
        Column("read_at", "已读", "read_at", "date", show=moment, none="未读"),
    ),
)
