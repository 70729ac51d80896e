"""The window's side of the hall: one's seat, calling, the line, numbers taken for visitors, windows and figures."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from cases.domain import ticket as acts
from cases.domain.window import change_hall, leave, save_window, sit
from cases.enums import TicketState
from cases.forms.ticket import HallForm, TakeForm, WindowForm
from cases.models import Hall, Window
from cases.queries.consultation import desk_of
from cases.queries.ticket import ahead_of, queue_days, queue_figures, tickets_for, waiting_of
from cases.workflow import TICKET
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.access import PermissionMixin

from .intake import as_token

DAYS = 30


class HallPage(PermissionMixin, View):
    """Base: those who serve in the hall of the station they work at."""

    permission = "queue.serve"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.may(self.permission):
            self.station = desk_of(request.user)
            if self.station is None:
                raise PermissionDenied("您的账号还没有分配站点，请联系系统管理员。")
            self.hall = Hall.objects.filter(station=self.station).first()
            self.window = (
                Window.objects.open().filter(station=self.station, clerk=request.user).first()
            )
        return super().dispatch(request, *args, **kwargs)

    def try_to(self, act, *args, **facts):
        """The act's result; a refusal becomes a message, and None."""
        try:
            return act(*args, by=self.request.user, **facts)
        except DomainError as error:
            messages.error(self.request, error.sentence)


class Queue(HallPage):
    """My window and the line before it."""

    def get(self, request):
        today = timezone.localdate()
        rows = tickets_for(request.user).filter(day=today)
        current = rows.at_window(self.window, today).first() if self.window else None
        context = {
            "hall": self.hall,
            "window": self.window,
            "windows": Window.objects.open().filter(station=self.station).select_related("clerk"),
            "current": current,
            "steps": TICKET.available(current, request.user) if current else (),
            "waiting": waiting_of(self.station, today),
            "missed": rows.filter(state=TicketState.MISSED),
            "settled": rows.filter(started_at__isnull=False).order_by("-started_at")[:12],
            "figures": queue_figures(today, today, [self.station]),
            "form": TakeForm(),
            "token": uuid.uuid4(),
        }
        return render(request, "cases/queue.html", context)


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
        return redirect("cases:queue")


class Seat(HallPage):
    """Sit down at a window, or get up."""

    def post(self, request, pk):
        window = get_object_or_404(Window, pk=pk, station=self.station)
        self.try_to(leave if window.clerk_id == request.user.pk else sit, window)
        return redirect("cases:queue")


class Take(HallPage):
    """A number for somebody who does not use the kiosk."""

    permission = "queue.take"

    def post(self, request):
        form = TakeForm(request.POST)
        if not form.is_valid():
            messages.error(request, "请选择办理事项。")
            return redirect("cases:queue")
        token = as_token(request.POST.get("token")) or uuid.uuid4()
        ticket = self.try_to(acts.take, station=self.station, token=token, **form.cleaned_data)
        return redirect("cases:ticket_slip", ticket.pk) if ticket else redirect("cases:queue")


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
            "consultations": self.ticket.consultations.all(),
            "cases": self.ticket.cases.all(),
        }
        return render(request, "cases/ticket.html", context)


class Slip(TicketPage):
    """The small paper, printed at once."""

    def get(self, request, pk):
        context = {"ticket": self.ticket, "ahead": ahead_of(self.ticket), "back": "cases:queue"}
        return render(request, "cases/ticket_slip.html", context)


class Act(TicketPage):
    """POST only: one step of one number."""

    KEYS = ("call_again", "receive", "finish", "miss", "restore", "drop")

    def get(self, request, pk, key):
        raise Http404

    def post(self, request, pk, key):
        if key not in self.KEYS:
            raise Http404
        self.try_to(TICKET.acts[key], self.ticket)
        return redirect("cases:queue")


class Days(HallPage):
    """Waiting times and counts, a line a day."""

    def get(self, request):
        today = timezone.localdate()
        rows = queue_days(today - timedelta(days=DAYS), today, request.user)
        return render(request, "cases/queue_days.html", {"rows": rows, "days": DAYS})


class Windows(HallPage):
    """The windows of the hall, its screen and its kiosk."""

    permission = "queue.manage"

    def get(self, request):
        return self.page(HallForm(instance=self.hall) if self.hall else None)

    def post(self, request):
        if self.hall is None:
            raise Http404
        form = HallForm(request.POST, instance=self.hall)
        if not form.is_valid():
            return self.page(form, 422)
        change_hall(self.hall, by=request.user, **form.cleaned_data)
        messages.success(request, "大厅设置已保存。")
        return redirect("cases:windows")

    def page(self, form, status=200):
        rows = Window.objects.filter(station=self.station).select_related("clerk")
        context = {"rows": rows, "hall": self.hall, "form": form, "station": self.station}
        return render(self.request, "cases/windows.html", context, status=status)


class WindowNew(HallPage):
    permission = "queue.manage"

    def row(self):
        last = Window.objects.filter(station=self.station).order_by("-number").first()
        return Window(station=self.station, number=last.number + 1 if last else 1)

    def get(self, request, **kwargs):
        return self.page(WindowForm(instance=self.row()))

    def post(self, request, **kwargs):
        form = WindowForm(request.POST, instance=self.row())
        if form.is_valid():
            try:
                save_window(form.save(commit=False), by=request.user)
            except DomainError as error:
                form.add_domain_error(error)
            else:
                messages.success(request, "窗口已保存。")
                return redirect("cases:windows")
        return self.page(form, 422)

    def page(self, form, status=200):
        return render(self.request, "cases/window_form.html", {"form": form}, status=status)


class WindowEdit(WindowNew):
    def row(self):
        return get_object_or_404(Window, pk=self.kwargs["pk"], station=self.station)
