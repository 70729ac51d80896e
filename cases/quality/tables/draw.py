"""The cases that were drawn, without whose they are."""

from legalaid.platform.core.words import day
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _state(row, words):
    return chip(words, "kept" if row.done_at else "soon")


DRAWN = Table(
    title="抽中的案件",
    columns=(
        Column("position", "顺序", kind="num"),
        Column("case", "案件编号", "case__number", kind="code"),
        Column("kind", "类别", "case__get_kind_display"),
        Column("cause", "案由", "case__cause__name"),
        Column("handler", "承办人", "case__handler__user__name"),
        Column("firm", "承办机构", "case__handler__firm__name"),
        Column("closed_on", "结案日", "case__closed_on", kind="date", show=day),
        Column("state", "情况", lambda row: "已办" if row.done_at else "待办", draw=_state),
    ),
)
