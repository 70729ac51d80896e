from django import template
from django.core.paginator import Page
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from ..tables import styled
from .office import param_replace

register = template.Library()
ASCENDING = mark_safe(' aria-sort="ascending"'), " ▲"
DESCENDING = mark_safe(' aria-sort="descending"'), " ▼"
MOST = mark_safe(' aria-sort="descending"'), ""
ANY = "", ""


@register.inclusion_tag("_table.html", takes_context=True)
def table(context, table, rows, *, order=None, total=None, empty="", hint="", label="", live=False):
    """Draws rows by the columns of a `Table`, with the pager of a page of them, or says that there are none.

    `order`: what the list is sorted by where one may choose; `total`: {key: words} of a last row; `label`: what one hears of a wide one;
    `live`: its headings and pager answer in place.
    """
    return {
        "request": context["request"],
        "table": table,
        "headings": format_html_join(
            "", "{}", ((_heading(context, table, one, order),) for one in table.on_page)
        ),
        "lines": table.lines(rows, context, total),
        "page": rows if isinstance(rows, Page) else None,
        "empty": empty or table.empty,
        "hint": hint or table.hint,
        "label": label,
        "live": live,
    }


def _heading(context, table, column, order):
    if order is None or not column.order:
        return format_html("<th{}>{}</th>", styled(column.style), column.label)

    up, down = column.key, f"-{column.key}"
    turned = {up: MOST} if table.falling else {up: ASCENDING, down: DESCENDING}
    sort, mark = turned.get(order, ANY)
    other = down if order == up and not table.falling else up
    address = param_replace(context, order=other, page="")
    link = format_html('<a href="{}">{}{}</a>', address, column.label, mark)
    return format_html("<th{}{}>{}</th>", styled(column.style), sort, link)
