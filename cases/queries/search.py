"""One search over every case, scoped afterwards: what lies beyond one's rights comes back as a limited hit."""

import re

from django.db import connection
from django.db.models.expressions import RawSQL

from cases.models import Case
from legalaid.platform.accounts.roles import Role

from .case import cases_for
from .tokens import last_four_token, pairs, whole_token

LIMIT = 50


def alternatives(text, *, endings=True):
    """What `text` may mean, as OR-ed lists of AND-ed tokens. `endings`: whether four digits may be the last of a person's number."""
    text = re.sub(r"\s", "", text).lower()
    if re.fullmatch(r"\d{17}[\dx]|\d{11}|\d{15}", text):  # an identity number, a mobile phone
        return [[whole_token(text.upper())]]
    if re.fullmatch(r"\d+|\d{3}x", text):
        ending = [[last_four_token(text.upper())]] if endings and len(text) == 4 else []
        return [[f"n{text}"], *ending]

    digits = re.findall(r"\d+", text)
    if digits and re.search(r"[援〔〕号-]", text):  # a number of ours: its year and its serial
        year = digits[0] if len(digits) > 1 else ""
        return [[f"n{year}{digits[-1]}"]]

    words = re.sub(r"\W", "", text)
    return [sorted(pairs(words))] if words else []


def search_cases(text, user):
    """Cases of any station matching `text`, newest first. Who may not read a person's number finds nobody by its last four digits: with
    what a mask leaves, they would give it away."""
    groups = alternatives(text, endings=user.may("cases.reveal"))
    if not groups:
        return Case.objects.none()

    holding = _in_arrays(groups) if connection.vendor == "postgresql" else _in_full_text(groups)
    return Case.objects.filter(pk__in=holding).order_by("-received_at", "-id")


def _in_arrays(groups):
    condition = " OR ".join("words @> %s" for _ in groups)
    sql = f"SELECT case_id FROM cases_searchentry WHERE {condition}"  # noqa: S608  only placeholders are joined
    return RawSQL(sql, groups)  # noqa: S611


def _in_full_text(groups):
    together = [" AND ".join(f'"{token}"' for token in group) for group in groups]
    match = " OR ".join(f"({tokens})" for tokens in together)
    return RawSQL("SELECT rowid FROM cases_search_fts WHERE cases_search_fts MATCH %s", [match])


def search(user, text, fields):
    """(hits within one's rights, limited hits beyond them), at most LIMIT together: rows with these fields of a case, and those of a limited
    hit. A handler, who is not of the office, gets no limited hits: whether somebody else was aided is a secret (Law art. 21)."""
    keys = list(search_cases(text, user).values_list("pk", flat=True)[:LIMIT])
    cases = Case.objects.filter(pk__in=keys)  # what is joined, is joined for these alone
    rows = list(cases.order_by("-received_at", "-id").values(*fields))

    allowed = set(cases_for(user).filter(pk__in=keys).values_list("pk", flat=True))
    hits = [row for row in rows if row["pk"] in allowed]
    if user.role == Role.HANDLER:
        return hits, []
    return hits, [row for row in rows if row["pk"] not in allowed]
