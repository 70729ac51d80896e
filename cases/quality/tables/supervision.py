"""Opinions of supervisors."""

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

COLOURS = {"closed": "kept", "withdrawn": "quiet"}


def _state(row, words):
    return clock(row) if row.due_at else chip(words, COLOURS.get(row.state, "soon"))


OPINIONS = Table(
    title="监督意见",
    empty="还没有监督意见。",
    hint="监督员在任务的页面提出，由中心或者承办人在期限内答复。",
    columns=(
        Column("at", "提出", kind="date", show=day, link=page_of("quality:opinion")),
        Column("number", "案件编号", "case__number", kind="code"),
        Column("kind", "类别", "get_kind_display"),
        Column("supervisor", "监督员", "task__supervisor__user__name"),
        Column("to", "请谁答复", "get_to_display"),
        Column("state", "情况", "get_state_display", draw=_state),
    ),
)
