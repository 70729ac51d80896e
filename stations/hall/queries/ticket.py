"""The hall's numbers: whom they concern, who stands before whom, what the screen shows, and how long people waited."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q
from django.utils import timezone

from legalaid.platform.office.asked import as_number
from stations.hall.enums import TicketState
from stations.hall.models import Ticket, Window
from stations.queries.station import desk_of, stations_for

CALLS = 5  # calls on the big screen
WAIT = ExpressionWrapper(F("started_at") - F("taken_at"), output_field=DurationField())
TALK = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
SERVED = Q(started_at__isnull=False)


def tickets_for(user):
    """The numbers of the hall one works in."""
    station = desk_of(user)
    if station is None or not user.may("queue.serve"):
        return Ticket.objects.none()
    return Ticket.objects.filter(station=station).select_related("window", "station")


def ticket_in(user, data):
    """The number served today that `data` (the query or the form) names, or None."""
    number = as_number(data.get("ticket")) if data else None
    if number is None:
        return None

    served = (TicketState.SERVING, TicketState.SERVED)
    today = tickets_for(user).filter(day=timezone.localdate())
    return today.filter(state__in=served, pk=number).first()


def has_windows(station):
    """Whether anybody is called there; a small station receives people as they come."""
    return Window.objects.open().filter(station=station).exists()


def at_hand(user):
    """The number now served at this person's window, or None: whoever opens a form meanwhile means the visitor before them."""
    mine = tickets_for(user).filter(day=timezone.localdate(), window__clerk=user)
    return mine.filter(state=TicketState.SERVING).first()


def ahead_of(ticket):
    """How many wait before this number."""
    waiting = Ticket.objects.of_day(ticket.station, ticket.day).waiting().exclude(pk=ticket.pk)
    before = Q(place__lt=ticket.place) | Q(place=ticket.place, number__lt=ticket.number)
    return waiting.filter(before).count()


def calls_of(station, day):
    """What the screen shows: the numbers last called, newest first. Numbers and windows, nothing else."""
    called = Ticket.objects.of_day(station, day).exclude(window=None).exclude(called_at=None)
    shown = called.exclude(state=TicketState.MISSED).select_related("window")
    return list(shown.order_by("-called_at")[:CALLS])


def promise():
    """Within which who has a number is received; the window's half hour (report S13) runs from the number too."""
    return timedelta(minutes=settings.HALL_PROMISE_MINUTES)


def promise_words():
    minutes = settings.HALL_PROMISE_MINUTES
    return "半小时" if minutes == 30 else f"{minutes}分钟"


def waiting_of(station, day):
    """In the order in which they will be called."""
    return list(Ticket.objects.of_day(station, day).waiting().in_turn())


def line_of(window, day):
    """(the number called to or served at this window, or None; those that wait in its hall, in the order in which they will be called)"""
    rows = Ticket.objects.of_day(window.station_id, day)
    both = rows.waiting() | rows.at_window(window, day)
    found = list(both.select_related("window").in_turn())

    waiting = [row for row in found if row.state == TicketState.WAITING]
    return next((row for row in found if row.state != TicketState.WAITING), None), waiting


def _uncalled():
    """Never called although the promise has passed, and not given up by the visitor: not kept."""
    passed = Q(taken_at__lt=timezone.now() - promise())
    return passed & Q(called_at=None, started_at=None) & ~Q(state=TicketState.DROPPED)


def _figures(rows):
    return rows.aggregate(
        taken=Count("pk"),
        served=Count("pk", filter=SERVED),
        green=Count("pk", filter=SERVED & ~Q(ground="")),
        missed=Count("pk", filter=Q(state__in=(TicketState.MISSED, TicketState.LAPSED))),
        dropped=Count("pk", filter=Q(state=TicketState.DROPPED)),
        prompt=Count("pk", filter=SERVED & Q(started_at__lte=F("taken_at") + promise())),
        uncalled=Count("pk", filter=_uncalled()),
        wait=Avg(WAIT),
        longest=Max(WAIT),
        talk=Avg(TALK),
    )


def queue_figures(first, last, stations):
    """Between two days: {taken, served, green, missed, dropped, prompt, uncalled: int; wait, longest, talk: minutes or None}, for pages and the report.

    `prompt`: received within the promise; `uncalled`: never called, the promise passed.
    """
    tickets = Ticket.objects.filter(station__in=stations, day__gte=first, day__lte=last)
    return in_minutes(_figures(tickets))


def in_minutes(figures):
    spans = {key: figures[key] for key in ("wait", "longest", "talk")}
    return figures | {key: _minutes(span) for key, span in spans.items()}


def _minutes(span):
    return None if span is None else round(span.total_seconds() / 60)


def queue_days(first, last, user):
    """[(day, figures)] of the stations `user` sees, newest first."""
    own = stations_for(user) if user.may("queue.manage") else [desk_of(user)]
    rows = Ticket.objects.filter(station__in=own, day__gte=first, day__lte=last)
    days = rows.order_by("-day").values_list("day", flat=True).distinct()
    return [(day, queue_figures(day, day, own)) for day in days]
