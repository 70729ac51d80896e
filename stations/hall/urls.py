from django.urls import path

from legalaid.platform.office.access import public

from .views import kiosk, screen, ticket, window

app_name = "hall"
urlpatterns = [
    path("", ticket.Queue.as_view(), name="queue"),
    path("next/", ticket.Next.as_view(), name="queue_next"),
    path("take/", ticket.Take.as_view(), name="queue_take"),
    path("days/", ticket.Days.as_view(), name="queue_days"),
    path("windows/", window.Windows.as_view(), name="windows"),
    path("windows/new/", window.WindowNew.as_view(), name="window_new"),
    path("windows/<int:pk>/", window.WindowEdit.as_view(), name="window"),
    path("windows/<int:pk>/seat/", window.Seat.as_view(), name="window_seat"),
    path("<int:pk>/", ticket.Detail.as_view(), name="ticket"),
    path("<int:pk>/slip/", ticket.Slip.as_view(), name="ticket_slip"),
    path("<int:pk>/<slug:key>/", ticket.Act.as_view(), name="ticket_act"),
    path("screen/<uuid:token>/", public(screen.Screen.as_view()), name="screen"),
    path("screen/<uuid:token>/calls/", public(screen.Calls.as_view()), name="calls"),
    path("screen/<uuid:token>/line/", public(screen.Line.as_view()), name="line"),
    path("kiosk/<uuid:token>/", public(kiosk.Kiosk.as_view()), name="kiosk"),
    path("kiosk/<uuid:token>/<uuid:ticket>/", public(kiosk.KioskSlip.as_view()), name="kiosk_slip"),
]
