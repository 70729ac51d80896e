"""The lines of the tree of stations, drawn in Python: a branch has fifty of them."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from legalaid.platform.office.addresses import address

register = template.Library()


def _line(row):
    chips = [f' <span class="chip">{row.get_host_display()}</span> ']
    if row.closed_on:
        chips.append('<span class="chip grey">已撤销</span> ')
    if row.people:
        chips.append(f'<span class="soft small">专职 {row.full_time} / 共 {row.people} 人</span> ')
    else:
        chips.append('<span class="chip red">无人员</span> ')
    if "consult" not in row.duties:
        chips.append('<span class="chip amber">不接待咨询</span> ')
    if "apply" not in row.duties:
        chips.append('<span class="chip amber">不接收申请</span>')
    below = _below(row) if row.below else ""
    return f'<li><a href="{address("stations:station", row.pk)}">{escape(row.name)}</a>{"".join(chips)}{below}</li>'


def _below(row):
    """The children, or the way to fetch them when the line is opened."""
    opened = getattr(row, "branch", None)
    fetch = (
        "open"
        if opened
        else f'hx-get="{address("stations:station_branch", row.pk)}" hx-trigger="toggle once" hx-target="find .branch"'
    )
    inner = f'<ul class="tree">{_lines(opened)}</ul>' if opened else ""
    return f'<details {fetch}><summary class="small">下级 {row.below} 个</summary><div class="branch">{inner}</div></details>'


def _lines(found):
    lines = [_line(row) for row in found["rows"]]
    if found["more"]:
        lines.append(
            f'<li class="soft small">只列出前 {len(found["rows"])} 个，其余请用上方查询。</li>'
        )
    return "".join(lines)


@register.simple_tag
def station_lines(found):
    """`found`: what views.station.branch_of gives."""
    return mark_safe(_lines(found))  # noqa: S308  names are escaped
