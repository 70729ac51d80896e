"""The year's sums on a screen in the hall: without a login, nothing small, read anew by itself."""

import uuid
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cases.models import CountedCase
from legalaid.faces.statistics.views.hall import year_so_far
from stations.hall.models import Hall
from stations.models import Station
from tests.cases.test_consultation import consult
from tests.factories import new_case, walk


@pytest.fixture
def hall(county):
    cache.clear()
    made, _ = Hall.objects.get_or_create(station=Station.objects.get(parent=None))
    yield made
    cache.clear()


def numbers(client, hall):
    page = client.get(reverse("statistics:hall", args=[hall.screen]))
    return {label: (number, before) for label, number, _, before in page.context["tiles"]}


def test_screen_shows_the_year_so_far_to_whoever_has_its_address(county, hall, client):
    now = timezone.now()
    for _ in range(4):
        consult(county, at=now)
    new_case(county, at=now)
    told = numbers(client, hall)
    assert (told["法律咨询"], told["收到申请"], told["给予援助"]) == (
        ("4", "—"),
        ("不足3", "—"),
        ("0", "—"),
    )
    page = client.get(reverse("statistics:hall", args=[hall.screen])).content.decode()
    part = reverse("statistics:hall_part", args=[hall.screen])
    assert (f'data-poll="{part}"' in page, "李国强" in page) == (True, False)
    assert client.get(part).status_code == 200


def test_wrong_address_and_closed_station_have_no_screen(county, hall, client):
    assert client.get(reverse("statistics:hall", args=[uuid.uuid4()])).status_code == 404
    Station.objects.filter(pk=hall.station_id).update(closed_on=timezone.localdate())
    assert client.get(reverse("statistics:hall", args=[hall.screen])).status_code == 404


def test_many_screens_ask_the_figures_once(county, hall, client, django_assert_max_num_queries):
    numbers(client, hall)
    with django_assert_max_num_queries(4):
        numbers(client, hall)


def test_crowds_and_sums_that_point_to_somebody_are_left_out(county):
    walk(county, "grant", case=new_case(county, applicant_count=6, crowds=["migrant_worker"]))
    walk(county, "grant", case=new_case(county, applicant_count=3, crowds=["disabled"]))
    won = walk(county, "approve_closure", case=new_case(county, crowds=["military"]))
    CountedCase.objects.filter(case=won).update(won=8000)
    shown = year_so_far(date(2026, 12, 31))
    told = {label: number for label, number, *_ in shown["tiles"]}
    assert (told["受援人"], told["办结"], told["挽回损失"]) == ("10", "不足3", "—")
    assert {label: number for label, number, _ in shown["crowds"]} == {"农民工": 6, "残疾人": 3}
