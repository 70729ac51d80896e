"""The secret address of a calendar: it ends with its owner's wish, a new one, the password and the account."""

import pytest
from django.core import signing
from django.urls import reverse

from cases.domain.calendar import feed_of, subscribe, token_of
from legalaid.platform.accounts.invitations import invite
from legalaid.platform.accounts.models import User
from legalaid.platform.audit.models import Event


@pytest.fixture
def token(county):
    subscribe(county.lvshi)
    return token_of(county.lvshi.feed)


def status(client, token):
    return client.get(reverse("cases:feed", args=[token])).status_code


def test_address_is_read_and_its_owner_sees_when(county, client, sign_in, token):
    assert status(client, token) == 200
    page = sign_in(county.lvshi).get(reverse("accounts:password")).content.decode()
    assert token in page
    assert "最近读取：还没有" not in page
    assert token in sign_in(county.lvshi).get(reverse("cases:calendar")).content.decode()


def test_no_address_is_made_by_looking(county, sign_in):
    sign_in(county.lvshi).get(reverse("cases:calendar"))
    assert feed_of(county.lvshi) is None


@pytest.mark.parametrize("name", ["feed_new", "feed_stop"])
def test_owner_renews_and_stops_it(county, client, sign_in, token, name):
    sign_in(county.lvshi).post(reverse(f"cases:{name}"))
    assert status(client, token) == 404
    made = ["calendar.feed_made"]
    told = made * 2 if name == "feed_new" else [*made, "calendar.feed_stopped"]
    assert list(Event.objects.filter(verb__startswith="calendar").values_list("verb", flat=True)) == told  # fmt: skip


def test_it_ends_with_the_password(county, client, token):
    county.lvshi.set_password("Xin-mima-2026")
    county.lvshi.save()
    assert (status(client, token), feed_of(county.lvshi)) == (404, None)


def test_it_ends_when_a_new_invitation_is_sent(county, client, token):
    invite(county.lvshi, by=county.zhuren)
    assert status(client, token) == 404


def test_it_ends_with_the_account(county, client, token):
    User.objects.filter(pk=county.lvshi.pk).update(is_active=False)
    assert status(client, token) == 404


def test_address_of_before_and_a_guessed_one_are_unknown_and_counted(county, client, settings):
    settings.LIMITS = settings.LIMITS | {"link": [3, 60]}
    signer = signing.Signer(salt="cases.calendar")
    before = signing.dumps(county.lvshi.pk, salt="cases.calendar")
    guesses = (before, "x", signer.sign_object([county.lvshi.pk, "guess"]), signer.sign_object(7))
    assert [status(client, guess) for guess in guesses] == [404, 404, 404, 429]
