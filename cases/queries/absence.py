"""Cases whose handler is, or will be, on leave: what of them falls into it, until another takes the case over or the director says that it
stays. Over a long leave that is every open case, over a short one those with a limit or a hearing in it."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cases.enums import WITH_HANDLER
from cases.models import Case, Hearing, KeptOverLeave
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import near
from legalaid.platform.procedure.models import Deadline
from stations.models import Handler, Leave

from .case import cases_for

LONG = timedelta(days=7)  # the office's choice; no rule has a number


def leaves_ahead(today):
    """Those that are not over."""
    return Leave.objects.filter(cancelled=False, ends__gte=today).order_by("starts", "id")


def _touched(leave):
    """Which cases this leave leaves without their handler. What falls into it, of whomever, is read once and then looked for among the
    handler's own: a week has fewer limits than a busy handler cases."""
    own = Handler.objects.filter(user=leave.user_id).order_by().values("pk")[:1]
    kept = KeptOverLeave.objects.filter(leave=leave).values("case")
    mine = Case.objects.filter(~Q(pk__in=kept), handler=own, state__in=WITH_HANDLER).order_by()
    if leave.ends - leave.starts >= LONG:
        return mine

    begin, end = day_span(leave.starts, leave.ends)
    due = Deadline.objects.running().filter(workflow="case", due_at__gte=begin, due_at__lt=end)
    heard = Hearing.objects.filter(cancelled=False, starts_at__gte=begin, starts_at__lt=end)
    falls = Q(pk__in=due.order_by().values("subject_id"))
    return mine.filter(falls | Q(pk__in=heard.order_by().values("case")))


def _any_of(parts):
    """The cases of these querysets; none where there are no querysets."""
    keys = [part.values("pk") for part in parts]
    if not keys:
        return Case.objects.none()

    first, *others = keys
    found = first.union(*others, all=True) if others else first
    return Case.objects.filter(pk__in=found)


def left_by(leave):
    return _touched(leave).order_by("due_at", "pk")


def left_alone(user, today):
    """Cases of this director's whose handler is on leave, or will be."""
    handlers = leaves_ahead(today).filter(user__handler__isnull=False)
    touched = _any_of([_touched(leave) for leave in handlers])
    return (touched & cases_for(user)).order_by("due_at", "pk")


def leave_over(case, today=None):
    """The leave because of which somebody has to say who handles this case meanwhile; None where there is none."""
    if case.handler_id is None or case.state not in WITH_HANDLER:
        return None
    ahead = leaves_ahead(today or timezone.localdate()).filter(user=case.handler.user_id)
    return next((leave for leave in ahead if left_by(leave).filter(pk=case.pk).exists()), None)


def falling_in(case, leave):
    """[签订委托协议3月12日, 开庭3月11日]: what of this case falls into the leave."""
    begin, end = day_span(leave.starts, leave.ends)
    rows = case.deadlines.running().filter(due_at__gte=begin, due_at__lt=end).order_by("due_at")
    heard = case.hearings.filter(cancelled=False, starts_at__gte=begin, starts_at__lt=end)
    said = [f"{row.name}{near(row.due_at)}" for row in rows]
    return said + [f"开庭{near(row.starts_at)}" for row in heard.order_by("starts_at")]
