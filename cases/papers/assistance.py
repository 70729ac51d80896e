"""Letters of the centre a handler works with: form 15, proof letters, letters that ask for coordination."""

from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import identity, letter


@CASE.paper("introduction_letter")
def introduction_letter(case, *, by, at, addressee, person, purpose, valid_until, **facts):
    """Form 15."""
    return {
        **letter(case, by, at, to=addressee),
        "introduced": person,
        "purpose": purpose,
        "valid_until": day(valid_until),
    }


@CASE.paper("proof_letter")
def proof_letter(case, *, by, at, addressee, content, **facts):
    """What the centre knows of the case, and what it is asked to prove."""
    return {
        **letter(case, by, at, to=addressee),
        "person": identity(case.applicant),
        "handler": str(case.handler or ""),
        "firm": str(case.handler.firm) if case.handler_id else "",
        "content": content,
    }


@CASE.paper("coordination_letter")
def coordination_letter(case, *, by, at, addressee, content, **facts):
    """What the organ is asked to do for the handler."""
    return {
        **letter(case, by, at, to=addressee),
        "handler": str(case.handler or ""),
        "firm": str(case.handler.firm) if case.handler_id else "",
        "content": content,
    }
