"""Calling recipients back: who does it, and what was given to whom."""

from cases.enums import State
from cases.law import callback
from cases.models import CallQuestions, Case, PlannedCall
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS, Role
from stations.queries.station import stations_for

from .case import cases_for, keeps_out

CALLING = [role for role in Role if "cases.follow_up" in PERMISSIONS[role]]


def callers_for(user):
    """Who of the stations this person sees may call a recipient back."""
    here = User.objects.filter(staff__left_on=None, staff__station__in=stations_for(user))
    return here.filter(is_active=True, role__in=CALLING).order_by("name", "pk")


def calls_of(user):
    """What waits for a call that was given to this person."""
    waiting = PlannedCall.objects.filter(officer=user, case__state=State.FOLLOW_UP)
    return waiting.filter(case__in=cases_for(user))


def to_call(user):
    """The cases of these calls where it is not this person's turn anyway."""
    if user.role not in CALLING or user.role == Role.WINDOW:
        return Case.objects.none()
    given = cases_for(user).filter(state=State.FOLLOW_UP, planned_call__officer=user)
    return given.exclude(keeps_out(user))


def questions_on(day):
    """The county's own questions, or those asked until it sets some."""
    row = CallQuestions.objects.filter(valid_from__lte=day).first()
    return callback.lines(row.text) if row else list(callback.MORE)


def plans_of(keys):
    """{case id: PlannedCall} of these cases."""
    plans = PlannedCall.objects.filter(case__in=keys).select_related("officer")
    return {plan.case_id: plan for plan in plans}
