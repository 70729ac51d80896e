"""Promises kept and money left, for those who answer for the office; counted anew every ten minutes."""

from django.core.cache import cache
from django.utils import timezone

from legalaid.faces.statistics.queries import dashboard
from stations.queries.station import station_of
from subsidies.queries.fund import available, funds_for

KEPT = 600  # seconds


def figures(user):
    """{promises: as `dashboard.promises`, money: [(fund, yuan available)], at}"""
    station = station_of(user)
    key = f"desk.office:{station.path if station else ''}:{timezone.localdate()}"
    if (found := cache.get(key)) is None:
        found = _figures(user)
        cache.set(key, found, KEPT)
    return found


def _figures(user):
    funds = funds_for(user).filter(year=timezone.localdate().year)
    return {
        "promises": dashboard.promises(user, dashboard.this_year()),
        "money": [(fund, available(fund)) for fund in funds],
        "at": timezone.now(),
    }
