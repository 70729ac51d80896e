"""The window's side of the hall: one's seat, calling, the line, numbers taken for visitors, windows and figures."""

import uuid
from datetime import timedelta

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_token
from legalaid.platform.office.pages import ActPage, Page, RowActPage, RowPage
from stations.hall.domain import ticket as acts
from stations.hall.enums import TicketState
from stations.hall.forms.ticket import TakeForm
from stations.hall.models import Window
from stations.hall.queries.ticket import (
    ahead_of,
    queue_days,
    queue_figures,
    tickets_for,
    waiting_of,
)
from stations.hall.tables.ticket import DAYS, SETTLED
from stations.hall.workflow import TICKET

from .hall import InHall

BACK = 30  # days one looks back
BUTTONS = ("call_again", "receive", "finish", "miss", "restore", "drop")


class Queue(InHall, Page):
    """My window and the line before it."""

    template_name = "hall/queue.html"
    table = SETTLED

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        windows = Window.objects.open().filter(station=self.station)
        tickets = tickets_for(user).filter(day=today)
        settled = tickets.filter(started_at__isnull=False)
        current = tickets.at_window(self.window, today).first() if self.window else None
        serving = current is not None and current.state == TicketState.SERVING

        return super().get_context_data(
            hall=self.hall,
            window=self.window,
            windows=windows.select_related("clerk"),
            current=current,
            starts=panels.render("ticket.starts", self.request, current) if serving else (),
            steps=TICKET.available(current, user) if current else (),
            waiting=waiting_of(self.station, today),
            missed=tickets.filter(state=TicketState.MISSED),
            settled=settled.order_by("-started_at")[:12],
            figures=queue_figures(today, today, [self.station]),
            form=TakeForm(),
            token=uuid.uuid4(),
            **kwargs,
        )


class QueueAct(InHall, ActPage):
    """A button of the queue, which leads back to it."""

    def back(self):
        return "hall:queue"


class Next(QueueAct):
    def act(self):
        ticket = acts.call_next(by=self.request.user)
        self.done = f"已叫{ticket}号。" if ticket else "现在没有等候这个窗口的号。"
        return "hall:queue"


class Take(QueueAct):
    """A number for somebody who does not use the kiosk."""

    permission = "queue.take"

    def act(self):
        form = TakeForm(self.request.POST)
        if not form.is_valid():
            raise DomainError("请选择办理事项。")

        ticket = acts.take(
            station=self.station,
            token=as_token(self.request.POST.get("token")),
            by=self.request.user,
            **form.cleaned_data,
        )
        return reverse("hall:ticket_slip", args=[ticket.pk])


class OneTicket(InHall):
    """A number of one's own hall."""

    context_object_name = "ticket"

    def get_queryset(self):
        return tickets_for(self.request.user)


class Detail(OneTicket, RowPage):
    template_name = "hall/ticket.html"

    def get_context_data(self, **kwargs):
        ticket = self.object
        steps = TICKET.available(ticket, self.request.user)
        return super().get_context_data(
            steps=[step for step in steps if step.key in BUTTONS],
            ahead=ahead_of(ticket),
            events=events_for("ticket", ticket.pk),
            made=panels.render("ticket.made", self.request, ticket),
            **kwargs,
        )


class Slip(OneTicket, RowPage):
    """The small paper, printed at once."""

    template_name = "hall/ticket_slip.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(ahead=ahead_of(self.object), back="hall:queue", **kwargs)


class Act(OneTicket, RowActPage):
    """One step of one number."""

    def act(self):
        key = self.kwargs["key"]
        if key not in BUTTONS:
            raise Http404

        TICKET.acts[key](self.object, by=self.request.user)
        return "hall:queue"

    def back(self):
        return "hall:queue"


class Days(InHall, Page):
    """Waiting times and counts, a line a day."""

    template_name = "hall/queue_days.html"
    table = DAYS

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        rows = queue_days(today - timedelta(days=BACK), today, self.request.user)
        beside = panels.render("queue.days", self.request, self.station)
        return super().get_context_data(rows=rows, days=BACK, beside=beside, **kwargs)
