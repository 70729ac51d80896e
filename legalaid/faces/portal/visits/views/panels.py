"""On a number of the hall that was drawn for a booked visit: who comes and what has to be ready; what they told, for the forms of the window."""

from django.template.loader import render_to_string

from cases.domain.filled import tell_filled
from legalaid.platform.core.safety import details_of
from legalaid.platform.office.panels import register

from ..forms.public import NOT_CONTACTED
from ..models import Visit
from ..queries import visits_for

LONGEST_NOTE = 120
AGAIN = "预约时说不要联系，当面再问"


def _of(user, ticket):
    rows = visits_for(user) if ticket else Visit.objects.none()
    return rows.filter(ticket=ticket, emptied_at=None).first()


def of_ticket(request, ticket):
    visit = _of(request.user, ticket)
    return render_to_string("portal/visits/_ticket.html", {"visit": visit}) if visit else ""


def told(user, ticket):
    """What was said when booking; the numbers stand in the form without being asked for: on record."""
    visit = _of(user, ticket)
    if visit is None:
        return {}

    reached = _reached(visit) if user.may("cases.reveal") else {}
    if reached.get("phone") or reached.get("safe_phone"):
        tell_filled(of=("visit", visit.pk), by=user, why="由来访预约登记")
    note = "；".join(filter(None, (_note(visit), *visit.need_names)))[:LONGEST_NOTE]
    said = {"called": visit.name, "matter": visit.matter, "contact_note": note}
    return reached | said


def _reached(visit):
    return details_of(visit) | {"phone": visit.phone}


def _note(visit):
    """Whoever said that nobody is to contact them is asked again now that they are here."""
    return AGAIN if visit.contact_note == NOT_CONTACTED else visit.contact_note


def brought(request, ticket):
    """Above a form that begins with it."""
    visit = _of(request.user, ticket)
    return render_to_string("portal/visits/_brought.html", {"visit": visit}) if visit else ""


register("ticket.starts", of_ticket)
register("ticket.made", of_ticket)
register("ticket.told", told)
register("ticket.brought", brought)
