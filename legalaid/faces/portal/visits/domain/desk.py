"""What the office does with a booked visit: draws the number, moves, cancels, notes that nobody came, and puts each right again."""

from django.utils import timezone

from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import near
from stations.hall.domain import ticket as hall
from stations.hall.enums import TicketState
from stations.hall.queries.ticket import has_windows
from stations.hall.workflow import TICKET

from ..diary import Diary, offerings
from ..enums import VisitState
from ..models import Visit
from ..slots import Slot
from ..workflow import VISIT
from .booking import free_seat, hold, move_to, when

SHORTEST = 4
WITHOUT_REASON = "请写明理由（不少于4个字）。"
NOT_TODAY = "约的是{day}。今天来了的，先改到今天，或者不按预约直接取号。"
NOT_YET = "还没有到约定的时间（{when}），不能登记没有来。"
ANOTHERS = "{ticket}号已经是另一个预约的，请核对。"
FULL = "这个时间已经约给别人，不能恢复，请另外预约。"
UNCALLED = (TicketState.WAITING, TicketState.MISSED)


@VISIT.step("arrive")
def arrive(visit, *, by, at, ground="", number=None):
    """Draws a number as for anybody who comes: those who wait already stand before it (decision 174). `number`: the one this person has
    drawn already, at the kiosk or by a visit that was not theirs."""
    day = timezone.localdate(visit.starts_at)
    if day != timezone.localdate(at):
        raise DomainError(NOT_TODAY.format(day=near(day)))

    if number:
        one_by_one(f"visit of {number.pk}")
        if Visit.objects.filter(ticket=number).exists():
            raise DomainError(ANOTHERS.format(ticket=number), field="number")
    visit.ticket = number or _draw(visit, ground, by, at)
    return visit


def _draw(visit, ground, by, at):
    """A number; where no window calls it, whoever comes is received with it at once."""
    asked = {"station": visit.station, "purpose": visit.purpose, "ground": ground}
    ticket = hall.take(**asked, by=by, at=at)
    if not has_windows(visit.station):
        hall.receive_here(ticket, by=by, at=at)
    return ticket


@VISIT.step("move")
def move(visit, *, by, at, starts_at, reason, kept=False):
    """As whoever is to come agreed to; `kept`: to a place kept for who comes without booking, on a day that is full."""
    _check(reason)
    return move_to(visit, starts_at, at, kept=kept)


@VISIT.step("miss")
def miss(visit, *, by, at):
    """Nobody came at the time."""
    if at < visit.starts_at:
        raise DomainError(NOT_YET.format(when=when(visit.starts_at)))


@VISIT.step("lapse")
def _lapse(visit, *, by, at):
    """The day is over and nobody has said whether anybody came."""


@VISIT.step("cancel")
def cancel(visit, *, by, at, reason):
    """By the office: whoever looks at it by the code reads why."""
    _check(reason)
    visit.reason, visit.by_self = reason.strip(), False


@VISIT.step("undo")
def undo(visit, *, by, at, reason):
    """Done on the wrong one. A number nobody has called is given back; one that was called stays with whoever came by it, and so does what
    was registered for it."""
    _check(reason)
    if visit.state == VisitState.ARRIVED:
        _give_back(visit.ticket, by, at)
    else:
        visit.seat = _seat_again(visit)
    visit.ticket, visit.reason, visit.by_self = None, "", False


def _give_back(ticket, by, at):
    if ticket.state in UNCALLED:
        TICKET.acts["drop"](ticket, by=by, at=at)
    elif is_unused(ticket):
        hall.void_here(ticket, by=by, at=at)


def is_unused(ticket):
    """Received without a window, and nothing was registered for it."""
    received = ticket.state == TicketState.SERVED and ticket.window_id is None
    return received and not ticket.consultations.exists() and not ticket.cases.exists()


def _seat_again(visit):
    day = timezone.localdate(visit.starts_at)
    hold(visit.station, day)
    diary = Diary([row for row in offerings() if row.station_id == visit.station_id], day, day)
    room = diary.room_at(visit.station_id, visit.starts_at, visit.ends_at)
    taken = diary.seats(visit.station_id, Slot(visit.starts_at, visit.ends_at, 0, room))
    if len(taken) >= max(room, 1):
        raise DomainError(FULL)
    return free_seat(taken)


def lapse_left_over(today=None):
    """Settles the visits of earlier days that nobody settled. Returns how many."""
    begin, _ = day_span(today or timezone.localdate(), today or timezone.localdate())
    rows = list(Visit.objects.booked().filter(starts_at__lt=begin))
    for visit in rows:
        _lapse(visit, by=system_user())
    return len(rows)


def _check(reason):
    if len(reason.strip()) < SHORTEST:
        raise DomainError(WITHOUT_REASON, field="reason")
