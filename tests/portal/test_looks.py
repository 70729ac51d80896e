"""The large look and the way out: kept by the browser, never led astray, no session."""

import pytest
from django.urls import reverse


def test_large_look_is_kept_and_taken_back(client, db):
    page = reverse("portal:places")
    answer = client.get(reverse("portal:look", args=["large"]), {"next": page})
    assert (answer.status_code, answer.url) == (302, page)
    assert list(answer.cookies) == ["large_type"]
    assert '<html lang="zh-CN" class="large">' in client.get(page).content.decode()

    client.get(reverse("portal:look", args=["usual"]), {"next": page})
    assert '<html lang="zh-CN">' in client.get(page).content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "😀",
    ],
)
def test_look_leads_nowhere_but_to_our_pages(client, db, page):
    answer = client.get(reverse("portal:look", args=["large"]), {"next": page})
    assert answer.url == reverse("portal:front")


def test_look_nobody_drew_is_not_there(client, db):
    assert client.get(reverse("portal:look", args=["gothic"])).status_code == 404


def test_way_out_leads_away_and_is_kept_by_nobody(client, db):
    answer = client.get(reverse("portal:leave"))
    assert (answer.status_code, answer.url) == (302, "https://www.weather.com.cn/")
    assert "no-store" in answer["Cache-Control"]
    assert dict(answer.cookies) == {}


def test_page_that_was_sent_is_not_the_one_to_come_back_to(client, db):
    page = client.post(reverse("portal:qualify"), {"state": "x"}).content.decode()
    assert f'{reverse("portal:look", args=["large"])}?next="' in page
