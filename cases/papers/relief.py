"""The letter by which relief from a fee, or judicial aid, is asked for (Law art. 53)."""

from cases.law import relief as law
from cases.workflow import CASE

from .facts import letter


@CASE.paper("relief_letter")
def relief_letter(case, *, by, at, relief, organ, form="", grounds=(), **facts):
    chosen = [row for row in law.EVERY if row.code in grounds]
    return {
        **letter(case, by, at, to=organ),
        "what": dict(law.KINDS)[relief.kind],
        "kind_of": relief.kind,
        "form": form if relief.kind == law.COURT_FEE else law.OUTSIDE.get(form, ""),
        "grounds": [{"text": row.text, "article": row.article} for row in chosen]
        if relief.kind == law.COURT_FEE
        else [],
    }
