"""Which ratings a person may read, what may be rated, and the figures by window."""

from datetime import timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from cases.enums import ConsultState
from cases.quality.enums.rating import BAD_LEVELS, RaterReached, RatingLevel, RatingState
from cases.quality.models import Rating
from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from stations.hall.enums import TicketState
from stations.hall.models import Ticket
from stations.hall.queries.ticket import tickets_for
from stations.queries.station import stations_for

DAYS = 7  # a slip can be rated by


def ratings_for(user):
    """Those of one's stations, of others than oneself: whoever was rated never reads who did it."""
    if not user.may("ratings.handle"):
        return Rating.objects.none()
    return Rating.objects.filter(station__in=stations_for(user)).exclude(rated=user)


def bad_ratings_for(user):
    return ratings_for(user).bad().for_lists()


def waiting_ratings(user):
    return ratings_for(user).filter(state=RatingState.BAD)


def served_tickets(user):
    served = (TicketState.SERVING, TicketState.SERVED)
    return tickets_for(user).filter(state__in=served)


def answered_consultations(user):
    return consultations_for(user).exclude(state=ConsultState.OPEN)


def closed_cases(user):
    """For whoever calls recipients back."""
    if not user.may("cases.follow_up"):
        return cases_for(user).none()
    return cases_for(user).exclude(closed_on=None)


def ticket_by_code(number, code):
    """The number of these last days whose slip has this code; served already. None if there is none."""
    since = timezone.localdate() - timedelta(days=DAYS)
    rows = Ticket.objects.filter(day__gte=since, number=number, state=TicketState.SERVED)
    wanted = code.strip().upper()
    return next((row for row in rows.select_related("window") if row.code == wanted), None)


def by_window(user, first, last):
    """[{place, levels, total, pleased in percent, bad, called, missed, rectified}] of one's stations, worst first. Who left no number
    was neither reached nor tried."""
    rows = Rating.objects.filter(station__in=stations_for(user), on__range=(first, last))
    levels = {f"of_{one.value}": Count("pk", filter=Q(level=one)) for one in RatingLevel}
    bad = Q(level__in=BAD_LEVELS)

    found = (
        rows.order_by()
        .values("station", "window", place=F("station__name"), number=F("window__number"))
        .annotate(
            total=Count("pk"),
            bad=Count("pk", filter=bad),
            called=Count("pk", filter=bad & Q(reached=RaterReached.REACHED)),
            missed=Count("pk", filter=bad & Q(reached=RaterReached.UNREACHED)),
            rectified=Count("pk", filter=Q(state=RatingState.RECTIFIED)),
            **levels,
        )
    )

    counted = [row | _shown(row) for row in found]
    return sorted(counted, key=lambda row: (row["pleased"], row["name"]))


def _shown(row):
    name = f"{row['place']}{row['number']}号窗口" if row["number"] else row["place"]
    pleased = row["total"] - row["bad"]
    return {"name": name, "pleased": pleased * 100 // row["total"]}
