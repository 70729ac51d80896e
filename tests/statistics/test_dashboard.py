"""The director's board counts what the cases say, each within their own stations, in a steady number of queries."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CountedCase
from legalaid.faces.statistics.models import Span
from legalaid.faces.statistics.queries import dashboard
from stations.models import Station
from tests.factories import new_case, walk

TODAY = date(2026, 3, 31)


def at(*day):
    return timezone.make_aware(datetime(*day, 9, 0))


@pytest.fixture
def board(county):
    walk(county, "conclude", at=at(2026, 3, 2))
    walk(county, "grant", at=at(2026, 2, 2))
    walk(county, "grant", at=at(2025, 3, 3))
    new_case(county, at=at(2026, 3, 31), by=county.zhan1, station=county.zhan1.staff.station)
    return county


def test_overview_sets_the_year_against_the_same_days_of_last_year(board):
    rows = dict(dashboard.overview(board.zhuren, TODAY))
    assert rows["今天"] == [1, 0, 0, 0, 0, "0.00"]
    assert rows["本月"] == [2, 1, 0, 1, 1, "1.86"]
    assert rows["本年"] == [3, 2, 0, 1, 2, "1.86"]
    assert rows["上年同期"] == [1, 1, 0, 0, 1, "0.00"]


def test_rankings_of_the_year(board):
    span = Span(date(2026, 1, 1), TODAY)
    assert dashboard.by_cause(board.zhuren, span) == [("劳动报酬", 2)]
    assert dashboard.by_crowd(board.zhuren, span) == [("农民工", 2)]
    assert dashboard.by_month(board.zhuren, TODAY)[1:3] == [("2月", 0, 1), ("3月", 1, 1)]


@pytest.mark.parametrize("beside", [True, False], ids=["beside this one", "below a city"])
def test_another_countys_cases_are_not_counted(board, beside):
    other = Station.objects.create(name="邻县法律援助中心", kind="center", host="center")
    board.sifaju.staff.station = other
    board.sifaju.staff.save()
    if not beside:
        other.parent = Station.objects.create(name="市法律援助中心", kind="center", host="center")
        other.save()
    assert dashboard.counted_for(board.sifaju).count() == 0
    assert CountedCase.objects.count() == 4
    assert dict(dashboard.overview(board.sifaju, TODAY))["本年"] == [0, 0, 0, 0, 0, "0.00"]


def test_every_chart_has_its_table_and_its_picture(sign_in, board):
    client = sign_in(board.zhuren)
    page = client.get(reverse("statistics:dashboard"))
    assert page.status_code == 200
    for key, caption, _, _ in page.context["charts"]:
        assert caption in page.content.decode()
        answer = client.get(reverse("statistics:dashboard_chart", args=[key]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert client.get(reverse("statistics:dashboard_chart", args=["no"])).status_code == 404


def test_queries_do_not_grow_with_cases(sign_in, board, django_assert_max_num_queries):
    client = sign_in(board.zhuren)
    client.get(reverse("statistics:dashboard"))
    with django_assert_max_num_queries(30) as first:
        client.get(reverse("statistics:dashboard"))
    for number in range(3):
        walk(board, "grant", at=at(2026, 2, 3 + number))
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("statistics:dashboard"))
