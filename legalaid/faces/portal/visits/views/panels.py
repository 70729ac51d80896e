"""On a number of the hall that was drawn for a booked visit: who comes and what has to be ready."""

from django.template.loader import render_to_string

from legalaid.platform.office.panels import register

from ..queries import visits_for


def of_ticket(request, ticket):
    visit = visits_for(request.user).filter(ticket=ticket).first()
    return render_to_string("portal/visits/_ticket.html", {"visit": visit}) if visit else ""


register("ticket.starts", of_ticket)
register("ticket.made", of_ticket)
