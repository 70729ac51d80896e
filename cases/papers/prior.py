"""Aid provided at once: the notice with what is owed and until when, and that it was taken back."""

from cases.enums import Urgency
from cases.periods import ASSIGNMENT
from cases.workflow import CASE
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import within

from .facts import letter, named

ITEMS = {Urgency.LIMITATION: "一", Urgency.PRESERVATION: "二", Urgency.OTHER: "三"}


@CASE.paper("prior_notice")
def prior_notice(case, *, by, at, ground, owed, owed_by, limitation_on=None, **facts):
    return {
        **letter(case, by, at, to=named(case)),
        "received_on": day(case.received_at),
        "ground": Urgency(ground).label,
        "item": ITEMS[Urgency(ground)],
        "limitation_on": day(limitation_on),
        "assign_within": within(ASSIGNMENT, at),
        "owed": list(owed),
        "owed_by": day(owed_by),
    }


@CASE.paper("prior_revoked")
def prior_revoked(case, *, by, at, reason, **facts):
    row = case.priors.latest("id")
    return {
        **letter(case, by, at, to=named(case)),
        "provided_on": day(row.at),
        "reason": reason,
    }
