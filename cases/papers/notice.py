"""The answer to an organ that notified us; the Law names it, the official set has no form for it."""

from cases.enums import Notified
from cases.workflow import CASE

from .facts import letter, notice


@CASE.paper("notice_reply")
def notice_reply(case, *, by, at, **facts):
    """Who was assigned and how to reach them (Law art. 36); what the lawyer is to the person follows from art. 25 or 28."""
    handler = case.handler

    return {
        **letter(case, by, at, to=case.organ),
        "notice": notice(case),
        "commitment": case.notified == Notified.COMMITMENT,
        "role": case.applicant_role,
        "firm": str(handler.firm),
        "handler": str(handler),
        "phone": handler.mobile or handler.firm.phone,
        "licence": handler.licence,
    }
