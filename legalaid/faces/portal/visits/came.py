"""Whoever booked is there: which number of the hall is theirs, and what was registered for it."""

from django.utils import timezone

from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for
from stations.hall.enums import TicketState
from stations.hall.queries.ticket import tickets_for


def loose_numbers(visit, user, today=None):
    """Numbers of today's hall that belong to no visit: whoever booked may have drawn one at the kiosk."""
    rows = tickets_for(user).filter(day=today or timezone.localdate(), station=visit.station_id)
    return rows.filter(visit=None).exclude(state__in=(TicketState.DROPPED, TicketState.LAPSED))


def came_of(visit, user):
    """{consultations, cases} registered for the number of a visit, as far as this person sees them; nothing once its names are forgotten."""
    if visit.ticket_id is None or visit.emptied_at:
        return {"consultations": [], "cases": []}
    of = {"ticket": visit.ticket_id}
    return {
        "consultations": list(consultations_for(user).filter(**of)),
        "cases": list(cases_for(user).filter(**of)),
    }
