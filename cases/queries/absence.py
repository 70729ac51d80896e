"""Cases whose handler is, or will be, on leave: what of them falls into it, until another takes the case over or the director says that it
stays. Over a long leave that is every open case, over a short one those with a limit or a hearing in it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.enums import WITH_HANDLER
from cases.models import Case, Hearing, KeptOverLeave
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import near
from legalaid.platform.procedure.models import Deadline
from stations.models import Leave

from .case import cases_for

LONG = timedelta(days=7)  # the office's choice; no rule has a number


def leaves_ahead(today):
    """Those that are not over."""
    return Leave.objects.filter(cancelled=False, ends__gte=today).order_by("starts", "id")


def _touched(leave):
    """Which cases this leave leaves without their handler."""
    kept = KeptOverLeave.objects.filter(leave=leave).values("case")
    mine = Q(handler__user=leave.user_id, state__in=WITH_HANDLER) & ~Q(pk__in=kept)
    if leave.ends - leave.starts >= LONG:
        return mine

    begin, end = day_span(leave.starts, leave.ends)
    due = Deadline.objects.running().filter(workflow="case", subject_id=OuterRef("pk"))
    heard = Hearing.objects.filter(case=OuterRef("pk"), cancelled=False)
    falls = Exists(due.filter(due_at__gte=begin, due_at__lt=end))
    return mine & (falls | Q(Exists(heard.filter(starts_at__gte=begin, starts_at__lt=end))))


def left_by(leave):
    return Case.objects.filter(_touched(leave)).order_by("due_at", "pk")


def left_alone(user, today):
    """Cases of this director's whose handler is on leave, or will be."""
    handlers = leaves_ahead(today).filter(user__handler__isnull=False)
    touched = Q(pk__in=())
    for leave in handlers:
        touched |= _touched(leave)
    return cases_for(user).filter(touched).order_by("due_at", "pk")


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
