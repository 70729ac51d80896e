"""The answer to an organ that notified us; the Law names it, the official set has no form for it."""

from cases.enums import Notified
from cases.law.notices import answered_by, must_be_defended
from cases.law.unclear import named
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import base, identity, letter, notice


@CASE.paper("notice_reply")
def notice_reply(case, *, by, at, **facts):
    """Who was assigned and how to reach them; what the lawyer is to the person follows from art. 25 or 28."""
    handler = case.handler

    return {
        **letter(case, by, at, to=case.organ),
        "notice": notice(case),
        "article": answered_by(case.notified),
        "unread": named(case.notice.unread),
        "commitment": case.notified == Notified.COMMITMENT,
        "role": case.applicant_role,
        "firm": str(handler.firm),
        "handler": str(handler),
        "phone": handler.mobile or handler.firm.phone,
        "licence": handler.licence,
    }


@CASE.paper("consent_record")
def consent_record(case, *, by, at, **facts):
    """Taken to the first meeting: whom the notice is about says whether the lawyer is wanted, and signs (Procedure Rules art. 29)."""
    handler = case.handler

    return {
        **base(case, by, at),
        "person": identity(case.applicant),
        "notice": notice(case),
        "defender": case.defended,
        "role": case.applicant_role,
        "stage": case.stage,
        "firm": str(handler.firm),
        "handler": str(handler),
        "licence": handler.licence,
    }


@CASE.paper("refusal_letter")
def refusal_letter(case, *, by, at, refused_on, reason, **facts):
    """To the organ: whom it notified of does not want the lawyer (Procedure Rules art. 29); whether it notifies again is asked for."""
    handler = case.handler

    return {
        **letter(case, by, at, to=case.organ),
        "notice": notice(case),
        "defender": case.defended,
        "must": case.notified != Notified.UNCLEAR and must_be_defended(case.notified),
        "role": case.applicant_role,
        "firm": str(handler.firm),
        "handler": str(handler),
        "refused_on": day(refused_on),
        "reason": reason,
    }
