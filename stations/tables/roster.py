"""The month's duties as a page and as a sheet; posts, one's own duties, exchanges."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from legalaid.platform.core.words import day, hour, near
from legalaid.platform.office.addresses import page_of
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

WEEK = "一二三四五六日"
TODAY = mark_safe(' <span class="chip act" id="today">今天</span>')
NOBODY = mark_safe('<span><span class="soft">—</span></span>')
_page_of = page_of("stations:roster_shift")


def _weekday(on):
    return WEEK[on.weekday()]


def _look(shift):
    """(colour of the chip, what stands behind the name)."""
    if shift.absent_at:
        return "quiet", "（缺勤）"
    if not shift.handler:
        return "late", ""

    late = "（迟到）" if shift.late else ""
    if shift.signed_out_at:
        return "kept", late
    return "act" if shift.signed_in_at else "", late


def _duty(shift):
    colour, note = _look(shift)
    style, name = f"chip {colour}".strip(), shift.handler or "缺人"
    return format_html('<a class="{}" href="{}">{}{}</a> ', style, _page_of(shift), name, note)


def _at_post(pk):
    def duties(row, words):
        shown = [(_duty(shift),) for shift in row[1].get(pk, ())]
        return format_html("<span>{}</span>", format_html_join("", "{}", shown)) if shown else words

    return duties


def month(posts, off, today):
    """A line a day, a column a post; rows of (day, {post id: [shift]})."""

    def date(row, words):
        rest = format_html(" {}", chip("休", "quiet")) if row[0] in off else ""
        now = TODAY if row[0] == today else ""
        return format_html("{}{}{}", words, rest, now)

    def heading(post):
        hours = f"{post.starts:%H:%M}—{post.ends:%H:%M}"
        return format_html('{} <span class="soft small">{}</span>', post, hours)

    return Table(
        look=lambda row: "today" if row[0] == today else "",
        columns=(
            Column("day", "日期", lambda row: f"{near(row[0])} 星期{_weekday(row[0])}", draw=date),
            *(Column(f"post{post.pk}", heading(post), lambda row: "", draw=_at_post(post.pk), short=str(post),
                     none=NOBODY) for post in posts),
        ),
    )  # fmt: skip


def _note(shift):
    if shift.absent_at:
        return f"缺勤：{shift.absence}"
    if shift.late:
        return "迟到"
    return "早退" if shift.early else ""


PLAN = Table(
    title="值班表",
    columns=(
        Column("day", "日期", width=12),
        Column("week", "星期", lambda shift: f"周{_weekday(shift.day)}", width=8),
        Column("post", "岗位", "post__name", width=16),
        Column("place", "地点", "post__place", width=26),
        Column("starts", "上岗", "starts_at", show=hour, width=8),
        Column("ends", "离岗", "ends_at", show=hour, width=8),
        Column("hours", "时数", kind="num", width=8),
        Column("handler", "值班人员", lambda shift: shift.handler or "缺人", width=12),
        Column("firm", "所属机构", "handler__firm", width=26),
        Column("in", "签到", "signed_in_at", show=hour, width=8),
        Column("out", "签退", "signed_out_at", show=hour, width=8),
        Column("helped", "帮助人次", lambda shift: sum(row.count for row in shift.helps.all()), "num", width=10),
        Column("note", "说明", _note, width=26),
    ),
)  # fmt: skip


def _signed(flag, word):
    def drawn(shift, words):
        return format_html("{} {}", words, chip(word, "soon")) if getattr(shift, flag) else words

    return drawn


def _helped(shift):
    return "，".join(str(row) for row in shift.helps.all())


def _help(shift, words):
    return chip("缺勤", "quiet") if shift.absent_at else words


MINE = Table(
    columns=(
        Column("day", "日期", show=day, link=_page_of),
        Column("post", "岗位"),
        Column("in", "签到", "signed_in_at", show=hour, none="未签", draw=_signed("late", "迟到")),
        Column("out", "签退", "signed_out_at", show=hour, none="未签", draw=_signed("early", "早退")),
        Column("helped", "帮助", _helped, draw=_help),
    ),
)  # fmt: skip


def _hours(post):
    pause = f"（午休 {post.break_minutes} 分钟）" if post.break_minutes else ""
    return f"{post.starts:%H:%M}—{post.ends:%H:%M}{pause}"


POSTS = Table(
    empty="还没有值班岗位。",
    hint="先设岗位（服务窗口、人民法院、人民检察院、看守所）和时间，再按月编制值班表。",
    columns=(
        Column("name", "岗位", link=page_of("stations:roster_post")),
        Column("station", "管理机构"),
        Column("kind", "类别", "get_kind_display"),
        Column("place", "地点"),
        Column("hours", "时间", _hours),
        Column("length", "每班时数", "hours"),
        Column("rest", "休息日", lambda post: "值班" if post.rest_days else "不值班"),
        Column("active", "状态", lambda post: "在用" if post.active else "停用"),
    ),
)


def _shift(shift):
    return f"{day(shift.day)} {shift.post}"


SWAPS = Table(
    empty="没有换班。",
    hint="值班人员在自己的班次上提出，对方同意后由中心批准，值班表随之变动。",
    columns=(
        Column("shift", "班次", show=_shift, link=lambda swap: _page_of(swap.shift)),
        Column("asker", "申请人"),
        Column("other", "对方"),
        Column("returned", "换回", show=_shift, none="代班"),
        Column("reason", "原因", none=""),
        Column("state", "状态", "get_state_display",
               draw=lambda swap, words: chip(words, "soon" if swap.steps else "")),
        Column("acts", "办理", "pk", template="stations/_swap_acts.html"),
    ),
)  # fmt: skip
