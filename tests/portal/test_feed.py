"""The feed holds what is shown, and nothing that was withdrawn or is over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from legalaid.faces.portal import domain
from legalaid.faces.portal.models import Notice

from .test_notices import prepare, publish


@pytest.fixture
def shown(county):
    return [publish(prepare(county.admin, kind), county.zhuren) for kind in ("rules", "complaints")]


def links(client, name):
    answer = client.get(reverse(f"portal:{name}"))
    root = etree.fromstring(answer.content)
    found = [item.findtext("link") for item in root.iter("item")]
    found += [entry.find("{*}link").get("href") for entry in root.iter("{*}entry")]
    return [link.removeprefix("http://testserver") for link in found]


@pytest.mark.parametrize("name", ["feed", "atom"])
def test_feed_lists_what_is_shown_the_newest_first(client, shown, name):
    expected = [reverse("portal:public_notice", args=[one.pk]) for one in reversed(shown)]
    assert links(client, name) == expected


def test_withdrawn_notice_leaves_feed_and_archive_at_once(client, shown, county):
    gone, stays = shown
    domain.withdraw(gone, by=county.sifaju, reason="数字有误")
    kept = reverse("portal:public_notice", args=[stays.pk])
    assert links(client, "feed") == [kept]
    archive = client.get(reverse("portal:archive")).content.decode()
    assert reverse("portal:public_notice", args=[gone.pk]) not in archive
    assert kept in archive


def test_archive_is_by_year_and_names_no_year_without_notices(client, shown):
    today = timezone.localdate()
    earlier = today.replace(year=today.year - 1, month=6, day=1)
    Notice.objects.filter(pk=shown[0].pk).update(
        shown_from=earlier, shown_to=earlier + timedelta(days=30)
    )
    of = [
        client.get(reverse("portal:archive_year", args=[year]))
        for year in (earlier.year, today.year)
    ]
    addresses = [reverse("portal:public_notice", args=[one.pk]) for one in shown]
    read = [[address in answer.content.decode() for address in addresses] for answer in of]
    assert read == [[True, False], [False, True]]
    assert client.get(reverse("portal:archive_year", args=[today.year - 2])).status_code == 404
