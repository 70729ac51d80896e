"""The chips of a calendar's day, drawn in Python: a month has hundreds."""

from django import template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from legalaid.platform.core.words import day, moment

register = template.Library()


@register.simple_tag
def agenda_chips(entries):
    """`entries`: [(Source, Entry)] of one day."""
    found = []
    for source, entry in entries:
        label = escape(entry.label)
        if entry.url:
            clock = (
                f"{timezone.localtime(entry.at):%H:%M} "
                if entry.until and not entry.absence
                else ""
            )
            chip = f'<a class="chip" href="{escape(entry.url)}" title="{escape(entry.text)}"><b>{source.label}</b> {clock}{label}</a>'
        else:
            chip = f'<span class="chip"><b>{source.label}</b> {label}</span>'
        found.append(f"<div>{chip}</div>")

    return mark_safe("".join(found))  # noqa: S308  every text is escaped


@register.simple_tag
def agenda_entry(entry):
    """One entry in full."""
    if entry.url:
        return format_html('<a href="{}">{} {}</a>', entry.url, moment(entry.at), entry.text)
    return format_html("{}（{}起）", entry.text, day(entry.at))
