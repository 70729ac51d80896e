"""A list that answers in place says the same as the whole page."""

import re

import pytest

from tests.factories import new_case, person

IN_PLACE = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "work_list"}


@pytest.fixture
def client_of_a_clerk(county, sign_in):
    new_case(county)
    new_case(county, kind="criminal", who=person(name="王芳", id_number=""))
    return sign_in(county.chuangkou)


@pytest.mark.parametrize(
    "query", ["", "q=类别:民事", "order=-number", "q=承:我", "state=nonsense", "page=2"]
)
def test_part_is_what_stands_on_the_whole_page(client_of_a_clerk, query):
    whole = client_of_a_clerk.get(f"/cases/?{query}").content.decode()
    part = client_of_a_clerk.get(f"/cases/?{query}", **IN_PLACE).content.decode()
    assert part.startswith('<div id="work_list"')
    assert part.strip() in whole


def test_answer_is_kept_apart_from_the_whole_page(client_of_a_clerk):
    answer = client_of_a_clerk.get("/cases/", **IN_PLACE)
    assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", answer["Vary"]))


def test_another_request_of_htmx_gets_the_whole_page(client_of_a_clerk):
    answer = client_of_a_clerk.get("/cases/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="side")
    assert answer.content.decode().lstrip().startswith("<!doctype html>")


def test_mark_of_safe_contact_stands_beside_the_name_and_says_so(county, sign_in):
    new_case(county, who=person(contact_note="勿打家中电话"))
    page = sign_in(county.chuangkou).get("/cases/").content.decode()
    assert "，联系须按注意事项" in page
    assert "勿打家中电话" not in page
    assert "联系须按" not in sign_in(county.chuangkou).get("/cases/?col=number").content.decode()


def test_green_channel_is_named_only_in_its_own_column(county, sign_in):
    new_case(county)
    client = sign_in(county.chuangkou)
    row = client.get("/cases/").content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    assert "绿色通道" not in row
