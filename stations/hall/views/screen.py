"""What stands in the hall without a login: the big screen, and the line a window looks at. Numbers and windows only."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from stations.hall.enums import Purpose
from stations.hall.models import Hall
from stations.hall.queries.ticket import calls_of, waiting_of


def hall_by(**address):
    """The hall with this address whose station is open, or 404."""
    return get_object_or_404(
        Hall.objects.select_related("station").filter(station__closed_on=None), **address
    )


class Screen(TemplateView):
    """The big screen; the page itself asks for the calls every few seconds."""

    template_name = "hall/screen.html"

    def get_context_data(self, token):
        hall, today = hall_by(screen=token), timezone.localdate()
        calls, waiting = calls_of(hall.station, today), waiting_of(hall.station, today)
        counts = [(purpose, sum(row.purpose == purpose for row in waiting)) for purpose in Purpose]
        return super().get_context_data(
            hall=hall, now=calls[:1], calls=calls[1:], waiting=waiting, counts=counts
        )


class Calls(Screen):
    template_name = "hall/_calls.html"


class Line(TemplateView):
    """Who waits, for the page of a window: fetched without its cookies, so that it does not keep a forgotten login alive."""

    template_name = "hall/_line.html"

    def get_context_data(self, token):
        hall = hall_by(screen=token)
        return super().get_context_data(waiting=waiting_of(hall.station, timezone.localdate()))
