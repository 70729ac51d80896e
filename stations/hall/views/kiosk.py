"""Self-service: a tap gives a number."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.asked import as_token
from stations.hall.domain.ticket import take
from stations.hall.enums import Purpose
from stations.hall.forms.ticket import TakeForm
from stations.hall.law import queueing
from stations.hall.models import Ticket
from stations.hall.queries.ticket import ahead_of

from .screen import hall_by


class Kiosk(View):
    """A tap gives a number."""

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
        return redirect("hall:kiosk_slip", token, ticket.token)

    def page(self, hall, status=200, **extra):
        context = {
            "hall": hall,
            "purposes": Purpose,
            "grounds": queueing.CHOICES,
            "token": uuid.uuid4(),
            **extra,
        }
        return render(self.request, "hall/kiosk.html", context, status=status)


class KioskSlip(View):
    """The number just taken, printed at once; then the kiosk is ready for the next person."""

    def get(self, request, token, ticket):
        hall = hall_by(kiosk=token)
        row = get_object_or_404(Ticket, token=ticket, station=hall.station)
        context = {"ticket": row, "ahead": ahead_of(row), "hall": hall, "kiosk": token}
        return render(request, "hall/kiosk_slip.html", context)
