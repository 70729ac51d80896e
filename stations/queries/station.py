from legalaid.platform.accounts.roles import Role
from stations.models import Station


def station_of(user):
    """The station a user works at, or None (a handler, a fresh account)."""
    staff = getattr(user, "staff", None)
    return staff.station if staff else None


def stations_for(user):
    """The stations whose rows `user` may see: the subtree of their own station. Administrators see no rows but the tree."""
    if user.role == Role.ADMIN:
        return Station.objects.all()
    station = station_of(user)
    return Station.objects.subtree(station) if station else Station.objects.none()
