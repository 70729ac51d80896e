"""Announcements one has to read, those one answers for, and who has read them."""

from django.db.models import Count, Q
from django.utils import timezone

from legalaid.platform.accounts.models import User
from stations.models import Announcement, FirmManager, Handler, Reading, Staff, Station

from .station import stations_for

MANAGES = "stations.manage"


def addressed_by(station, *, staff, handlers, firms):
    """The accounts in use an announcement to this station and those below it goes to."""
    below = Station.objects.subtree(station).order_by().values("pk")
    found = Q(pk=None)
    if staff:
        found |= Q(
            pk__in=Staff.objects.working().filter(station__in=below).order_by().values("user")
        )

    if handlers:
        lawyers = Handler.objects.working().filter(
            Q(firm__station__in=below) | Q(firm__station=None)
        )
        found |= Q(pk__in=lawyers.order_by().values("user"))

    if firms:
        managers = FirmManager.objects.filter(Q(firm__station__in=below) | Q(firm__station=None))
        found |= Q(pk__in=managers.order_by().values("user"))
    return User.objects.filter(found, is_active=True)


def owed_by(user, now):
    """What stands on the first page of this person."""
    rows = Reading.objects.filter(user=user, read_at=None, announcement__withdrawn_at=None)
    shown = rows.filter(announcement__until__gte=timezone.localdate(now))
    return shown.select_related("announcement__by").order_by("-announcement__at")


def announcements_for(user):
    """Those to this person that stand, and all of the stations whose announcements are this person's."""
    mine = Q(pk__in=Reading.objects.filter(user=user).values("announcement"), withdrawn_at=None)
    if user.may(MANAGES):
        mine |= Q(station__in=stations_for(user).order_by().values("pk"))
    return Announcement.objects.filter(mine).select_related("station", "by")


def counted(rows):
    """With how many they are for, and how many have read them."""
    read = Count("readings", filter=Q(readings__read_at__isnull=False))
    return rows.annotate(told=Count("readings"), read=read).order_by("-at", "-pk")


def manages(user, announcement):
    return user.may(MANAGES) and stations_for(user).filter(pk=announcement.station_id).exists()
