"""{{ person|heeded }}: somebody to be reached, with what was agreed on safe contact in their other matters."""

from django import template

from cases.queries.elsewhere import heed

register = template.Library()
KEPT = "_heeded"


@register.filter
def heeded(person):
    """Asked once for each record a page shows, however often it does."""
    if KEPT not in vars(person):
        setattr(person, KEPT, heed(person))
    return getattr(person, KEPT)
