"""The lines of the tree of stations, drawn in Python: a branch has fifty of them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from legalaid.platform.office.addresses import address
from legalaid.platform.office.templatetags.office import chip

register = template.Library()

LINE = '<li><a href="{}">{}</a> {}{}</li>'
BELOW = (
    '<details {}><summary class="small">下级 {} 个</summary><div class="branch">{}</div></details>'
)
FETCHED = 'hx-get="{}" hx-trigger="toggle once" hx-target="find .branch"'
MORE = '<li class="soft small">只列出前 {} 个，其余请用上方查询。</li>'
PEOPLE = '<span class="soft small">专职 {} / 共 {} 人</span>'


@register.simple_tag
def station_lines(branch):
    """`branch`: what views.station.branch_of gives."""
    lines = format_html_join("", "{}", ((_line(row),) for row in branch["rows"]))
    if not branch["more"]:
        return lines
    return lines + format_html(MORE, len(branch["rows"]))


def _line(row):
    chips = [chip(row.get_host_display())]
    if row.closed_on:
        chips.append(chip("已撤销", "quiet"))
    if row.people:
        chips.append(format_html(PEOPLE, row.full_time, row.people))
    else:
        chips.append(chip("无人员", "late"))
    if "consult" not in row.duties:
        chips.append(chip("不接待咨询", "soon"))
    if "apply" not in row.duties:
        chips.append(chip("不接收申请", "soon"))

    shown = format_html_join(" ", "{}", ((piece,) for piece in chips))
    below = _below(row) if row.below else ""
    return format_html(LINE, address("stations:station", row.pk), row.name, shown, below)


def _below(row):
    """The children, or the way to fetch them when the line is opened."""
    if branch := getattr(row, "branch", None):
        lines = format_html('<ul class="tree">{}</ul>', station_lines(branch))
        return format_html(BELOW, mark_safe("open"), row.below, lines)

    fetch = format_html(FETCHED, address("stations:station_branch", row.pk))
    return format_html(BELOW, fetch, row.below, "")
