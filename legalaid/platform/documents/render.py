"""The only place that knows WeasyPrint: HTML to PDF/A-2b with embedded Chinese fonts."""

import hashlib
import re
from functools import cache
from io import BytesIO

import pikepdf
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from . import fonts, qr
from .kinds import PAPER_KINDS
from .passages import named_by, source_of

STYLE = "papers/paper.css"
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)


@cache
def _printer():
    """WeasyPrint with our style and fonts."""
    import weasyprint  # a third of the start of a process, most of which never print
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    return weasyprint, weasyprint.CSS(string=style_sheet(), font_config=known), known


def style_sheet():
    return render_to_string(STYLE, {"fonts": fonts.of_style()})


def _refuse(url):
    raise ValueError(f"papers load nothing from outside: {url}")


def pdf(html, load=_refuse):
    """PDF/A-2b bytes of a whole HTML document. `load(url)`: bytes and media type of what it names; a paper names nothing."""
    weasyprint, style, known = _printer()

    def fetch(url):
        body, kind = load(url)
        return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": kind})

    document = weasyprint.HTML(string=html, url_fetcher=fetch)
    return document.write_pdf(stylesheets=[style], font_config=known, pdf_variant="pdf/a-2b")


def page_count(data):
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)


def paper_html(kind_key, context, number_text=""):
    kind = PAPER_KINDS[kind_key]
    printed = number_text or f"{kind.title} {context.get('case_number', '')}".strip()
    code = mark_safe(qr.svg(printed))  # noqa: S308  drawn by us

    return render_to_string(
        kind.template,
        {
            **context,
            "kind": kind,
            "number_text": number_text,
            "qr": code,
        },
    )


def paper_body(kind_key, facts):
    """What a paper would say, as a part of a page: neither number nor code, for it is not issued."""
    kind = PAPER_KINDS[kind_key]
    whole = render_to_string(kind.template, {**facts, "kind": kind, "number_text": "", "qr": ""})
    return mark_safe(BODY.search(whole)[1])  # noqa: S308  escaped by its template


def template_version(kind_key):
    """12 hex digits of the source of the template, of every template it names, and of the style."""
    digest = hashlib.sha256()
    for name in [*named_by(PAPER_KINDS[kind_key].template), STYLE]:
        digest.update(source_of(name).encode())
    return digest.hexdigest()[:12]
