"""Somebody from outside, against the table of what there is for them (outside.txt), and what the box that finds everything tells them."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.addresses import URLS
from tests.conftest import BACKEND
from tests.factories import new_case
from tests.quality.supervisors import outsider

from .tables import read
from .test_urls import ROWS

OPEN = {name for [name] in read("outside.txt")["addresses"]}
WITHOUT_NAME = {name for name, _, _, answers, _ in ROWS if answers.endswith("200")}
LEAVING = {"accounts:logout"}
REFUSAL = "您只办理交给您的监督任务，这一页不对您开放。"
MEANT = {"IntConverter": 1, "UUIDConverter": UUID(int=1)}  # no row is needed to be refused


@pytest.fixture
def client(county):
    found = Client()
    found.force_login(outsider(county).user, backend=BACKEND)
    return found


def path_of(name):
    """An address of that name, whatever row it would be about."""
    parts = URLS[name].pattern.converters.items()
    return reverse(name, kwargs={key: MEANT.get(type(one).__name__, "x") for key, one in parts})


def is_everybodys(name):
    return name in WITHOUT_NAME or path_of(name).startswith("/public/")


def test_nothing_is_opened_from_outside_but_what_the_table_says(client, caplog):
    caplog.set_level("CRITICAL", "django.request")  # hundreds of refusals are as they should be
    asked, refused = set(), set()
    for name, _, method, *_ in ROWS:
        if name in LEAVING or is_everybodys(name):
            continue
        asked.add(name)
        answer = getattr(client, method.lower())(path_of(name))
        if answer.status_code == 403 and REFUSAL in answer.content.decode():
            refused.add(name)
    assert asked - refused == OPEN


@pytest.mark.parametrize(
    "typed", ["李国强", "李国", "13800138000", "440524198801010011", "状态:办理中", "number"]
)
def test_box_tells_nobody_from_outside_whether_somebody_is_a_recipient(typed, county, client):
    case = new_case(county)
    asked = case.number if typed == "number" else typed
    for answer in (
        client.post("/find/", {"q": asked}, follow=True),
        client.get("/find/", {"q": asked}),
    ):
        found = answer.context["answer"]
        assert (found.people, found.kinds, found.beyond) == ([], [], [])
        assert "李**" not in answer.content.decode()
    assert client.post(f"/cases/{case.pk}/ask/", {"reason": "想看一看"}).status_code == 403


def test_box_offers_nobody_from_outside_what_is_not_open_to_them(client):
    for typed, offered in (
        ("", ["今日", "庭审旁听", "监督任务", "监督意见"]),
        ("监督", ["监督任务", "监督意见"]),
        ("账册", []),
        ("案件", []),
        ("密码", ["修改密码"]),
    ):
        kinds = client.get("/find/", {"q": typed}).context["answer"].kinds
        assert [hit.words for kind in kinds for hit in kind.hits] == offered
