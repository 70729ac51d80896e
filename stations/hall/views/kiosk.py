"""Self-service: a tap gives a number."""

import uuid

from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_token
from stations.hall.domain.ticket import take
from stations.hall.enums import Purpose
from stations.hall.forms.ticket import TakeForm
from stations.hall.law import queueing
from stations.hall.models import Ticket
from stations.hall.queries.ticket import ahead_of

from .screen import hall_by


class Kiosk(FormView):
    """Without a login, hence no page of the office."""

    template_name = "hall/kiosk.html"
    form_class = TakeForm

    def dispatch(self, request, token):
        self.hall = hall_by(kiosk=token)
        return super().dispatch(request, token)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            hall=self.hall,
            purposes=Purpose,
            grounds=queueing.CHOICES,
            token=uuid.uuid4(),
            panels=panels.render("kiosk", self.request, self.hall),
            **kwargs,
        )

    def post(self, request, token):
        if not self.hall.kiosk_open:
            return self.refused(409, "")
        return super().post(request, token)

    def form_valid(self, form):
        token = as_token(self.request.POST.get("token"))
        try:
            ticket = take(station=self.hall.station, token=token, **form.cleaned_data)
        except DomainError as error:
            return self.refused(422, error.sentence)
        return redirect("hall:kiosk_slip", self.hall.kiosk, ticket.token)

    def form_invalid(self, form):
        return self.refused(422, "请选择要办理的事项。")

    def refused(self, status, sentence):
        return self.render_to_response(self.get_context_data(error=sentence), status=status)


class KioskSlip(TemplateView):
    """The number just taken, printed at once; then the kiosk is ready for the next person."""

    template_name = "hall/kiosk_slip.html"

    def get_context_data(self, token, ticket):
        hall = hall_by(kiosk=token)
        row = get_object_or_404(Ticket, token=ticket, station=hall.station)
        return super().get_context_data(ticket=row, ahead=ahead_of(row), hall=hall, kiosk=token)
