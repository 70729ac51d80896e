"""What stands in the hall without a login: the big screen, the kiosk, and the line a window looks at. Numbers and windows only."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from cases.domain.ticket import take
from cases.enums import Purpose
from cases.forms.ticket import TakeForm
from cases.law import queueing
from cases.models import Hall, Ticket
from cases.queries.ticket import ahead_of, calls_of, waiting_of
from legalaid.platform.core.errors import DomainError

from .intake import as_token


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
        return render(request, "cases/hall.html", board_of(hall_by(screen=token)))


class Calls(View):
    def get(self, request, token):
        return render(request, "cases/_hall_calls.html", board_of(hall_by(screen=token)))


class Line(View):
    """Who waits, for the page of a window: fetched without its cookies, so that it does not keep a forgotten login alive."""

    def get(self, request, token):
        hall = hall_by(screen=token)
        return render(
            request,
            "cases/_queue_line.html",
            {"waiting": waiting_of(hall.station, timezone.localdate())},
        )


class Kiosk(View):
    """Self-service: a tap gives a number."""

    def get(self, request, token):
        hall = hall_by(kiosk=token)
        return self.page(hall)

    def post(self, request, token):
        hall, form = hall_by(kiosk=token), TakeForm(request.POST)
        if not hall.kiosk_open:
            return self.page(hall, 409)
        if not form.is_valid():
            return self.page(hall, 422, error="请选择要办理的事项。")
        try:
            ticket = take(
                station=hall.station,
                token=as_token(request.POST.get("token")) or uuid.uuid4(),
                **form.cleaned_data,
            )
        except DomainError as error:
            return self.page(hall, 422, error=error.sentence)
        return redirect("cases:kiosk_slip", token, ticket.token)

    def page(self, hall, status=200, **extra):
        context = {
            "hall": hall,
            "purposes": Purpose,
            "grounds": queueing.CHOICES,
            "token": uuid.uuid4(),
            **extra,
        }
        return render(self.request, "cases/kiosk.html", context, status=status)


class KioskSlip(View):
    """The number just taken, printed at once; then the kiosk is ready for the next person."""

    def get(self, request, token, ticket):
        hall = hall_by(kiosk=token)
        row = get_object_or_404(Ticket, token=ticket, station=hall.station)
        context = {"ticket": row, "ahead": ahead_of(row), "hall": hall, "kiosk": token}
        return render(request, "cases/kiosk_slip.html", context)
