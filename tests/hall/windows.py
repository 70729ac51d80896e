"""A hall with two windows for the tests of the queue."""

from datetime import datetime, timedelta

from django.utils import timezone

from stations.hall.domain import ticket as acts
from stations.hall.domain.window import save_window, sit
from stations.hall.models import Window
from stations.models import Station
from tests.factories import earlier_today

NINE = timezone.make_aware(datetime(2026, 3, 3, 9, 0))


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def center():
    return Station.objects.get(parent=None)


def window(county, number, clerk=None, **fields):
    row = save_window(Window(station=center(), number=number, **fields), by=county.zhuren)
    return sit(row, by=clerk) if clerk else row


def ticket(minutes, ground="", purpose="consult", **fields):
    return acts.take(station=center(), purpose=purpose, ground=ground, at=at(minutes), **fields)


def served_now(county, ground="migrant_worker"):
    """A number taken ten minutes ago and just received at window 1."""
    window(county, 1, county.chuangkou)
    row = acts.take(station=center(), purpose="apply", ground=ground, at=earlier_today(10))
    acts.call_next(by=county.chuangkou)
    row.refresh_from_db()
    acts.receive(row, by=county.chuangkou)
    return row
