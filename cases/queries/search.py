"""One search over every case, scoped afterwards: what lies beyond one's rights comes back as a limited hit."""

import re

from django.db import connection
from django.db.models.expressions import RawSQL

from cases.models import Case
from legalaid.platform.accounts.roles import Role

from .case import cases_for
from .tokens import last_four_token, pairs, whole_token

LIMIT = 50


def alternatives(text):
    """What `text` may mean, as OR-ed lists of AND-ed tokens."""
    text = re.sub(r"\s", "", text).lower()
    digits = re.findall(r"\d+", text)
    if re.fullmatch(r"\d{17}[\dx]|\d{11}|\d{15}", text):
        return [[whole_token(text.upper())]]
    if re.fullmatch(r"\d+|\d{3}x", text):
        found = [[f"n{text}"]]
        return [*found, [last_four_token(text.upper())]] if len(text) == 4 else found
    if digits and re.search(r"[援〔〕号-]", text):
        return [[f"n{''.join(digits[:1] + digits[-1:]) if len(digits) > 1 else digits[-1]}"]]
    words = re.sub(r"\W", "", text)
    return [sorted(pairs(words))] if words else []


def search_cases(text):
    """Cases of any station matching `text`, newest first."""
    groups = alternatives(text)
    if not groups:
        return Case.objects.none()
    if connection.vendor == "postgresql":
        condition = " OR ".join("string_to_array(tokens, ' ') @> %s" for _ in groups)
        raw = RawSQL(f"SELECT case_id FROM cases_searchentry WHERE {condition}", groups)  # noqa: S608, S611  only placeholders are joined
    else:
        match = " OR ".join(
            "(" + " AND ".join(f'"{token}"' for token in group) + ")" for group in groups
        )
        raw = RawSQL("SELECT rowid FROM cases_search_fts WHERE cases_search_fts MATCH %s", [match])
    return Case.objects.filter(pk__in=raw).order_by("-received_at", "-id")


def search(user, text, fields):
    """(hits within one's rights, limited hits beyond them), at most LIMIT together: rows with these fields of a case, and those of a limited
    hit. A handler, who is not of the office, gets no limited hits: whether somebody else was aided is a secret (Law art. 21)."""
    keys = list(
        search_cases(text).values_list("pk", flat=True)[:LIMIT]
    )  # before the joins, which only fifty rows need
    found = list(Case.objects.filter(pk__in=keys).order_by("-received_at", "-id").values(*fields))
    allowed = set(cases_for(user).filter(pk__in=keys).values_list("pk", flat=True))
    beyond = [] if user.role == Role.HANDLER else [row for row in found if row["pk"] not in allowed]
    return [row for row in found if row["pk"] in allowed], beyond
