from django.db.models import Q

from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler

from .station import stations_for


def handlers_for(user):
    """The handlers of the institutions whose rows `user` may see."""
    if not user.may("people.view"):
        return Handler.objects.none()
    return Handler.objects.filter(station__in=stations_for(user)).select_related(
        "user", "firm", "station"
    )


def firms_for(user):
    """The firms registered by these institutions, and those registered by none in particular."""
    if not user.may("people.view"):
        return Firm.objects.none()
    return Firm.objects.filter(Q(station=None) | Q(station__in=stations_for(user)))


def firm_of(user):
    """The firm this person manages; None for whoever manages none."""
    manages = getattr(user, "manages", None)
    return manages.firm if manages else None


def managers_of(firm):
    """The accounts in use by which this firm is managed."""
    return User.objects.filter(manages__firm=firm, is_active=True).order_by("name")


def public_roster():
    """Working handlers whose entry is released to the public, with firm, specialities and photo."""
    return Handler.objects.working().filter(public=True).select_related("user", "firm", "station")
