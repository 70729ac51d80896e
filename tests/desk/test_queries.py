"""The first page costs the same however many wait."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Draft
from legalaid.platform.accounts.models import User
from tests.cases.test_consultation import consult
from tests.factories import START, new_case, person, walk
from tests.stations.test_referral import slip_to_center
from tests.subsidies.test_proposal import appropriation, enter


def asked(client):
    cache.clear()  # a desk keeps for a minute what it asks
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


def test_window_asks_no_more_for_more_slips_questions_and_drafts(county, sign_in):
    client = sign_in(county.chuangkou)
    labour = User.objects.get(staff__station__host="labour")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            slip_to_center(labour)
            consult(county, channel="letter", reply=None)
            Draft.objects.create(token=uuid.uuid4(), owner=county.chuangkou, title="草稿")
        asked(client)
        counts.append(asked(client))
    assert client.get("/").context["desk"].count == 9
    assert counts[0] == counts[1]


def test_director_asks_no_more_for_more_proposals(county, sign_in):
    client, counts = sign_in(county.zhuren), []
    for more in (1, 2):
        for _ in range(more):
            enter(county, "appropriation", **appropriation())
        asked(client)
        counts.append(asked(client))
    assert client.get("/").context["desk"].of("money.proposals") == 3
    assert counts[0] == counts[1]


def test_side_asks_no_more_for_more_acts(county, sign_in):
    client, counts = sign_in(county.chuangkou), []
    for more in (1, 2):
        for _ in range(more):
            new_case(county, at=timezone.now(), who=person(id_number=""))
        client.get("/desk/side/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/desk/side/")
        counts.append(len(queries))
    assert [line.undo_label for line in page.context["done"]] == ["更正登记信息"] * 3
    assert counts[0] == counts[1]
