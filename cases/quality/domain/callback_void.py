"""A call while the work runs, or a second one, that was registered on the wrong case (decision 136)."""

from django.db import transaction
from django.utils import timezone

from cases.domain.call_void import void
from cases.enums import SEALED
from cases.models import Alarm
from cases.periods import SECOND_CALL
from cases.quality.enums import CallStage, Tool
from cases.quality.models import Callback
from cases.workflow import CASE
from legalaid.platform.core.errors import NotAllowed
from legalaid.platform.procedure import deadlines

from .callback import REACHED, denial
from .draw import undone
from .supervisor_task import wait_again


@transaction.atomic
def void_call(row, *, by, reason, at=None, seen=None):
    """The call is due again, also a second one and what was drawn; what it told of stays with whoever looks into it."""
    at = at or timezone.now()
    row = Callback.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if refusal := void_denial(by, row):
        raise NotAllowed(refusal)

    drawn = row.result == REACHED and row.stage == CallStage.AFTER
    second, row.first = row.first_id is not None, None
    void(row, of="callback", by=by, at=at, reason=reason, seen=seen)
    if drawn:
        undone(row.case, Tool.CALL, by=by)
    wait_again(row, by=by, at=at)
    _recall(row, second, at)
    return row


def _recall(row, second, at):
    """Of a matter the recipient told of: a second call is due again, of a first one that was about another case nobody calls again."""
    told = Alarm.objects.filter(case=row.case, settled_at=None).exclude(call="")
    if second and told.filter(recall_due=False).update(recall_due=True):
        deadlines.reopen("case", row.case_id, SECOND_CALL.key, at)
    elif row.found and not second:
        told.update(recall_due=False)


def void_denial(by, row):
    """Why this person does not void this call; ""."""
    return "此案已经封存。" if row.case.state in SEALED else denial(by, row.case)


@CASE.on_done
def drawn_call_waits_again(case, step, by, at):
    """What was drawn and called by a call that was about another case."""
    if step.key == "await_follow_up":
        undone(case, Tool.CALL, by=by)
