"""The list from which recipients are told by telephone."""

from django.template.loader import render_to_string
from django.utils import timezone

from legalaid.platform.core.office import office
from legalaid.platform.core.words import day
from legalaid.platform.documents import render


def call_list_pdf(rows, *, by):
    """`rows`: [{until, person, number, phone, other, warning, untexted, words}]"""
    context = {"rows": rows, "by": by.name, "date": day(timezone.localdate()), "OFFICE": office()}
    return render.pdf(render_to_string("papers/call_list.html", context))
