"""Requests for another handler that wait for the centre's decision."""

from django.db.models import OuterRef, Subquery

from cases.enums import WITH_HANDLER
from cases.models import ReplacementRequest
from cases.periods import REPLACEMENT
from legalaid.platform.procedure.models import Deadline

from .case import keeps_out, reach_of


def waiting_request(case):
    """The request of this case that nobody has decided; None where there is none."""
    return case.replacement_requests.waiting().last() if case.replacing else None


def to_decide_on(user):
    """Those this person decides on."""
    if not user.may("cases.refuse_replacement"):
        return ReplacementRequest.objects.none()
    reached = reach_of(user).filter(state__in=WITH_HANDLER, replacing=True).exclude(keeps_out(user))
    return waiting_requests().filter(case__in=reached)


def waiting_requests():
    """Those nobody has decided, with the limit of the decision."""
    clock = Deadline.objects.of("case", OuterRef("case")).open().filter(rule=REPLACEMENT.key)
    return ReplacementRequest.objects.waiting().annotate(
        due_at=Subquery(clock.values("due_at")[:1])
    )
