"""The lists of the statistics pages: files made, faults to mend, statutory tables of a period, rows behind a figure."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

# rows of (export, its job or None)
EXPORTS = Table(
    empty="还没有生成过文件。",
    hint="报告和大批导出在后台生成，完成后在这里下载，也会在消息里提醒。",
    columns=(
        Column("title", "内容", lambda row: row[0].title),
        Column("at", "提出", lambda row: row[0].requested_at, show=moment),
        Column("progress", "进度", lambda row: row[0].pk, template="statistics/_export_progress.html"),
        Column("acts", "办理", lambda row: row[0].pk, template="statistics/_export_acts.html"),
    ),
)  # fmt: skip


def faults(chosen):
    """Rows of (fault, number of cases)."""

    def label(row, words):
        fault, count = row
        if not count:
            return words

        current = mark_safe(' aria-current="true"') if fault == chosen else ""
        return format_html('<a href="?fault={}"{}>{}</a>', fault.key, current, words)

    return Table(
        columns=(
            Column("fault", "问题", lambda row: row[0].label, draw=label),
            Column("why", "影响", lambda row: row[0].why),
            Column("count", "件数", lambda row: row[1],
                   draw=lambda row, count: chip(count, "soon" if row[1] else "kept")),
        ),
    )  # fmt: skip


def _mending(row, _):
    _, address, words = row
    pattern = '<a href="{0}">{1}</a>' if address else '<span class="soft">{1}</span>'
    return format_html(pattern, address, words)


def _case(path):
    """A value of the case in a row of (case, address of what mends it, words)."""
    read = Column("", "", path).read
    return lambda row: read(row[0])


MENDING = Table(
    columns=(
        Column("number", "案件编号", _case("number"), link=lambda row: row[0].get_absolute_url()),
        Column("applicant", "申请人", _case("applicant__name")),
        Column("cause", "案由", _case("cause__name")),
        Column("state", "状态", _case("get_state_display")),
        Column("handler", "承办人", _case("handler")),
        Column(
            "received",
            "申请日期",
            _case("received_at"),
            show=lambda at: timezone.localdate(at).isoformat(),
        ),
        Column("mend", "更正", lambda row: row[2], draw=_mending),
    ),
)


def _sources(row, words):
    return words or chip("数据来源尚未建立", "quiet")


def _checks(row, words):
    if row.empty:
        return chip("本期没有数据", "quiet")
    if row.broken:
        return chip(f"{len(row.broken)}项不符", "late")
    return chip(f"{len(row.checks)}项相符", "kept") if row.checks else words


def statutory(query):
    """The tables of a period, filled; `query` goes with their links."""

    def address(row):
        return f"{reverse('statistics:table', args=[row.table.key])}?{query}"

    def sourced(row):
        table = row.table
        return f"{table.sourced} / {len(table.lines)}" if table.sourced else ""

    return Table(
        columns=(
            Column("short", "表号", "table__short"),
            Column("title", "名称", "table__title", link=address),
            Column("sources", "有数据来源的栏", sourced, draw=_sources, none="", short="数据来源"),
            Column("checks", "核对", lambda row: "", draw=_checks),
        ),
    )


def _cell(index, name):
    first = (lambda row: row[0]) if index == 0 else None
    return Column(str(index), name, lambda row: row[1][index], link=first, none="")


def behind(head):
    """Rows of (address, cells) behind a figure."""
    return Table(
        style="",
        frame="frame scroll",
        empty="没有可以列出的记录。",
        columns=tuple(_cell(index, name) for index, name in enumerate(head)),
    )


def _percent(row, words):
    in_time = row[3]
    return chip(words, "kept" if in_time >= 95 else "soon" if in_time >= 80 else "late")


PROMISES = Table(
    style="",
    frame="",
    empty="本年还没有办结的期限。",
    columns=(
        Column("name", "事项", lambda row: row[0]),
        Column("limit", "时限", lambda row: row[1], none=""),
        Column("done", "办结", lambda row: row[2], "num"),
        Column("percent", "按期", lambda row: f"{row[3]}%", "num", draw=_percent),
    ),
)

FUNDS = Table(
    style="",
    frame="",
    empty="本年没有您能看到的经费。",
    columns=(
        Column("fund", "来源", lambda row: row[0]),
        Column("left", "可用余额（元）", lambda row: row[1], "money"),
    ),
)
