"""Another handler: the application (form 16) and the answer to whoever is refused; form 17 stands with the assignment."""

from cases.enums import ReplacementAsker
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import base, letter, named


@CASE.paper("replacement_request")
def replacement_request(
    case, *, by, at, asked_by, asker, received_on, reason, evidence="", **facts
):
    """Form 16: printed to be signed by whoever asks; opinion and decision are written by hand."""
    return {
        **base(case, by, at),
        "asked_by": ReplacementAsker(asked_by).label,
        "own": asked_by == ReplacementAsker.HANDLER,
        "asker": asker,
        "received_on": day(received_on),
        "firm": str(case.handler.firm),
        "handler": str(case.handler),
        "reason": reason,
        "evidence": evidence,
    }


@CASE.paper("replacement_answer")
def replacement_answer(case, *, by, at, reasons, **facts):
    """The handler stays, with the reasons, to whoever asked."""
    row = case.replacement_requests.latest("id")
    recipient = row.asked_by == ReplacementAsker.RECIPIENT

    return {
        **letter(case, by, at, to=named(case) if recipient else row.asker),
        "to_recipient": recipient,
        "received_on": day(row.received_on),
        "firm": str(row.handler.firm),
        "handler": str(row.handler),
        "reasons": reasons,
    }
