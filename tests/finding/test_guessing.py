"""What a mask hides cannot be worked out by asking the box again and again (decision 46)."""

import pytest

from legalaid.faces.finding.asked import Asked
from legalaid.faces.finding.finder import find
from tests.factories import new_case

ID, PHONE = "440524198801010011", "13800138000"
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.mark.parametrize("login", ["jiandu", "caiwu"])
def test_who_may_not_read_a_number_finds_nobody_by_its_last_four(county, sign_in, login):
    case, user = new_case(county), getattr(county, login)
    for four in (ID[-4:], PHONE[-4:]):
        assert find(user, Asked.of(four)).people == []
        page = sign_in(user).get("/cases/", {"q": four}).content.decode()
        assert f"/cases/{case.pk}/" not in page
    assert find(user, Asked.of(ID)).people != []
    assert find(county.shencha, Asked.of(ID[-4:])).people != []


def test_who_may_not_read_a_number_tries_few(county, sign_in, settings):
    settings.LIMITS = settings.LIMITS | {"number": [4, 60]}
    new_case(county)
    client = sign_in(county.jiandu)
    ways = [
        lambda: client.post("/find/", {"q": PHONE}, **HTMX),
        lambda: client.get("/cases/", {"q": PHONE}),
        lambda: client.get("/find/", {"q": f"{PHONE[:3]} {PHONE[3:]}"}),
        lambda: client.post("/find/", {"q": "521 2348"}, **HTMX),
        lambda: client.post("/find/", {"q": ID}, **HTMX),
        lambda: client.get("/cases/", {"q": ID}),
    ]
    assert [ask().status_code for ask in ways] == [200, 200, 200, 200, 403, 403]
    assert "按证件号码、电话查人的次数有限" in ways[-1]().content.decode()
    assert client.get("/find/", {"q": "李国强"}).status_code == 200


def test_who_reads_numbers_at_the_window_is_not_counted(county, sign_in, settings):
    settings.LIMITS = settings.LIMITS | {"number": [1, 60]}
    new_case(county)
    client = sign_in(county.chuangkou)
    assert {client.post("/find/", {"q": PHONE}, **HTMX).status_code for _ in range(3)} == {200}
