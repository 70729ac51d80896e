"""The desk's handbook: the pages for a matter, for the topics of a question, and for what one types."""

import re

from cases.law.handbook import distance
from cases.models import HandbookPage

from .eligibility import cause_path
from .tokens import pairs

BESIDE = 3  # pages shown beside a form


def page_tokens(page):
    """Every pair of neighbouring characters of a page, between blanks."""
    said = (page.title, page.articles, page.eligible, page.ask, page.collect, page.say)
    text = "\n".join((*said, *page.words))
    tokens = set().union(*(pairs(run.lower()) for run in re.findall(r"\w+", text)))
    return f" {' '.join(sorted(tokens))} "


def pages_for(cause, crowds, role):
    """The pages beside the intake form: for the cause chosen, or while none is chosen for the crowds alone."""
    kind, path = (cause.kind, cause_path(cause)) if cause else ("", [])
    facts = {"kind": kind, "cause_path": path, "crowds": crowds, "role": role}
    pages = [(distance(page, **facts), page.pk, page) for page in HandbookPage.objects.in_use()]
    about_it = sorted(row for row in pages if row[0] is not None)
    return [page for _, _, page in about_it][:BESIDE]


def pages_on(topics):
    """The pages beside the consultation form."""
    pages = HandbookPage.objects.in_use()
    return [page for page in pages if set(page.topics) & set(topics)][:BESIDE]


def pages_about(causes):
    """The pages on the first of these causes that has any."""
    return next(filter(None, (pages_for(cause, (), "") for cause in causes)), [])


def search_handbook(text):
    """Pages that hold every pair of characters of every word; all of them for no words."""
    pages = HandbookPage.objects.in_use()
    for run in re.findall(r"\w+", text.lower()):
        for token in pairs(run):
            pages = pages.filter(tokens__contains=f" {token} " if len(token) > 1 else token)
    return pages
