"""The register of publicity, what was done in each township, and the yearly plan."""

from django.utils.html import format_html

from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

_page_of = page_of("stations:outreach_event")


def _title(event, title):
    return format_html(
        '<span><a href="{}">{}</a> <span class="soft small">{}</span></span>',
        _page_of(event),
        title,
        event.station,
    )


def _held(figure):
    """A figure of an activity that was held: one that is only planned has none."""
    return lambda event: None if event.people is None else getattr(event, figure)


def _people(event, people):
    return chip("计划", "soon") if event.people is None else people


def _tags(event):
    return "、".join(str(tag) for tag in event.tags.all())


EVENTS = Table(
    empty="没有符合条件的宣传活动。",
    hint="法律七进、媒介和专栏都在这里登记；还没有举办的先登记为计划，列入日历。",
    columns=(
        Column("day", "日期"),
        Column("title", "主题", draw=_title),
        Column("form", "形式", "kind_text", draw=lambda event, words: chip(words)),
        Column("place", "地点"),
        Column("people", "受众", kind="num", draw=_people),
        Column("materials", "资料", _held("materials"), "num"),
        Column("consultations", "咨询", _held("consultations"), "num"),
        Column("tags", "规划", _tags),
    ),
)


def townships(shown):
    """Rows of (township or None for the whole county, figures); `shown(pk)`: the address of the activities of one."""

    def figure(key):
        return lambda row: row[1].get(key) or 0

    def events(row, number):
        return number if number else format_html("{} {}", number, chip("未开展", "soon"))

    return Table(
        frame="",
        columns=(
            Column("place", "乡镇（街道）", lambda row: row[0] or "全县（不分乡镇）",
                   link=lambda row: row[0] and shown(row[0].pk)),
            Column("events", "场次", figure("events"), "num", draw=events),
            Column("people", "受众", figure("people"), "num"),
            Column("materials", "资料", figure("materials"), "num"),
            Column("consultations", "咨询", figure("consultations"), "num"),
        ),
    )  # fmt: skip


def _form(row, words):
    venue = row["goal"].get_venue_display() if row["goal"].venue else ""
    return format_html("{} {}", words, chip(venue)) if venue else words


def _done(row, percent):
    if row["percent"] >= 100:
        return chip(percent, "kept")
    return chip(percent, "soon" if row["percent"] < 50 else "")


GOALS = Table(
    empty="这一年还没有宣传计划。",
    hint="按法律七进、媒介、专栏分别定场次和受众，完成情况由登记的活动得出。",
    columns=(
        Column("form", "形式", lambda row: row["goal"].get_form_display(), draw=_form),
        Column("events", "计划场次", lambda row: row["goal"].events, "num"),
        Column("held", "已举办", kind="num"),
        Column("expected", "计划受众", lambda row: row["goal"].people, "num"),
        Column("people", "实际受众", kind="num"),
        Column("percent", "完成", show=lambda percent: f"{percent}%", draw=_done),
    ),
)
