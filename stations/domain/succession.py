"""Referral slips under way count as a station's open work: they stop its closing, and go along when it merges."""

from stations.models import Referral
from stations.queries.work import Work, register


def of_station(station):
    slips = Referral.objects.under_way().filter(to_station=station) | Referral.objects.under_way().filter(from_station=station)
    return Work("未办结转介单", slips.count(), [(slip.number, slip.get_absolute_url()) for slip in slips[:8]])


def move(station, into, *, by):
    """What was sent to the merged station is answered by the other one."""
    return Referral.objects.under_way().filter(to_station=station).update(to_station=into)


register(of_station=of_station, move=move)
