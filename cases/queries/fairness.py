"""Who was given how much in a month, for posting (Law art. 15-16; Procedure Rules art. 25): names and numbers, nothing of any case."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from cases.law.recommendation import YEAR
from cases.models import Assignment
from legalaid.platform.core.calendar import day_span
from stations.enums import HandlerKind, StationKind
from stations.models import Handler, Station
from stations.queries.station import above, stations_for

from .standing import latest, loads, per_head


@dataclass
class Share:
    """One handler's month, or that of all of a kind. `since`: days from the last assignment to the end of the month; None: none in a year."""

    name: str
    kind: str
    firm: str = ""
    heads: int = 1
    given: int = 0
    passed: int = 0
    declined: int = 0
    load: int = 0
    since: int = None

    @property
    def each(self):
        return round(self.given / self.heads, 1)


def last_day(month, today):
    """Of a month that is over its last day, of this one today."""
    return min(month.replace(day=monthrange(month.year, month.month)[1]), today)


def shares(user, month, today):
    """[Share] of whoever takes cases, or was given one in the month: fewest first."""
    until = last_day(month, today)
    start, end = day_span(month, until)
    of_month = Assignment.objects.filter(at__range=(start, end)).order_by()
    given = _counts(of_month.kept(), "handler")
    passed = _counts(of_month, "passed_over")
    sent_back = Assignment.objects.filter(declined_at__range=(start, end)).order_by()
    declined, at_hand = _counts(sent_back, "handler"), loads()

    year, _ = day_span(until - timedelta(YEAR), until)
    last = latest(Assignment.objects.kept().filter(at__range=(year, end)))
    lines = [
        Share(
            name=str(handler),
            kind=HandlerKind(handler.kind).label,
            firm=str(handler.firm),
            given=given[handler.pk],
            passed=passed[handler.pk],
            declined=declined[handler.pk],
            load=at_hand.get(handler.pk, 0),
            since=(until - timezone.localdate(last[handler.pk])).days
            if handler.pk in last
            else None,
        )
        for handler in _handlers(user, given)
    ]
    return sorted(lines, key=lambda one: (one.kind, one.given, -_waits(one), one.name))


def by_kind(lines):
    """The three kinds of handlers beside each other (and volunteers): what each head was given."""
    found = {}
    for line in lines:
        kind = found.setdefault(line.kind, Share(line.kind, line.kind, heads=0))
        kind.heads += 1
        for name in ("given", "passed", "declined", "load"):
            setattr(kind, name, getattr(kind, name) + getattr(line, name))
    return list(found.values())


def _waits(line):
    return YEAR if line.since is None else line.since


def _handlers(user, given):
    rows = Handler.objects.filter(station__in=_posted_in(user)).select_related("user", "firm")
    working = Handler.objects.working().order_by().values("pk")
    return rows.filter(Q(pk__in=working) | Q(pk__in=[pk for pk in given if pk]))


def _posted_in(user):
    """One's own stations; a handler's are those of the centre that gives him cases, where the sheet hangs."""
    handler = getattr(user, "handler", None)
    if handler is None:
        return stations_for(user)
    over = Station.objects.filter(pk__in=[*above(handler.station), handler.station_id])
    centre = over.filter(kind=StationKind.CENTER).order_by("path").last()
    return Station.objects.subtree(centre or handler.station)


def _counts(rows, name):
    return Counter(per_head("shares", rows.values_list(name).annotate(Count("pk"))))
