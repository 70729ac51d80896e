"""Tables and choices drawn in Python: a statutory table has up to a hundred lines, a county a hundred periods."""

from functools import cache
from itertools import groupby

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

register = template.Library()
NOTHING = ("0", "0.0000", "—")
NO_SOURCE = '<td></td><td colspan="3"><span class="chip quiet">数据来源尚未建立</span> <span class="small soft">{}</span></td>'


@register.simple_tag
def table_rows(filled, may_open, query, cut):
    """The lines of a filled table; a number of a figure in `may_open` leads to its rows, `query` going with it."""
    return mark_safe("".join(_line(row, filled, may_open, query, cut) for row in filled.rows))  # noqa: S308  escaped below


def _line(row, filled, may_open, query, cut):
    line = row.line
    group = f'<span class="soft">{escape(line.group)}</span> ' if line.group else ""

    head = f"<tr><td>{line.number}</td><td>{group}{escape(line.label)}</td>"
    if not line.figure:
        return f"{head}{format_html(NO_SOURCE, line.waits)}{'<td></td>' * len(filled.heads)}</tr>"

    where = f"{_address(line.figure)}?{query}" if line.figure in may_open else ""
    shown = row.shown
    if where and row.value:
        said = f"{line.name}：{shown}{line.unit}，查看明细"
        shown = format_html('<a href="{}" aria-label="{}">{}</a>', where, said, shown)

    cells = (_cell(number, where, cut, value) for value, number in row.shown_cells)
    numbers = "".join(
        f'<td class="num">{number}</td>' for number in (shown, row.shown_before, row.change, *cells)
    )

    return f"{head}<td>{escape(line.unit)}</td>{numbers}</tr>"


@cache
def _address(figure):
    return reverse("statistics:rows", args=[figure])


def _cell(number, where, cut, value):
    if not where or number in NOTHING:
        return number
    return format_html(
        '<a href="{}&amp;{}">{}</a>', where, urlencode({"cut": cut, "value": value}), number
    )


@register.simple_tag
def definitions(filled):
    """Number, name and official definition of each line that has a figure."""
    lines = (row.line for row in filled.rows if row.line.figure)
    drawn = [
        f"<dt>{line.number} {escape(line.name)}</dt><dd>{escape(line.definition)}</dd>"
        for line in lines
    ]
    return mark_safe("".join(drawn))  # noqa: S308  every text is escaped


@register.simple_tag
def period_options(periods, chosen):
    """The periods by scheme; rows of (key, name, scheme)."""
    groups = groupby(periods, key=lambda row: row[2])
    drawn = [
        f'<optgroup label="{escape(name)}">{_options(rows, chosen)}</optgroup>'
        for name, rows in groups
    ]
    return mark_safe("".join(drawn))  # noqa: S308  every text is escaped


@register.simple_tag
def options(rows, chosen):
    """Options of (key, label)."""
    return mark_safe(_options(rows, chosen))  # noqa: S308


def _options(rows, chosen):
    return "".join(
        f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(label)}</option>'
        for key, label, *_ in rows
    )
