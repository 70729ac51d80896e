"""The window's side of the hall: one's seat, calling, the line, numbers taken for visitors, windows and figures."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import panels
from legalaid.platform.office.asked import as_token
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
from stations.hall.workflow import TICKET

from .page import HallPage

DAYS = 30


class Queue(HallPage):
    """My window and the line before it."""

    def get(self, request):
        today = timezone.localdate()
        rows = tickets_for(request.user).filter(day=today)
        current = rows.at_window(self.window, today).first() if self.window else None
        serving = current and current.state == TicketState.SERVING
        context = {
            "hall": self.hall,
            "window": self.window,
            "windows": Window.objects.open().filter(station=self.station).select_related("clerk"),
            "current": current,
            "starts": panels.render("ticket.starts", request, current) if serving else (),
            "steps": TICKET.available(current, request.user) if current else (),
            "waiting": waiting_of(self.station, today),
            "missed": rows.filter(state=TicketState.MISSED),
            "settled": rows.filter(started_at__isnull=False).order_by("-started_at")[:12],
            "figures": queue_figures(today, today, [self.station]),
            "form": TakeForm(),
            "token": uuid.uuid4(),
        }
        return render(request, "hall/queue.html", context)


class Next(HallPage):
    def post(self, request):
        try:
            ticket = acts.call_next(by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(
                request, f"已叫{ticket}号。" if ticket else "现在没有等候这个窗口的号。"
            )
        return redirect("hall:queue")


class Take(HallPage):
    """A number for somebody who does not use the kiosk."""

    permission = "queue.take"

    def post(self, request):
        form = TakeForm(request.POST)
        if not form.is_valid():
            messages.error(request, "请选择办理事项。")
            return redirect("hall:queue")
        token = as_token(request.POST.get("token")) or uuid.uuid4()
        ticket = self.try_to(acts.take, station=self.station, token=token, **form.cleaned_data)
        return redirect("hall:ticket_slip", ticket.pk) if ticket else redirect("hall:queue")


class TicketPage(HallPage):
    """Base of what happens with one number of one's own hall, or 404."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.ticket = get_object_or_404(tickets_for(request.user), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class Detail(TicketPage):
    def get(self, request, pk):
        steps = [step for step in TICKET.available(self.ticket, request.user) if step.key != "call"]
        context = {
            "ticket": self.ticket,
            "steps": steps,
            "ahead": ahead_of(self.ticket),
            "events": events_for("ticket", pk),
            "made": panels.render("ticket.made", request, self.ticket),
        }
        return render(request, "hall/ticket.html", context)


class Slip(TicketPage):
    """The small paper, printed at once."""

    def get(self, request, pk):
        context = {"ticket": self.ticket, "ahead": ahead_of(self.ticket), "back": "hall:queue"}
        return render(request, "hall/ticket_slip.html", context)


class Act(TicketPage):
    """POST only: one step of one number."""

    KEYS = ("call_again", "receive", "finish", "miss", "restore", "drop")

    def get(self, request, pk, key):
        raise Http404

    def post(self, request, pk, key):
        if key not in self.KEYS:
            raise Http404
        self.try_to(TICKET.acts[key], self.ticket)
        return redirect("hall:queue")


class Days(HallPage):
    """Waiting times and counts, a line a day."""

    def get(self, request):
        today = timezone.localdate()
        rows = queue_days(today - timedelta(days=DAYS), today, request.user)
        return render(request, "hall/queue_days.html", {"rows": rows, "days": DAYS})
