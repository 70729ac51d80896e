"""Asking another county's agency to verify facts (form 7); the examination clock stands still meanwhile."""

from django.utils import timezone

from cases import periods
from cases.models import Cooperation
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import deadlines


@CASE.step("request_cooperation")
def request_cooperation(case, *, by, at, recipient, content, due):
    """The letter goes out: what is to be verified, and by when."""
    if due <= timezone.localdate(at):
        raise DomainError("协作期限应晚于今天。", field="due")
    deadlines.start("case", case.pk, periods.COOPERATION.key, at, set_due=due)
    return Cooperation.objects.create(
        case=case, recipient=recipient, content=content, due=due, issued_by=by, issued_at=at
    )


@CASE.step("receive_cooperation")
def receive_cooperation(case, *, by, at, result, reply):
    """The answer, or that none came in time; the seven days run on."""
    case.cooperations.filter(answered_at=None).update(result=result, reply=reply, answered_at=at)
