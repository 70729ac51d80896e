"""My day, and whom one can ask today."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.core.words import hour
from legalaid.platform.office import agenda
from stations.models import Leave, Shift, Staff
from stations.queries.roster import home_of
from stations.queries.station import above

ASKED = (Role.REVIEWER, Role.DIRECTOR)
SHOWN = 8


@dataclass(frozen=True)
class Hour:
    """A line of the day: hearing, duty, training, an event of one's institution."""

    at: str
    text: str
    url: str
    past: bool
    now: bool


@dataclass(frozen=True)
class Colleague:
    post: str
    name: str
    state: str
    here: bool


def my_day(user, now):
    """[Hour] of today: what takes this person's time or nobody's in particular; what falls due stands in the list beside."""
    begin, end = day_span(timezone.localdate(now), timezone.localdate(now))
    kinds = [source.key for source in agenda.sources() if source.key != "due"]

    found = []
    for _, entry in agenda.entries(user, begin, end, kinds):
        people = {pk for pk, _ in entry.people}
        if not people or user.pk in people:
            found.append(_hour(entry, now))
    return found


def _hour(entry, now):
    over = (entry.until or entry.at) < now
    running = bool(entry.until) and entry.at <= now < entry.until and not entry.absence
    at = "全天" if entry.absence else hour(entry.at)
    return Hour(at, entry.text, entry.url, over, running)


def whom_to_ask(user, now):
    """[Colleague]: who is on duty today, who reviews and who decides, and who of them is away."""
    home = home_of(user)
    if home is None:
        return []

    places = [home.pk, *above(home)]
    return [*_on_duty(places, now), *_in_office(places, user, now)][:SHOWN]


def _on_duty(places, now):
    shifts = (
        Shift.objects.published()
        .standing()
        .filter(roster__station__in=places, day=timezone.localdate(now), handler__isnull=False)
    )
    rows = shifts.order_by("starts_at").values_list(
        "post__name", "handler__user__name", "starts_at", "ends_at", "signed_in_at", "signed_out_at"
    )
    return [_duty(*row, now) for row in rows[:SHOWN]]


def _duty(post, name, begins, ends, signed_in, signed_out, now):
    hours = f"{hour(begins)} 至 {hour(ends)}"
    here = bool(signed_in and not signed_out)
    return Colleague(post, name, f"{hours}{'，在岗' if here else ''}", here)


def _in_office(places, user, now):
    staff = Staff.objects.filter(
        station__in=places, left_on=None, user__role__in=ASKED, user__is_active=True
    )
    rows = list(
        staff.exclude(user=user)
        .order_by("user__role", "user__name")
        .values_list("user", "user__role", "user__name")
    )
    away = _away([pk for pk, _, _ in rows], timezone.localdate(now))
    return [
        Colleague(Role(role).label, name, "请假" if pk in away else "没有请假", pk not in away)
        for pk, role, name in rows
    ]


def _away(keys, day):
    on_leave = Leave.objects.on(day).filter(Q(user__in=keys))
    return set(on_leave.values_list("user", flat=True))
