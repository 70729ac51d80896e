"""The lines of the station board, drawn in Python: fifty stations of a dozen figures are the bulk of the page."""

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from legalaid.platform.office.addresses import address

register = template.Library()
NOTHING = '<td class="num none"><span class="soft">—</span></td>'
SILENT = mark_safe('<span class="chip red">沉寂</span>')


@register.simple_tag
def board_lines(lines, month):
    """A line a station; each figure leads to the rows it counts."""
    found = []
    before, _, after = reverse("board:rows", args=[0, "KEY"]).partition("0/KEY")
    for line in lines:
        found.append(
            format_html(
                '<tr><td data-label="名次">{}</td><td data-label="站点"><a href="{}">{}</a></td>',
                line.rank or SILENT,
                address("stations:station", line.key),
                line.station,
            )
        )
        for key, label, value in line.cells:
            if value is None:
                found.append(NOTHING)
                continue
            link = f'<a href="{before}{line.key}/{key}{after}?month={month:%Y-%m}">{value}</a>'
            found.append(f'<td class="num" data-label="{escape(label)}">{link}</td>')

        found.append(f'<td class="num" data-label="活跃度">{line.activity}</td></tr>')

    return mark_safe("".join(found))  # noqa: S308  names are escaped, the rest is numbers
