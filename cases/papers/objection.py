"""Form 20: what the bureau decides on an objection (Law art. 49)."""

from cases.enums import ObjectionState
from cases.periods import RECONSIDERATION
from cases.workflow import OBJECTION
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import within

from .facts import base


@OBJECTION.paper("objection_decision")
def objection_decision(row, *, by, at, **facts):
    """In the name of the bureau, with its seal; where it upholds, the remedy (D13)."""
    return {
        **base(row.case, by, at),
        "to": row.objector,
        "seal": office_at(at)["bureau"],
        "oral": row.manner == "oral",
        "received_on": day(row.received_on),
        "decision": {
            "title": row.paper.title,
            "number": row.paper.number_text,
            "date": day(row.paper.issued_at),
        },
        "content": row.content,
        "findings": row.findings,
        "reasons": row.reasons,
        "upheld": row.state == ObjectionState.UPHELD,
        "reconsider_within": within(RECONSIDERATION, at),
    }
