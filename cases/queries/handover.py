"""What is on its way between the stations and the centre."""

from cases import periods
from cases.enums import State
from cases.models import HandOver
from legalaid.platform.procedure.models import Deadline

from .case import cases_for

ON_THE_WAY = (State.AT_STATION, State.RETURNED_TO_STATION, State.HANDED_OVER)
PROMISES = (periods.HAND_OVER.key, periods.SIGN_FOR.key)
SHOWN = 200


def on_the_way(user):
    """{state: [cases with their running promise as .promise]} within the user's rights, the oldest first."""
    own = cases_for(user).filter(state__in=ON_THE_WAY).for_lists()
    cases = list(own.select_related("pre_review").order_by("received_at")[:SHOWN])

    running = Deadline.objects.running().filter(workflow="case", rule__in=PROMISES)
    of_cases = running.filter(subject_id__in=[case.pk for case in cases])
    promises = {deadline.subject_id: deadline for deadline in of_cases}
    for case in cases:
        case.promise = promises.get(case.pk)
    return {state: [case for case in cases if case.state == state] for state in ON_THE_WAY}


def recent_handovers(user, limit=20):
    """The last ones, newest first."""
    rows = HandOver.objects.filter(case__in=cases_for(user)).order_by("-handed_at")
    names = ("case__station", "case__applicant", "handed_by", "answered_by")
    return rows.select_related(*names)[:limit]
