from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from lucide.templatetags.lucide import lucide

from legalaid.platform.core import money, text
from legalaid.platform.core.phones import read_phone
from legalaid.platform.core.words import day, left, moment, short
from legalaid.platform.office.addresses import address

register = template.Library()


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
def mask_numbers(value):
    return text.mask_numbers(value or "")


@register.filter
def mask_account(value):
    return text.mask_account(value or "")


@register.filter
def address_of(pk, name):
    """`{% url name pk %}` for pages that show many rows."""
    return address(name, pk)


register.filter("day", day)
register.filter("moment", moment)
register.filter("short", short)


@register.simple_tag
def clock(subject):
    """The chip of the clock that runs on a subject of a procedure; of a promise (`promise`) it says so once it has passed."""
    promised, colour = getattr(subject, "promise", False), subject.clock_colour
    if promised and colour == "late":
        colour = "soon"
    return due_chip(subject.due_at, colour, promised=promised)


def chip(words, colour=""):
    return format_html('<span class="{}">{}</span>', f"chip {colour}".strip(), words)


@register.filter
def phone_doubt(number):
    """The mark of a telephone that a sheet brought and nobody could dial as it stands."""
    return chip("号码存疑", "soon") if number and read_phone(number).doubtful else ""


def due_chip(due_at, colour, *, promised=False):
    """How long is left, and its date: 还剩 3 天（12月2日）."""
    if not due_at:
        return mark_safe('<span class="soft">—</span>')

    words = left(due_at, timezone.now(), promised=promised)
    return format_html('<span class="chip {}">{}（{}）</span>', colour, words, short(due_at))


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
