"""Hearings ahead, and what was seen of those observed."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

HEARING = (
    Column("starts_at", "开庭时间", show=moment),
    Column("organ", "审理机关"),
    Column("place", "地点"),
    Column("number", "案件编号", "case__number", kind="code"),
    Column("cause", "案由", "case__cause__name"),
    Column("handler", "承办人", "case__handler__user__name"),
    Column("firm", "承办机构", "case__handler__firm__name"),
)


def _send(hearing):
    return "" if hearing.sent else address("quality:assign_observer", hearing.pk)


def _publicity(hearing):
    return address("quality:publicity", hearing.pk)


AHEAD = Table(
    title="近期公开的开庭",
    empty="近期没有可以旁听的开庭。",
    hint="承办人登记开庭以后列在这里；依法不公开的、受特别保护的人的案件不列。",
    columns=(
        *HEARING,
        Column("act", "旁听", lambda row: "已安排" if row.sent else "安排", link=_send),
        Column("closed", "公开", lambda row: "登记不公开", link=_publicity),
    ),
)
TO_ASK = Table(
    title="须先向法院问明是否公开的开庭",
    empty="没有。",
    columns=(
        *HEARING,
        Column("act", "公开", lambda row: "登记答复", link=_publicity),
    ),
)
COLOURS = {"assigned": "soon", "filled": "soon", "answered": "kept"}


def _state(row, words):
    return chip(words, COLOURS.get(row.state, "quiet"))


OBSERVATIONS = Table(
    title="庭审旁听",
    empty="还没有庭审旁听。",
    columns=(
        Column("starts_at", "开庭时间", show=moment, link=page_of("quality:observation")),
        Column("organ", "审理机关", "hearing__organ"),
        Column("number", "案件编号", "case__number", kind="code"),
        Column("observer", "旁听人", "observer__name"),
        Column("handler", "承办人", lambda row: row.handler.user.name if row.handler else ""),
        Column("score", "评分", kind="num"),
        Column("state", "情况", "get_state_display", draw=_state),
    ),
)
