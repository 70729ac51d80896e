"""The list of objections."""

from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip, clock

COLOURS = {"received": "soon", "ordered": "soon", "upheld": "quiet", "corrected": "kept"}


def _state(row, words):
    return clock(row) if row.due_at else chip(words, COLOURS.get(row.state, "quiet"))


OBJECTIONS = Table(
    title="异议",
    empty="还没有异议。",
    hint="不予法律援助、终止法律援助的决定有异议的，在窗口或者任何一个工作站登记，由司法局审查。",
    columns=(
        Column("received_on", "收到", kind="date", show=day, link=page_of("cases:objection")),
        Column("objector", "异议人"),
        Column("title", "原决定书"),
        Column("cause", "案由", "case__cause__name"),
        Column("station", "收到的站点", "station__name"),
        Column("state", "审查", "get_state_display", draw=_state),
    ),
)  # fmt: skip
