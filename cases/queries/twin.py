"""The same matter a second time: applied for twice at once, or again after a refusal."""

from dataclasses import dataclass
from datetime import datetime

from cases.enums import AMENDABLE, State
from cases.law import grounds
from cases.models import Case, Decision
from cases.workflow import CASE

LOOKED_AT = 50  # of one person's matters under way


@dataclass(frozen=True)
class Refusal:
    """An earlier refusal, as whoever takes in the next application is told of it."""

    number: str
    at: datetime
    why: str


def twins_of(case):
    """Other matters of this person under way at the same stage, with the same cause or the same other side."""
    same = open_of(case.applicant.being).exclude(pk=case.pk).filter(stage=case.stage)
    return alike(same, case.cause_id, {party.name_key for party in case.opponents})


def open_of(being):
    return Case.objects.filter(applicant__being=being).exclude(state__in=CASE.final)


def alike(cases, cause, names):
    """Of these cases those of this cause, or against one of these names, newest first."""
    known = (
        cases.select_related("cause").prefetch_related("parties").order_by("-received_at", "-pk")
    )
    return [row for row in known[:LOOKED_AT] if row.cause_id == cause or names & _others(row)]


def _others(case):
    return {party.name_key for party in case.opponents}


def may_join(case):
    """Those into which this one may go: it is undecided itself, they are under way."""
    return twins_of(case) if case.state in AMENDABLE else []


def refused_before(being, cause, but=None):
    """The last time this person was refused in this cause, None where there was none."""
    refused = Case.objects.filter(applicant__being=being, cause=cause, state=State.REFUSED)
    last = refused.exclude(pk=but).order_by("-decided_at").first()
    decision = last and Decision.objects.filter(case=last).first()
    if decision is None:
        return None

    texts = [grounds.text_of(grounds.REFUSAL, code) for code in decision.grounds]
    return Refusal(last.number, last.decided_at, "；".join(filter(None, texts)) or "见决定书")
