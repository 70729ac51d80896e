"""{{ sentence|cited }}: the articles of the Law it names lead to their words."""

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from cases.law import articles

register = template.Library()


@register.filter
def cited(sentence):
    """In a window of its own, for one reads it in the middle of something."""
    page = reverse("cases:articles")

    def link(number, words):
        return format_html('<a href="{}#a{}" target="_blank">{}</a>', page, number, words)

    return mark_safe(articles.linked(str(conditional_escape(sentence)), link))  # noqa: S308  escaped
