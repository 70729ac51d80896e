"""Aid provided at once whose formalities are owed."""

from django.db.models import Q

from cases.enums import Prior
from cases.models import MaterialItem, PriorProvision
from legalaid.platform.accounts.roles import Role

from .case import reach_of


def open_prior(case):
    """The provision whose formalities are owed."""
    return case.priors.waiting().get()


def found_of_prior(case):
    """Why aid provided at once was not confirmed; "" where nothing was found."""
    row = case.priors.last() if case.prior == Prior.FAILED else None
    return row.finding if row else ""


def prior_of(case):
    """The last one, as the page of the case shows it; None where there is none."""
    return case.priors.select_related("by").last() if case.prior else None


def priors_for(user, today):
    """Those for which this person has something to do: the window asks for papers, the reviewer examines, the director decides."""
    waiting = PriorProvision.objects.waiting().filter(case__in=reach_of(user))
    if user.role == Role.DIRECTOR:
        return waiting.filter(Q(reviewed_at__isnull=False) | Q(owed_by__lt=today))
    if user.role == Role.REVIEWER:
        return waiting.filter(reviewed_at=None).exclude(case__registered_by=user)
    if user.role == Role.WINDOW:
        return waiting.filter(case__materials__in=MaterialItem.objects.owed()).distinct()
    return waiting.none()
