"""Numbers in the hall: taken, called in the order of law.queueing, received, finished; missed, restored, dropped."""

import uuid

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.limits import attempt
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.numbering import next_number
from stations.hall.enums import Purpose, TicketState
from stations.hall.law import queueing
from stations.hall.models import Ticket, Window
from stations.hall.queries.ticket import has_windows
from stations.hall.workflow import TICKET

MOST_WAITING = 300  # a kiosk pressed without end stops here


def _take(ticket, *, by, at, **_):
    """The next number of the station's day: without gap, because it is taken in the same transaction."""
    ticket.day = timezone.localdate(at)
    ticket.number = next_number(f"ticket:{ticket.station_id}:{ticket.day:%m%d}", ticket.day.year)
    ticket.taken_at, ticket.place = at, queueing.place(at, ticket.ground)
    ticket.save()
    return ticket


TICKET.step("take")(_take)
TICKET.step("take_self")(_take)


def take(*, station, purpose, ground="", by=None, token=None, at=None):
    """A number for `purpose`; the same `token` twice returns the first. `ground`: a green one, or "". Without `by`: at the kiosk."""
    at = at or timezone.now()
    token = token or uuid.uuid4()
    if station.closed_on:
        raise DomainError(f"{station}已撤销，不再办理业务。")

    with transaction.atomic():
        if earlier := Ticket.objects.filter(token=token).first():
            return earlier

        if by is None:
            attempt("kiosk", str(station.pk), at=at)

        waiting = Ticket.objects.of_day(station, timezone.localdate(at)).waiting()
        if waiting.count() >= MOST_WAITING:
            raise DomainError("等候的人太多，暂停取号，请到窗口咨询。")

        ticket = Ticket(token=token, station=station, purpose=purpose, ground=ground, by=by)
        lane = f"（绿色通道：{ticket.get_ground_display()}）" if ground else ""
        facts = {"purpose": Purpose(purpose).label, "ground": lane}
        step, person = ("take", by) if by else ("take_self", system_user())
        TICKET.open(ticket, step, _take, by=person, at=at, facts=facts)
    return ticket


@TICKET.step("call")
def call(ticket, *, by, at, window):
    """Called to a window; the big screen shows it."""
    ticket.window, ticket.called_at, ticket.calls = window, at, 1


@TICKET.step("call_again")
def call_again(ticket, *, by, at):
    ticket.called_at, ticket.calls = at, ticket.calls + 1


@TICKET.step("receive")
def receive(ticket, *, by, at):
    ticket.served_by, ticket.started_at = by, at


@TICKET.step("receive_here")
def receive_here(ticket, *, by, at):
    """Where no window calls anybody, whoever comes is received at once; how long it takes nobody notes."""
    if has_windows(ticket.station):
        raise DomainError("这里有窗口，请叫号接待。")
    ticket.served_by, ticket.started_at = by, at


@TICKET.step("void_here")
def void_here(ticket, *, by, at):
    """Nobody was received after all."""
    if ticket.window_id:
        raise DomainError(f"{ticket}号由窗口接待过，不能作废。")
    ticket.served_by = ticket.started_at = None


@TICKET.step("finish")
def finish(ticket, *, by, at):
    ticket.finished_at = at


@TICKET.step("miss")
def miss(ticket, *, by, at):
    """Nobody came. The number may be restored the same day."""


@TICKET.step("restore")
def restore(ticket, *, by, at):
    """The person is back, and stands in the line as one who comes now."""
    ticket.window, ticket.place = None, queueing.place(at, ticket.ground)


@TICKET.step("drop")
def drop(ticket, *, by, at):
    """The person no longer wants it."""


@TICKET.step("lapse")
def lapse(ticket, *, by, at):
    """The day is over."""


def call_next(*, by, at=None):
    """Finishes with the person at the window of `by` and calls the next in turn; None when nobody waits for this window.

    Two clerks at the same moment never get the same number: each takes the first row the other does not hold (PostgreSQL), or
    waits for the other's transaction (SQLite).
    """
    with transaction.atomic():
        window = Window.objects.select_for_update().open().filter(clerk=by).first()
        if window is None:
            raise DomainError("请先选择您坐的窗口。")

        day = timezone.localdate(at)
        for current in Ticket.objects.at_window(window, day):
            if current.state == TicketState.CALLED:
                raise DomainError(f"{current}号还没有处理，请先“开始接待”或者“过号”。")
            finish(current, by=by, at=at)

        waiting = Ticket.objects.of_day(window.station, day).waiting()
        turn = waiting.filter(purpose__in=window.purposes).in_turn()
        ticket = turn.select_for_update(skip_locked=True).first()
        if ticket:
            call(ticket, by=by, at=at, window=window)
        return ticket


def lapse_left_over(today):
    """Settles the numbers of earlier days. Returns how many."""
    rows = list(Ticket.objects.left_over(today))
    for ticket in rows:
        lapse(ticket, by=system_user())
    return len(rows)
