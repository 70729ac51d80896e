"""The lists of the statistics pages: files made, faults to mend, statutory tables of a period, rows behind a figure."""

from operator import attrgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from legalaid.platform.core.money import wan
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


# rows of models.Snapshot
SNAPSHOTS = Table(
    empty="还没有存档的报表。",
    hint="期满以后在上面或者统计表的页面存档。",
    columns=(
        Column("what", "报表", str, link=lambda row: row.get_absolute_url()),
        Column("span", "期间", lambda row: row.period.span),
        Column("at", "存档时间", "at", show=moment),
        Column("by", "存档人", "by"),
        Column("reason", "重报的理由", "reason"),
        Column("sha256", "校验码", lambda row: row.sha256[:12], "code"),
    ),
)


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
                   draw=lambda row, count: chip(count, "soon") if row[1] else count),
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
        frame="frame scroll",
        empty="没有可以列出的记录。",
        columns=tuple(_cell(index, name) for index, name in enumerate(head)),
    )


def _gauge(*bars, tick=None):
    """Bars on top of one another, (colour, percent) each, and a tick at a percent."""
    rects = format_html_join("", '<rect fill="var(--{})" width="{}" y="1" height="10"/>', bars)
    mark = (
        format_html(
            '<rect fill="var(--ink)" stroke="var(--card)" stroke-width=".5" x="{}" width=".8" height="12"/>',
            tick,
        )
        if tick
        else ""
    )

    return format_html(
        '<svg width="100%" height="12" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">'
        '<rect fill="var(--hair)" width="100" y="1" height="10"/>{}{}</svg>',
        rects,
        mark,
    )


def _bar(value, most, before=None, colour="navy-2"):
    """`value` of `most`, and a tick where it stood a year before."""
    tick = f"{99.4 * float(before) / most:.1f}" if before and most else None
    return _gauge((colour, f"{100 * value / most if most else 0:.1f}"), tick=tick)


def _named(row, words):
    limit = row.limit if row.statutory else f"承诺{row.limit}"
    return format_html('{} <span class="small soft">{}</span>', words, limit)


def _kept(row, _):
    return _bar(row.now, 100, row.before, "navy-2" if row.now >= TARGET else "late")


def _percent(row, words):
    return words if row.now >= TARGET else format_html('<b class="late">{}</b>', words)


TARGET = 85  # percent of a limit or promise kept
NONE = mark_safe('<span class="soft">—</span>')

PROMISES = Table(
    style="plain",
    frame="",
    empty="这段时间没有到期或办结的期限。",
    columns=(
        Column("name", "事项", "name", draw=_named),
        Column("bar", "图示", "now", draw=_kept),
        Column("now", "本期", lambda row: f"{float(row.now):g}%", "num", draw=_percent),
        Column(
            "before",
            "上年同月份",
            lambda row: None if row.before is None else f"{float(row.before):g}%",
            "num",
            none=NONE,
        ),
    ),
)


def ranking(heading, unit):
    """Rows of drawn.Ranked."""
    return Table(
        style="plain",
        frame="",
        empty="这段时间没有数据。",
        columns=(
            Column("label", heading, "label"),
            Column(
                "bar", "图示", "number", draw=lambda row, _: _bar(row.number, row.most, row.before)
            ),
            Column("number", f"本期（{unit}）", "number", "num", link=attrgetter("address")),
            Column("before", "上年同期", "before", "num", none=NONE),
        ),
    )


def _returned(row):
    return round(100 * row.returned / row.answered) if row.answered else None


STATIONS = Table(
    style="plain",
    frame="",
    columns=(
        Column("station", "站点", "name", link=attrgetter("home")),
        Column(
            "bar",
            "图示",
            "cases",
            draw=lambda row, _: (
                chip("60日无业务", "soon") if row.silent else _bar(row.cases, row.most)
            ),
        ),
        Column("cases", "申请", "cases", "num", link=attrgetter("cases_at")),
        Column("asked", "咨询", "asked", "num", link=attrgetter("asked_at")),
        Column("returned", "退回%", _returned, "num", none=NONE),
    ),
)


def _spent(row, _):
    if not row.whole:
        return ""
    spent, gone = 100 * row.spent / row.whole, 100 * (row.spent + row.reserved) / row.whole
    return _gauge(("line", f"{gone:.1f}"), ("navy-2", f"{spent:.1f}"))


def _wan(amount):
    return f"{wan(amount, 2):,}"


def _left(row, words):
    return (
        format_html('<b class="late">{}</b>', words)
        if row.whole and row.left * 20 < row.whole
        else words
    )


FUNDS = Table(
    style="plain",
    frame="",
    empty="本年没有您能看到的经费。",
    columns=(
        Column("fund", "来源", "name", link=attrgetter("address")),
        Column("bar", "已支、已占用", "spent", draw=_spent),
        Column("left", "可用", "left", "num", show=_wan, draw=_left),
        Column("whole", "共（万元）", "whole", "num", show=_wan),
    ),
)
