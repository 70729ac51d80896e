"""One's seat, and the windows of the hall with its screen and its kiosk."""

from django.http import Http404
from django.urls import reverse_lazy

from legalaid.platform.office.pages import EditPage, FormPage, MadeOnce, RowActPage
from stations.hall.domain.window import change_hall, leave, save_window, sit
from stations.hall.forms.window import HallForm, WindowForm
from stations.hall.models import Window
from stations.hall.tables.window import WINDOWS

from .hall import InHall


class Seat(InHall, RowActPage):
    """Sit down at a window, or get up."""

    def get_queryset(self):
        return Window.objects.filter(station=self.station)

    def act(self):
        user = self.request.user
        take_or_leave = leave if self.object.clerk_id == user.pk else sit
        take_or_leave(self.object, by=user)
        return "hall:queue"

    def back(self):
        return "hall:queue"


class Windows(InHall, FormPage):
    """The windows of the hall, its screen and its kiosk."""

    permission = "queue.manage"
    template_name = "hall/windows.html"
    form_class, table = HallForm, WINDOWS
    done = "大厅设置已保存。"

    def get_form(self):
        """There is none before the first window: with it the hall gets its addresses."""
        return super().get_form() if self.hall else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.hall}

    def get_context_data(self, **kwargs):
        windows = Window.objects.filter(station=self.station).select_related("clerk")
        return super().get_context_data(
            rows=windows, hall=self.hall, station=self.station, **kwargs
        )

    def post(self, request):
        if self.hall is None:
            raise Http404
        return super().post(request)

    def act(self, form):
        change_hall(self.hall, by=self.request.user, **form.cleaned_data)
        return "hall:windows"


class WindowPage(InHall):
    permission = "queue.manage"
    title, done = "大厅窗口", "窗口已保存。"
    form_class = WindowForm
    back = reverse_lazy("hall:windows")

    def act(self, form):
        save_window(form.save(commit=False), by=self.request.user)
        return "hall:windows"


class WindowNew(WindowPage, MadeOnce, FormPage):
    def get_form_kwargs(self):
        last = Window.objects.filter(station=self.station).order_by("-number").first()
        fresh = Window(station=self.station, number=last.number + 1 if last else 1)
        return super().get_form_kwargs() | {"instance": fresh}


class WindowEdit(WindowPage, EditPage):
    def get_queryset(self):
        return Window.objects.filter(station=self.station)
