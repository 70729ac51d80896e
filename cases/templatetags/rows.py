"""The cells of a case list, drawn in Python: twenty-five rows of eight columns are the bulk of the page."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.money import yuan
from legalaid.platform.core.templatetags.office import clock

register = template.Library()

GREEN = mark_safe(' <span class="chip lane">绿色通道</span>')
URGENT = mark_safe(' <span class="chip red">紧急</span>')


def _number(case, number):
    return format_html('<a href="{}">{}</a>', reverse("cases:detail", args=[case.pk]), number)


def _applicant(case, name):
    return escape(name) + (GREEN if case.green else "") + (URGENT if case.urgency == "urgent" else "")


def _clock(case, _):
    return clock(case)


def _money(_, amount):
    return "—" if amount is None else yuan(amount)


DRAWN = {"number": _number, "applicant": _applicant, "due": _clock, "amount": _money, "amount_won": _money}


@cache
def _open(column):
    return format_html('<td class="{} {}" data-label="{}">', column.key, column.kind, column.label)


@register.simple_tag
def cells(columns, case):
    """The cells of one row: each column's value, with its link, chips or clock where it has one."""
    found = []
    for column in columns:
        value = column.value(case)
        drawn = DRAWN[column.key](case, value) if column.key in DRAWN else escape("—" if value in (None, "") else value)
        found.append(f"{_open(column)}{drawn}</td>")
    return mark_safe("".join(found))  # noqa: S308  every value above is escaped
