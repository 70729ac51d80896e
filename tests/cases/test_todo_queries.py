"""The to-do list costs the same however many cases wait."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import START, new_case, person, walk


@pytest.mark.parametrize(
    ("who", "until"),
    [("shencha", "pass_form"), ("zhuren", "recommend"), ("chuangkou", "approve_closure")],
)
def test_todo_asks_no_more_for_more_cases(county, sign_in, who, until):
    client = sign_in(getattr(county, who))
    walk(county, until)
    client.get("/")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/")
        counts.append(len(queries))
        for more in range(3):
            walk(county, until, at=START + timedelta(hours=1 + 4 * number + more))
    assert counts[0] == counts[1]


def test_todo_of_a_station_asks_no_more_for_more_cases(county, sign_in):
    client, station = sign_in(county.zhan1), county.zhan1.staff.station
    counts = []
    for _ in range(2):
        for _ in range(3):
            new_case(county, by=county.zhan1, station=station, who=person(id_number=""))
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/")
        counts.append(len(queries))
    assert len(page.context["rows"]) == 6
    assert counts[0] == counts[1]
