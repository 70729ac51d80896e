"""The same words and figures as a PDF/A."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from legalaid.platform.documents import render

from . import text
from .word import annexes, signed


def pdf(f, charts, written=()):
    context = {
        "title": text.title_lines(f),
        "center": f["center"],
        "signed": signed(f),
        "sections": text.sections(f, written),
        "annexes": annexes(charts),
        "charts": [(caption, mark_safe(svg), table) for caption, svg, table in charts],  # noqa: S308  our own SVG
        "figures": [reading for reading in f.values() if reading.definition and reading.known],
    }
    return render.pdf(render_to_string("statistics/annual_report_paper.html", context))
