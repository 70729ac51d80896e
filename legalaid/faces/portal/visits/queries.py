"""Which visits a person sees, what a code leads to, and whom the roster does not carry any more."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from legalaid.faces.portal.apply import codes
from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Text
from legalaid.platform.office.asked import as_token
from stations.models import Station
from stations.queries.station import reach, stations_for

from .diary import Diary, offerings
from .models import ClosedDay, Offering, Visit


def visits_for(user: User):
    """Those at one's stations."""
    if not user.may("visits.view"):
        return Visit.objects.none()
    return Visit.objects.filter(station__in=reach(user))


def visit_by(typed):
    """The visit of a code or of four words; None for what leads to none."""
    blinds = codes.typed_blinds(typed)
    return Visit.objects.select_related("station").filter(**blinds).first() if blinds else None


def sent_by(token):
    """The visit the form of this token was sent for, or None; a form opens none whose code was made anew."""
    given = as_token(token)
    rows = Visit.objects.filter(emptied_at=None, renewed=0)
    return rows.filter(token=given).first() if given else None


def offered_to(user):
    """The stations of this person that take bookings now."""
    keys = set(stations_for(user).values_list("pk", flat=True))
    return [row for row in offerings() if row.station_id in keys]


def terms_for(user):
    """The stations whose terms this person may set, each with its Offering or None."""
    stations = Station.objects.open().filter(pk__in=stations_for(user).values("pk"))
    found = {row.station_id: row for row in Offering.objects.filter(station__in=stations)}
    return [(station, found.get(station.pk)) for station in stations.order_by("path")]


def affected(rows, now=None):
    """The booked visits still to come of `rows` for which nobody is on duty any more: those booked last where there are too many."""
    now = now or timezone.now()
    coming = list(rows.booked().filter(starts_at__gte=now).order_by("pk"))
    if not coming:
        return []

    days = [timezone.localdate(row.starts_at) for row in coming]
    book = Diary(offerings(), min(days), max(days))
    before = defaultdict(list)
    for row in _standing(coming):
        before[row.station_id, timezone.localdate(row.starts_at)].append(row)
    return [row for row in coming if not _carried(row, book, before)]


def is_affected(visit):
    """Whether nobody is on duty for this one any more: whoever wished no contact reads it by the code."""
    return bool(affected(Visit.objects.filter(pk=visit.pk)))


def _standing(coming):
    """All that hold a place at these stations in these days, in the order in which they were booked."""
    rows = Visit.objects.holding().filter(
        station__in={row.station_id for row in coming},
        starts_at__gte=min(row.starts_at for row in coming) - timedelta(hours=12),
        starts_at__lte=max(row.starts_at for row in coming) + timedelta(hours=12),
    )
    return rows.order_by("pk").only("station", "starts_at", "ends_at")


def _carried(row, book, before):
    earlier = [
        one
        for one in before[row.station_id, timezone.localdate(row.starts_at)]
        if one.pk < row.pk and one.starts_at < row.ends_at and row.starts_at < one.ends_at
    ]
    return len(earlier) < book.room_at(row.station_id, row.starts_at, row.ends_at)


def to_remind(user, now=None):
    """{visit: Text} of those whom no text reached and whom this person may call."""
    if not user.may("cases.reveal"):
        return {}
    now = now or timezone.now()
    rows = Text.objects.to_call(now).filter(workflow="visit")
    mine = visits_for(user).booked().filter(pk__in=rows.values("subject_id"))
    keys = set(mine.values_list("pk", flat=True))
    return {row.subject_id: row for row in rows if row.subject_id in keys}


def closed_days(station, today=None):
    """Those to come."""
    return ClosedDay.objects.filter(station=station, day__gte=today or timezone.localdate())
