"""The lists of booked visits, and of the stations that take them."""

from legalaid.platform.core.words import hour, short
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .enums import VisitState

COLOURS = {VisitState.BOOKED: "soon", VisitState.ARRIVED: "kept"}


def _when(row):
    return f"{short(row.starts_at)} {hour(row.starts_at)}"


VISITS = Table(
    title="来访预约",
    empty="没有来访预约。",
    hint="群众在网上约的，或者打电话、到窗口约的；来了点“到访取号”，跟没有预约的人一起排队。",
    columns=(
        Column("starts_at", "时间", _when, link=page_of("visits:detail")),
        Column("name", "来访人", none="已删除"),
        Column("purpose", "事项", lambda row: row.get_purpose_display()),
        Column("needs", "要准备", lambda row: "；".join(row.need_names), quiet=True),
        Column("station", "站点", "station__name"),
        Column(
            "state",
            "状态",
            lambda row: row.stands,
            draw=lambda row, words: chip(words, COLOURS.get(row.state, "quiet")),
        ),
        Column(
            "ticket",
            "号",
            lambda row: str(row.ticket) if row.ticket else "",
            link=lambda row: address("hall:ticket", row.ticket_id),
        ),
    ),
)
TERMS = Table(
    title="预约设置",
    empty="没有站点。",
    columns=(
        Column("station", "站点", lambda row: row["station"].name, link=lambda row: row["page"]),
        Column("terms", "预约", lambda row: row["terms"], none="没有开通"),
    ),
)
