"""Numbers received today, and the figures of the days."""

from django.utils.html import format_html

from legalaid.platform.core.words import day, hour
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip
from stations.hall.queries.ticket import promise_words


def _purpose(ticket, words):
    return format_html("{} {}", words, chip("绿")) if ticket.ground else words


SETTLED = Table(
    frame="",
    empty="今天还没有接待。",
    columns=(
        Column("ticket", "号", str, link=page_of("hall:ticket")),
        Column("purpose", "事项", "get_purpose_display", draw=_purpose),
        Column("window", "窗口", "window__number"),
        Column("taken_at", "取号", show=hour),
        Column("waited", "等候", show=lambda minutes: f"{minutes} 分钟"),
        Column("state", "状态", "get_state_display"),
    ),
)


def _figure(key, label, short=""):
    return Column(key, label, lambda row: row[1][key], "num", short=short)


DAYS = Table(
    style="cards numbers",
    empty="近期没有人取号。",
    hint="在大厅取号后，这里按日列出接待人次和等候时间。",
    columns=(
        Column("day", "日期", lambda row: row[0], show=day),
        _figure("taken", "取号"),
        _figure("served", "接待"),
        _figure("green", "绿色通道"),
        _figure("missed", "过号、未到"),
        _figure("dropped", "取消"),
        _figure("wait", "平均等候（分钟）", "平均等候"),
        _figure("longest", "最长等候（分钟）", "最长等候"),
        _figure("prompt", f"{promise_words()}内接待"),
        _figure("talk", "平均接待（分钟）", "平均接待"),
    ),
)
