"""One search over every case, scoped afterwards: what lies beyond one's rights comes back as a limited hit."""

from django.db import connection

from cases.models import Case, SearchEntry
from legalaid.platform.accounts.roles import Role

from .case import cases_for
from .meaning import alternatives

LIMIT = 50


def search_cases(text, user):
    """Cases of any station matching `text`, newest first."""
    found = _entries(text, user)
    return Case.objects.filter(pk__in=found.values("pk")).order_by("-received_at", "-id")


def _entries(text, user):
    """The search entries matching `text`. Who may not read a person's number finds nobody by its last four digits: with what a mask
    leaves, they would give it away."""
    groups = alternatives(text, endings=user.may("cases.reveal"))
    if not groups:
        return SearchEntry.objects.none()
    if connection.vendor == "postgresql":
        return SearchEntry.objects.extra(where=[" OR ".join(["words @> %s"] * len(groups))], params=groups)  # fmt: skip  # noqa: S610

    together = [" AND ".join(f'"{token}"' for token in group) for group in groups]
    match = " OR ".join(f"({tokens})" for tokens in together)
    rows = "case_id IN (SELECT rowid FROM cases_search_fts WHERE cases_search_fts MATCH %s)"
    return SearchEntry.objects.extra(where=[rows], params=[match])  # noqa: S610


def search(user, text, fields):
    """(hits within one's rights, limited hits beyond them), at most LIMIT together: rows with these fields of a case, and those of a limited
    hit. A handler, who is not of the office, gets no limited hits: whether somebody else was aided is a secret (Law art. 21)."""
    newest = _entries(text, user).order_by(
        "-pk"
    )  # by its own key alone: a frequent name is walked, a rare one looked up
    keys = list(newest.values_list("pk", flat=True)[:LIMIT])
    cases = Case.objects.filter(pk__in=keys)  # what is joined, is joined for these alone
    rows = list(cases.order_by("-received_at", "-id").values(*fields))

    allowed = set(cases_for(user).filter(pk__in=keys).values_list("pk", flat=True))
    hits = [row for row in rows if row["pk"] in allowed]
    if user.role == Role.HANDLER:
        return hits, []
    return hits, [row for row in rows if row["pk"] not in allowed]
