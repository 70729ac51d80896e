from django.db.models import Q

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


def public_roster():
    """Working handlers whose entry is released to the public, with firm, specialities and photo."""
    return Handler.objects.working().filter(public=True).select_related("user", "firm", "station")
