"""The first page costs the same however many wait."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import START, new_case, person, walk


def asked(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


@pytest.mark.parametrize(
    ("who", "until"),
    [
        ("shencha", "pass_form"),
        ("zhuren", "recommend"),
        ("chuangkou", "approve_closure"),
        ("jiandu", "approve_closure"),
        ("lvshi", "accept_assignment"),
    ],
)
def test_first_page_asks_no_more_for_more_cases(county, sign_in, who, until):
    client = sign_in(getattr(county, who))
    walk(county, until)
    asked(client)
    once = asked(client)
    for number in range(2):
        walk(county, until, at=START + timedelta(hours=1 + number))
    assert asked(client) == once


def test_first_page_of_a_station_asks_no_more_for_more_cases(county, sign_in):
    client, station = sign_in(county.zhan1), county.zhan1.staff.station
    counts = []
    for _ in range(2):
        for _ in range(3):
            new_case(county, by=county.zhan1, station=station, who=person(id_number=""))
        asked(client)
        counts.append(asked(client))
    assert counts[0] == counts[1]
