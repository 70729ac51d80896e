"""What is on its way between the stations and the centre."""

from cases import periods
from cases.enums import State
from cases.models import HandOver
from legalaid.platform.procedure.models import Deadline

from .case import cases_for

ON_THE_WAY = (State.AT_STATION, State.RETURNED_TO_STATION, State.HANDED_OVER)


def on_the_way(user):
    """{state: [cases with their running promise as .promise]} within the user's rights, the oldest first."""
    cases = list(
        cases_for(user)
        .filter(state__in=ON_THE_WAY)
        .for_lists()
        .select_related("pre_review")
        .order_by("received_at")[:200]
    )
    rules = (periods.HAND_OVER.key, periods.SIGN_FOR.key)
    running = Deadline.objects.running().filter(
        workflow="case", subject_id__in=[case.pk for case in cases], rule__in=rules
    )
    promises = {deadline.subject_id: deadline for deadline in running}
    for case in cases:
        case.promise = promises.get(case.pk)
    return {state: [case for case in cases if case.state == state] for state in ON_THE_WAY}


def recent_handovers(user, limit=20):
    """The last passages, newest first."""
    rows = HandOver.objects.filter(case__in=cases_for(user)).select_related(
        "case__station", "case__applicant", "handed_by", "answered_by"
    )
    return rows.order_by("-handed_at")[:limit]
