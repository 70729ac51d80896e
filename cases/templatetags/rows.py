"""The cells of a case list, drawn in Python: twenty-five rows of eight columns are the bulk of the page."""

from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from cases.enums import Urgency
from legalaid.platform.core.money import yuan
from legalaid.platform.office.addresses import address
from legalaid.platform.office.templatetags.office import due_chip
from legalaid.platform.procedure.models import colour

register = template.Library()

GREEN = mark_safe(' <span class="chip lane">绿色通道</span>')
URGENT = mark_safe(' <span class="chip red">紧急</span>')


URGENT_ROW = mark_safe('<tr class="urgent">')
ROW = mark_safe("<tr>")


def _number(row, number):
    return format_html('<a href="{}">{}</a>', address("cases:detail", row["pk"]), number)


def _applicant(row, name):
    return (
        escape(name)
        + (GREEN if row["green"] else "")
        + (URGENT if row["urgency"] == Urgency.URGENT else "")
    )


def _clock(row, due_at):
    return due_chip(due_at, colour(row["due_from"], due_at) if due_at else "")


def _money(_, amount):
    return "—" if amount is None else yuan(amount)


DRAWN = {
    "number": _number,
    "applicant": _applicant,
    "due": _clock,
    "amount": _money,
    "amount_won": _money,
}


@cache
def _open(column):
    return format_html('<td class="{} {}" data-label="{}">', column.key, column.kind, column.label)


@register.simple_tag
def case_rows(columns, rows):
    """The rows of a table of cases: dicts with `fields_of(columns)`, and "steps" where each row says what is to be done."""
    return mark_safe("".join(_row(columns, row) for row in rows))  # noqa: S308  every value below is escaped


def _row(columns, row):
    found = [URGENT_ROW if row["urgency"] == Urgency.URGENT else ROW]
    for column in columns:
        value = row[column.field]
        if column.key in DRAWN:
            drawn = DRAWN[column.key](row, value)
        else:
            shown = column.show(value)
            drawn = "—" if shown in (None, "") else escape(shown)
        found.append(f"{_open(column)}{drawn}</td>")
    if "steps" in row:
        here = address("cases:detail", row["pk"])
        links = " ".join(
            format_html('<a href="{}{}/">{}</a>', here, step.key, step.label)
            for step in row["steps"]
        )
        found.append(f'<td class="acts" data-label="要办">{links}</td>')
    return "".join(found) + "</tr>"
