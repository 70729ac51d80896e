"""The first round: offered once, gone through real pages, left and begun anew; it stands in nobody's way."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legalaid.faces.manual.models import Round
from legalaid.faces.manual.rounds import STOPS
from legalaid.platform.accounts.roles import Role
from tests.conftest import BACKEND
from tests.rights.tables import ROLES
from tests.rights.test_urls import ROWS

ROUND = "/manual/round/"
OFFER = "花五分钟，把您每天用的几页看一遍"


def page(client, path):
    return client.get(path).content.decode()


def again(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_every_role_has_five_to_seven_stops_it_may_open():
    opened = {name: answers.split() for name, _, method, answers, _ in ROWS if method == "GET"}
    at = {role: place for place, (role, _) in enumerate(ROLES.values())}
    assert set(STOPS) == set(Role)
    for role, stops in STOPS.items():
        assert 5 <= len(stops) <= 7
        assert [stop.page for stop in stops if opened[stop.page][at[role]] != "200"] == []
        assert stops[0].page == "home"


def test_first_sign_in_offers_a_round_on_the_first_page_alone(county, sign_in):
    client = sign_in(county.chuangkou)
    assert OFFER in page(client, "/")
    assert "data-round" not in page(client, "/cases/")


@pytest.mark.parametrize("role", list(Role))
def test_round_leads_through_the_pages_of_the_role(role, county):
    user = {  # a person of each role
        "window": county.chuangkou, "station": county.zhan1, "reviewer": county.shencha, "director": county.zhuren, "handler": county.lvshi,
        "firm": county.lvsuo, "supervisor": county.jiandu, "finance": county.caiwu, "bureau": county.sifaju, "admin": county.admin,
    }[role]  # fmt: skip
    client, stops = again(user), STOPS[role]
    for number, stop in enumerate(stops, 1):
        answer = client.post(ROUND, {"stop": number})
        assert (answer.status_code, answer.url) == (302, reverse(stop.page))
        shown = page(client, answer.url)
        assert f"第 {number} 处，共 {len(stops)} 处：{stop.title}" in shown
        assert ("下一处" in shown, "看完了" in shown) == (number < len(stops), number == len(stops))
    client.post(ROUND, {"act": "end"})
    assert "data-round" not in page(client, "/")
    assert "data-round" not in page(again(user), "/")


def test_round_goes_on_where_it_was_left(county):
    again(county.lvshi).post(ROUND, {"stop": 3})
    client = again(county.lvshi)
    shown = page(client, "/cases/")
    assert "第 3 处" in shown
    assert "接着看" in shown
    assert STOPS["handler"][2].said not in shown


def test_round_that_is_not_wanted_is_offered_no_more_and_begun_anew_from_the_manual(county, sign_in):  # fmt: skip
    client = sign_in(county.caiwu)
    client.post(ROUND, {"act": "end"})
    client = again(county.caiwu)
    assert OFFER not in page(client, "/")
    assert 'action="/manual/round/"' in page(client, "/manual/")
    client.post(ROUND, {"stop": 1})
    assert "第 1 处" in page(client, "/")


def test_another_role_is_offered_its_own_round(county):
    Round.objects.create(owner=county.chuangkou, role="reviewer", ended=True)
    assert OFFER in page(again(county.chuangkou), "/")


@pytest.mark.parametrize("typed", ["", "0", "99", "-1", "x", "1" * 30])
def test_a_stop_there_is_not_leads_to_the_next_there_is(typed, county, sign_in):
    answer = sign_in(county.lvsuo).post(ROUND, {"stop": typed})
    assert answer.url == (reverse("manual:contents") if typed == "99" else "/")


def test_round_under_way_asks_the_database_nothing(county, sign_in):
    client = sign_in(county.chuangkou)
    client.post(ROUND, {"stop": 2})
    with CaptureQueriesContext(connection) as asked:
        client.get("/documents/verify/")
    assert [query["sql"] for query in asked if "manual_round" in query["sql"]] == []
