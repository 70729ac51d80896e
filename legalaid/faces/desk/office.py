"""Promises kept and money left, for those who answer for the office; counted anew every ten minutes."""

from django.core.cache import cache
from django.utils import timezone

from legalaid.faces.statistics.queries.dashboard import span_of
from legalaid.faces.statistics.queries.money import money_of
from legalaid.faces.statistics.queries.promises import promises
from stations.queries.station import station_of

KEPT = 600  # seconds


def figures(user):
    """{promises, money: as the director's board has them, at}"""
    station = station_of(user)
    key = f"desk.office:{user.role}:{station.path if station else ''}:{timezone.localdate()}"
    if (found := cache.get(key)) is None:
        found = _figures(user)
        cache.set(key, found, KEPT)
    return found


def _figures(user):
    today = timezone.localdate()
    return {
        "promises": promises(user, span_of("year", today)),
        "money": money_of(user, today.year),
        "at": timezone.now(),
    }
