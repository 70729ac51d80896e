"""Closed cases, and plans that ask for them."""

from datetime import date, datetime

from django.utils import timezone

from cases.quality.domain.draw import draw
from cases.quality.domain.plan import add_line, draw_up
from stations.models import Station
from tests.factories import new_case, walk

APRIL = timezone.make_aware(datetime(2026, 7, 1, 9))
LINE = {"tool": "review", "number": None, "share": None}


def center():
    return Station.objects.get(parent=None)


def closed(county, many=1, **facts):
    """So many cases closed in March 2026."""
    return [walk(county, "conclude", case=new_case(county, **facts)) for _ in range(many)]


def plan(county, **changes):
    facts = {"title": "第一季度质量检查", "first": date(2026, 1, 1), "last": date(2026, 3, 31)}
    return draw_up(by=county.zhuren, station=center(), **facts | changes)


def line(county, of=None, **facts):
    return add_line(of or plan(county), by=county.zhuren, **LINE | facts)


def drawn(county, row=None, *, seed="3f9a", **facts):
    row = row or line(county, **facts or {"share": 50})
    return draw(row, by=county.zhuren, seed=seed, at=APRIL)


def numbers_of(made):
    return list(made.cases.values_list("case__number", flat=True))
