"""A visit is booked once, however often its form is sent; of two who want the last place one gets it. By its code it is looked at, changed, cancelled."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from legalaid.faces.portal.apply import codes
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.crypto import derived
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import hour, short

from ..diary import Diary, offerings
from ..models import Visit
from ..workflow import VISIT

TAKEN = "这个时间刚刚被别人约走了，或者已经不能约。您写的都还在，请另选一个时间。"
SAME = "选的还是原来的时间。"
CLOSED = "这里现在不接受预约。不预约也可以直接来。"
SHORTEST = 4
UNSAID = "用留给现场来访的位置，请写明理由（不少于4个字）。"
NOT_FULL = "这一天又有可以约的时间了，请先约那些，不用留给现场来访的。"
RENEWED = "这张表已经约过了，查询码后来换了新的。请用新的查询码看预约。"

OF_KEPT = "（留给现场来访的）"

verb("visit.seen_online", "本人在网上查看预约")


def code_of(visit):
    """The code that follows from the form that was sent and how often it was made anew: sent again, it is the same; nobody without our
    key can reckon it."""
    made = visit.token.bytes + visit.renewed.to_bytes(2)
    digest = hashlib.sha256(derived("portal.visits.code") + made).digest()
    return f"{int.from_bytes(digest[:8]) % 10**codes.DIGITS:0{codes.DIGITS}d}"


def give_code(visit):
    """By this code and its words alone the visit is opened."""
    code = code_of(visit)
    visit.code_blind = codes.code_blind(code)
    visit.words_blind = codes.words_blind(codes.words_of(code))


def when(starts_at):
    """12月3日 09:30, with the year when it is not this one."""
    return f"{short(timezone.localtime(starts_at))} {hour(starts_at)}"


def book(*, token, station, starts_at, facts, at=None):
    """(visit, whether it is new): the one there is where the same form was sent before. Raises DomainError for `slot`; also where the
    code was made anew since, for a form is no code."""
    asked = _Asked(station, starts_at)
    visit, new = _make("book", system_user(), token, asked, facts, at)
    if visit.renewed:
        raise DomainError(RENEWED, field="slot")
    return visit, new


def enter(*, by, token, station, starts_at, facts, at=None):
    """For somebody who calls or stands at the window; within what the terms offer, like anybody."""
    asked = _Asked(station, starts_at)
    return _make("enter", by, token, asked, facts | {"booked_by": by}, at)


def squeeze_in(*, by, token, station, starts_at, facts, why, at=None):
    """The same, on a day that is full, with a place kept for who comes without booking."""
    check_why(why)
    asked = _Asked(station, starts_at, why.strip())
    return _make("squeeze_in", by, token, asked, facts | {"booked_by": by}, at)


def check_why(why):
    if len(why.strip()) < SHORTEST:
        raise DomainError(UNSAID, field="why")


@dataclass(frozen=True)
class _Asked:
    """`why` a kept place is taken; "" for one of those that are offered."""

    station: object
    starts_at: datetime
    why: str = ""


def _make(step, by, token, asked, facts, at):
    with transaction.atomic():
        one_by_one(f"visit:{token}")
        if sent := Visit.objects.filter(token=token).select_related("station").first():
            return sent, False
        return _open(step, by, token, asked, facts, at or timezone.now()), True


def _open(step, by, token, asked, facts, at):
    station, kept = asked.station, bool(asked.why)
    slot, seat = take_place(station, asked.starts_at, at, kept=kept)
    visit = Visit(
        token=token,
        station=station,
        starts_at=slot.begins,
        ends_at=slot.ends,
        seat=seat,
        kept=kept,
        booked_at=at,
        **facts,
    )
    give_code(visit)

    told = {"at_station": station.name, "when": when(slot.begins), "why": asked.why}
    return VISIT.open(visit, step, _keep, by=by, at=at, facts=told)


def _keep(visit, *, by, at, **_):
    visit.save()
    return visit


VISIT.step("book")(_keep)
VISIT.step("enter")(_keep)
VISIT.step("squeeze_in")(_keep)


def take_place(station, starts_at, at, *, kept=False):
    """(slot, seat) of a place that is free, or of one kept for who comes without booking; others wait until the caller's transaction ends.
    Raises DomainError for `slot`."""
    row = next((one for one in offerings() if one.station_id == station.pk), None)
    if row is None:
        raise DomainError(CLOSED, field="slot")

    day, today = timezone.localdate(starts_at), timezone.localdate(at)
    hold(station, day)
    diary, is_near = Diary([row], day, day), (day - today).days in range(row.ahead + 1)
    free = diary.free(station.pk, day, at) if is_near else []
    if kept and free:
        raise DomainError(NOT_FULL, field="slot")

    left = diary.kept(station.pk, day, at) if kept and is_near else []
    found = [one for one, _ in left] if kept else free
    slot = next((one for one in found if one.begins == starts_at), None)
    if slot is None:
        raise DomainError(TAKEN, field="slot")
    return slot, free_seat(diary.seats(station.pk, slot))


def hold(station, day):
    """Places of this day are given by one after another."""
    one_by_one(f"visits:{station.pk}:{day}")


def free_seat(taken):
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)


@dataclass(frozen=True)
class Moved:
    before: str
    when: str


def move_to(visit, starts_at, at, *, kept=False):
    """Gives its place back and takes another. Raises DomainError for `slot`."""
    if starts_at == visit.starts_at:
        raise DomainError(SAME, field="slot")

    before = when(visit.starts_at)
    slot, seat = take_place(visit.station, starts_at, at, kept=kept)
    visit.starts_at, visit.ends_at, visit.seat, visit.kept = slot.begins, slot.ends, seat, kept
    visit.moves += 1
    return Moved(before, f"{when(slot.begins)}{OF_KEPT if kept else ''}")


@VISIT.step("change")
def _change(visit, *, by, at, starts_at):
    return move_to(visit, starts_at, at)


def change(visit, *, starts_at, at=None):
    """By whoever holds the code."""
    return _change(visit, by=system_user(), at=at, starts_at=starts_at)


@VISIT.step("withdraw")
def _withdraw(visit, *, by, at):
    visit.by_self = True


def withdraw(visit, *, at=None):
    """By whoever holds the code; asked twice, it is cancelled once."""
    return _withdraw(visit, by=system_user(), at=at)


def look(visit):
    """Each look by the code is on its record."""
    record("visit.seen_online", by=system_user(), workflow="visit", subject_id=visit.pk)
