"""How the duties of a month are spread."""

from django import template
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag
def duty_people(people):
    """`people`: [(handler, duties, hours)]."""
    lines = ((handler, duties, f"{hours.normalize():f}") for handler, duties, hours in people)
    return format_html_join(" ", '<span class="chip">{} {} 班 {} 小时</span>', lines)
