"""The slip that goes with an application from a station to the centre, and the centre's answer to it."""

from django.utils import timezone

from cases.periods import SIGN_FOR
from cases.workflow import CASE
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import within

from .facts import base


def _moment(at):
    return f"{day(at)}{timezone.localtime(at):%H时%M分}"


@CASE.paper("hand_over_slip")
def hand_over_slip(case, *, by, at, materials=(), note="", **facts):
    """What left the station, when, and what it recommends."""
    return {
        **base(case, by, at),
        "station": str(case.station),
        "received_on": day(case.received_at),
        "handed_at": _moment(at),
        "materials": list(materials),
        "pre_review": _pre_review(case),
        "note": note,
        "answer_within": within(SIGN_FOR, at),
        "seal": str(case.station),
    }


def _pre_review(case):
    found = getattr(case, "pre_review", None)
    if found is None:
        return None
    return {
        "proposal": found.get_proposal_display(),
        "opinion": found.opinion,
        "by": found.by.name,
    }


@CASE.paper("sign_receipt")
def sign_receipt(case, *, by, at, reasons=(), note="", **facts):
    """Signed for, or sent back with the reasons."""
    row = case.handovers.latest("handed_at")

    return {
        **base(case, by, at),
        "station": str(case.station),
        "handed_at": _moment(row.handed_at),
        "handed_by": row.handed_by.name,
        "answered_at": _moment(at),
        "materials": row.materials,
        "reasons": list(reasons),
        "note": note,
        "seal": office_at(at)["center"],
    }
