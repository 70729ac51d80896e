"""One's seat, and the windows of the hall with its screen and its kiosk."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from legalaid.platform.core.errors import DomainError
from stations.hall.domain.window import change_hall, leave, save_window, sit
from stations.hall.forms.window import HallForm, WindowForm
from stations.hall.models import Window

from .page import HallPage


class Seat(HallPage):
    """Sit down at a window, or get up."""

    def post(self, request, pk):
        window = get_object_or_404(Window, pk=pk, station=self.station)
        self.try_to(leave if window.clerk_id == request.user.pk else sit, window)
        return redirect("hall:queue")


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
        return redirect("hall:windows")

    def page(self, form, status=200):
        rows = Window.objects.filter(station=self.station).select_related("clerk")
        context = {"rows": rows, "hall": self.hall, "form": form, "station": self.station}
        return render(self.request, "hall/windows.html", context, status=status)


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
                return redirect("hall:windows")
        return self.page(form, 422)

    def page(self, form, status=200):
        return render(self.request, "hall/window_form.html", {"form": form}, status=status)


class WindowEdit(WindowNew):
    def row(self):
        return get_object_or_404(Window, pk=self.kwargs["pk"], station=self.station)
