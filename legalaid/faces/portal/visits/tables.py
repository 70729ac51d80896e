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


def _month(line):
    return f"{line.month.month}月" if line.month else "全年"


def _number(key, label, short=""):
    return Column(key, label, kind="num", short=short, width=12)


FIGURES = Table(
    title="来访预约统计",
    style="cards numbers",
    empty="这一年没有来访预约。",
    columns=(
        Column("month", "月份", _month, width=8),
        Column("station", "站点", lambda line: line.station.name if line.station else "合计", width=28),
        _number("booked", "预约"),
        _number("open", "还没到"),
        _number("came", "来了"),
        _number("missed", "没有来"),
        _number("own", "本人取消"),
        _number("ours", "我们取消"),
        _number("moved", "改过时间"),
        _number("kept", "用留给现场的"),
        _number("wait", "约定以后平均等了（分钟）", "平均等了"),
        _number("longest", "约定以后最长等了（分钟）", "最长等了"),
    ),
)  # fmt: skip
TERMS = Table(
    title="预约设置",
    empty="没有站点。",
    columns=(
        Column("station", "站点", lambda row: row["station"].name, link=lambda row: row["page"]),
        Column("terms", "预约", lambda row: row["terms"], none="没有开通"),
    ),
)
