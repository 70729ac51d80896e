"""Another handler: the application (form 16) and the answer to whoever is refused; form 17 stands with the assignment."""

from cases.domain.assignment import current
from cases.enums import ReplacementAsker, ReplacementResult
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import base, letter, named


@CASE.paper("replacement_request")
def replacement_request(case, *, by, at, **facts):
    """Form 16: printed to be signed by whoever asks; opinion and decision as far as they are recorded, else room to write them by hand."""
    row = case.replacement_requests.latest("id")

    return {
        **base(case, by, at),
        "asked_by": row.get_asked_by_display(),
        "own": row.asked_by == ReplacementAsker.HANDLER,
        "asker": row.asker,
        "received_on": day(row.received_on),
        "registrar": row.by.name,
        "firm": str(row.handler.firm),
        "handler": str(row.handler),
        "reason": row.reason,
        "evidence": row.evidence,
        "opinion": _signed(row.opinion, row.reviewed_by, row.reviewed_at),
        "decision": _decided(case, row),
    }


def _signed(text, who, at):
    return {"text": text, "who": who.name, "day": day(at)} if text else {"text": "", "who": ""}


def _decided(case, row):
    if row.result == ReplacementResult.REPLACED:
        made = current(case)
        to = {"firm": str(made.firm), "handler": str(made.handler)}
        return _signed(made.reason, row.settled_by, row.settled_at) | {"to": to}
    refused = row.said if row.result == ReplacementResult.REFUSED else ""
    return _signed(refused, row.settled_by, row.settled_at)


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
