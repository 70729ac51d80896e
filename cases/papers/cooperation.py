"""Form 7: the letter to another agency."""

from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import identity, letter


@CASE.paper("cooperation_letter")
def cooperation_letter(case, *, by, at, recipient, content, due, **facts):
    """Basics of the case, what is to be verified, by when, and whom to answer."""
    return {
        **letter(case, by, at, to=recipient),
        "person": identity(case.applicant),
        "aided": case.aided,
        "content": content,
        "due": day(due),
    }
