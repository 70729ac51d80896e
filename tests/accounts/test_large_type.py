"""Large type: kept with the person, followed by the machine before signing in, set by the server."""

import pytest

from legalaid.platform.accounts.models import User

ADDRESS = "/accounts/large-type/"
LARGE, USUAL = '<html lang="zh-CN" class="large">', '<html lang="zh-CN">'


def opening(client, path):
    """The line the page begins with."""
    return client.get(path).content.decode().splitlines()[1]


def test_chosen_by_one_it_is_large_for_this_one_only(county, sign_in):
    answer = sign_in(county.lvshi).post(ADDRESS, {"large": "1", "next": "/cases/"})

    assert answer.url == "/cases/"
    assert list(User.objects.filter(large_type=True)) == [county.lvshi]
    assert opening(sign_in(county.lvshi), "/cases/") == LARGE
    assert opening(sign_in(county.zhan1), "/cases/") == USUAL


def test_said_twice_it_stays_large_until_the_usual_size_is_chosen(county, sign_in):
    client = sign_in(county.lvshi)
    for _ in range(2):
        client.post(ADDRESS, {"large": "1"})
    assert opening(client, "/cases/") == LARGE

    client.post(ADDRESS, {"large": "0"})
    assert opening(client, "/cases/") == USUAL


@pytest.mark.parametrize("path", ["/accounts/login/", "/public/"])
def test_before_signing_in_the_machine_keeps_what_was_chosen_there(county, client, path):
    assert opening(client, path) == USUAL
    client.post(ADDRESS, {"large": "1", "next": path})
    assert opening(client, path) == LARGE


def test_choice_of_the_machine_does_not_overrule_the_person(county, sign_in):
    client = sign_in(county.lvshi)
    client.cookies["large_type"] = "1"
    assert opening(client, "/cases/") == USUAL


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example", "", "字", "9999-12-31"]
)
def test_way_back_leads_to_no_other_site(county, client, page):
    assert client.post(ADDRESS, {"large": "1", "next": page}).url == "/"


def test_address_opened_instead_of_the_button_changes_nothing(county, sign_in):
    assert sign_in(county.lvshi).get(ADDRESS + "?large=1").status_code == 405
    assert not User.objects.filter(large_type=True).exists()
