from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from lucide.templatetags.lucide import lucide

from legalaid.platform.core import money, text

register = template.Library()
COLOURS = {"red": "已超期", "amber": "将到期"}


@register.filter
def yuan(value):
    return "" if value in (None, "") else money.yuan(value)


@register.filter
def capitals(value):
    return "" if value in (None, "") else money.capitals(value)


@register.filter
def mask_id(value):
    return text.mask_id(value or "")


@register.filter
def mask_phone(value):
    return text.mask_phone(value or "")


@register.filter
def mask_name(value):
    return text.mask_name(value or "")


@register.filter
def mask_address(value):
    return text.mask_address(value) if value else ""


@register.filter
def mask_account(value):
    return text.mask_account(value or "")


@register.filter
def day(value):
    """2026年3月3日"""
    if not value:
        return ""
    local = timezone.localtime(value) if hasattr(value, "hour") else value
    return f"{local.year}年{local.month}月{local.day}日"


@register.filter
def moment(value):
    """3月3日 14:05, with the year when it is not this one."""
    if not value:
        return ""
    local = timezone.localtime(value)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


@register.simple_tag
def clock(subject):
    """The chip of the clock that runs on a subject of a procedure."""
    return due_chip(subject.due_at, subject.clock_colour)


def due_chip(due_at, colour):
    if not due_at:
        return mark_safe('<span class="soft">—</span>')
    return format_html(
        '<span class="chip {}">{} {}</span>', colour, COLOURS.get(colour, "期满"), day(due_at)
    )


@register.filter
def dict_get(mapping, key):
    return mapping.get(key)


@register.simple_tag
def icon(name, size=16):
    return lucide(name, size=size, **{"aria-hidden": "true"})


@register.simple_tag(takes_context=True)
def param_replace(context, **changes):
    """The current query string with these parameters changed; an empty value drops one."""
    query = dict(context["request"].GET.lists())
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = [value]
    return "?" + urlencode(query, doseq=True)
