"""The month's duties, drawn in Python: a chip a duty is the bulk of the page."""

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from legalaid.platform.office.addresses import address

register = template.Library()
TODAY = '<tr class="today" id="today">'
WEEK = "一二三四五六日"


def _look(shift):
    """(class of the chip, what stands behind the name)."""
    if shift.absent_at:
        return "grey", "（缺勤）"
    if not shift.handler:
        return "red", ""
    colour = "green" if shift.signed_out_at else "blue" if shift.signed_in_at else ""
    return colour, "（迟到）" if shift.late else ""


def _day(day, off, today):
    rest = ' <span class="chip grey">休</span>' if day in off else ""
    now = ' <span class="chip blue">今天</span>' if day == today else ""
    return f"{day.month}月{day.day}日 星期{WEEK[day.weekday()]}{rest}{now}"


@register.simple_tag
def duty_days(cells, posts, off, today):
    """A line a day, a column a post; `cells`: {day: {post id: [shift]}}."""
    lines = []
    opened = [(post.pk, format_html('<td data-label="{}"><span>', post)) for post in posts]
    for day, by_post in cells.items():
        lines.append(
            f'{TODAY if day == today else "<tr>"}<td data-label="日期">{_day(day, off, today)}</td>'
        )
        for pk, start in opened:
            lines.append(start)
            for shift in by_post.get(pk, ()):
                colour, note = _look(shift)
                name = escape(shift.handler or "缺人")
                lines.append(
                    f'<a class="chip {colour}" href="{address("stations:roster_shift", shift.pk)}">{name}{note}</a> '
                )
            lines.append(
                "</span></td>" if pk in by_post else '<span class="soft">—</span></span></td>'
            )
        lines.append("</tr>")
    return mark_safe("".join(lines))  # noqa: S308  names are escaped, the rest is ours


@register.simple_tag
def duty_people(people):
    """`people`: [(handler, duties, hours)]."""
    lines = ((handler, duties, f"{hours.normalize():f}") for handler, duties, hours in people)
    return format_html_join(" ", '<span class="chip">{} {} 班 {} 小时</span>', lines)
