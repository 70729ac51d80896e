"""The calls for volunteers: to a handler without anything that names anybody."""

from django.utils import timezone

from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _stands(row, words):
    return chip(words, "quiet" if row.ended_at else "soon")


WHAT = (
    Column("pool", "征集", str, kind="code", link=lambda row: row.get_absolute_url()),
    Column("kind", "类别", "case__get_kind_display"),
    Column("cause", "案由", "case__cause__name"),
    Column("stage", "阶段", "case__stage"),
    Column("place", "受理站点", "case__station__name"),
    Column("state", "报名", lambda row: row.stands(timezone.now()), draw=_stands),
)
POOLS = Table(
    title="自愿办案",
    empty="现在没有公开征集承办人的案件。",
    hint="中心负责人把待指派的案件公开征集，承办人在截止以前报名，由中心负责人选定。",
    columns=WHAT,
)
CALLED = Table(
    title="自愿办案征集",
    empty="还没有公开征集过承办人。",
    hint="从待指派案件的指派页发起征集。",
    columns=(
        *WHAT[:1],
        Column("number", "案号", "case__number", kind="code"),
        *WHAT[1:],
        Column("coming", "报名人数", kind="num"),
    ),
)
