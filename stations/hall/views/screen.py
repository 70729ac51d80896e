"""What stands in the hall without a login: the big screen, and the line a window looks at. Numbers and windows only."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from stations.hall.enums import Purpose
from stations.hall.models import Hall
from stations.hall.queries.ticket import calls_of, waiting_of


def hall_by(**address):
    """The hall with this address whose station is open, or 404."""
    return get_object_or_404(
        Hall.objects.select_related("station").filter(station__closed_on=None), **address
    )


def board_of(hall):
    today = timezone.localdate()
    calls, waiting = calls_of(hall.station, today), waiting_of(hall.station, today)
    counts = [(purpose, sum(row.purpose == purpose for row in waiting)) for purpose in Purpose]
    return {
        "hall": hall,
        "now": calls[:1],
        "calls": calls[1:],
        "waiting": waiting,
        "counts": counts,
    }


class Screen(View):
    """The big screen; the page itself asks for the calls every few seconds."""

    def get(self, request, token):
        return render(request, "hall/screen.html", board_of(hall_by(screen=token)))


class Calls(View):
    def get(self, request, token):
        return render(request, "hall/_calls.html", board_of(hall_by(screen=token)))


class Line(View):
    """Who waits, for the page of a window: fetched without its cookies, so that it does not keep a forgotten login alive."""

    def get(self, request, token):
        hall = hall_by(screen=token)
        return render(
            request,
            "hall/_line.html",
            {"waiting": waiting_of(hall.station, timezone.localdate())},
        )
