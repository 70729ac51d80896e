"""One spelling of a login name; how often a name, an address, a code and one's own password may be tried, and who opens the door again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from legalaid.platform.accounts.limits import TooOften, attempt, shut_until
from legalaid.platform.accounts.models import Place, Try, User
from legalaid.platform.accounts.names import login_name
from legalaid.platform.audit.models import Event

LOGIN = "/accounts/login/"
PASSWORD = "Qinghe-2026-xin"
WRONG = "wrong"
OFFICE, ELSEWHERE = "10.0.0.5", "10.9.9.9"
SPELLINGS = ["ZHAN10", "Zhan10", "ｚｈａｎ１０", " zhan10 ", "zhan 10", "zhan\u200b10", "\ufeffzhan10", "zhan10\u202e", "zha\u00adn10"]  # fmt: skip


@pytest.fixture
def zhan10(county):
    county.zhan10.set_password(PASSWORD)
    county.zhan10.save()
    return county.zhan10


def try_in(client, username, password=WRONG, address=ELSEWHERE):
    said = {"username": username, "password": password}
    return client.post(LOGIN, said, REMOTE_ADDR=address).status_code


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_login_name_has_one_spelling(spelling):
    assert login_name(spelling) == "zhan10"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_login_name_in_any_spelling_is_the_same_person(zhan10, client, spelling):
    assert try_in(client, spelling, PASSWORD) == 302
    assert User.objects.get(username=spelling) == zhan10
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username=spelling, name="另一个", role="station")


def test_wrong_passwords_are_counted_together_for_all_spellings(zhan10, client):
    found = [try_in(client, spelling) for spelling in SPELLINGS]
    assert found == [200, 200, 200, 200, 429, 429, 429, 429, 429]
    assert try_in(client, "zhan10", PASSWORD) == 429
    assert [event.data for event in Event.objects.filter(verb="user.locked")] == [
        {"username": "zhan10"}
    ]


@pytest.mark.parametrize("spelling", ["ZHUREN", "ｚｈｕｒｅｎ", "zhuren\u200b"])
@pytest.mark.parametrize("page", ["/accounts/users/new/", "/stations/staff/new/"])
def test_name_that_is_taken_is_refused_in_any_spelling(county, sign_in, page, spelling):
    said = {"username": spelling, "name": "另一个", "role": "admin", "is_active": "on"}
    answer = sign_in(county.admin).post(page, said)
    assert "已有人使用" in answer.content.decode()
    assert User.objects.filter(name="另一个").count() == 0


def test_lock_ends_when_it_says_however_often_one_tries_meanwhile(zhan10, client, monkeypatch):
    for _ in range(5):
        try_in(client, "zhan10")
    until = shut_until("login", "zhan10")
    for _ in range(5):
        try_in(client, "zhan10")
    assert shut_until("login", "zhan10") == until
    page = client.post(LOGIN, {"username": "zhan10", "password": PASSWORD}).content.decode()
    assert f"30分钟内错了5次，账号锁定到{timezone.localtime(until):%-m月%-d日 %H:%M}；" in page

    Try.objects.update(at=timezone.now() - timedelta(minutes=30))
    assert try_in(client, "zhan10", PASSWORD) == 302


def test_numbers_of_the_office_are_what_pages_print(zhan10, client, settings):
    settings.LIMITS = settings.LIMITS | {"login": [3, 45]}
    page = client.post(LOGIN, {"username": "zhan10", "password": "x"}).content.decode()
    assert "连续错3次，账号锁定45分钟。" in page
    assert [try_in(client, "zhan10") for _ in range(2)] == [200, 429]


def test_signing_in_begins_anew(zhan10, client):
    for _ in range(4):
        try_in(client, "zhan10")
    assert try_in(client, "zhan10", PASSWORD) == 302
    client.logout()
    assert [try_in(client, "zhan10") for _ in range(4)] == [200] * 4


def test_address_that_tried_many_names_is_shut_but_not_to_those_it_knows(zhan10, settings):
    settings.LIMITS = settings.LIMITS | {"address": [8, 30]}
    assert try_in(Client(), "zhan10", PASSWORD, OFFICE) == 302

    guesses = [try_in(Client(), f"name{number}", address=OFFICE) for number in range(9)]
    assert guesses == [200] * 7 + [429, 429]
    newcomer = User.objects.create_user("xinren", PASSWORD, name="新人", role="window")
    assert try_in(Client(), "xinren", PASSWORD, OFFICE) == 429
    assert try_in(Client(), "zhan10", PASSWORD, OFFICE) == 302
    assert try_in(Client(), newcomer.username, PASSWORD, ELSEWHERE) == 302
    assert Event.objects.get(verb="user.shut_out").data == {"source": OFFICE}

    Place.objects.update(at=timezone.now() - timedelta(days=31))
    assert try_in(Client(), "zhan10", PASSWORD, OFFICE) == 429


def test_own_account_does_not_wash_an_address_clean(zhan10, settings):
    settings.LIMITS = settings.LIMITS | {"address": [4, 30]}
    answers = []
    for number in range(4):
        answers.append(try_in(Client(), f"name{number}", address=OFFICE))
        try_in(Client(), "zhan10", PASSWORD, OFFICE)
    assert answers == [200, 200, 200, 429]


def test_administrator_unlocks_and_that_is_on_record(county, zhan10, client, sign_in):
    for _ in range(5):
        try_in(Client(), "zhan10")
    admin = sign_in(county.admin)
    assert admin.get("/accounts/users/").context["shut"][0][:2] == ("login", "zhan10")

    unlock = reverse("accounts:unlock")
    assert admin.post(unlock, {"door": "login", "who": "zhan10"}).status_code == 302
    assert Event.objects.get(verb="user.unlocked").data == {"who": "zhan10"}
    assert try_in(Client(), "zhan10", PASSWORD) == 302
    again = admin.post(unlock, {"door": "login", "who": "zhan10"}, follow=True).content.decode()
    assert "现在没有锁定，不需要解除。" in again


def test_sixth_wrong_code_is_not_looked_at_and_the_page_says_until_when(county, sign_in):
    device = TOTPDevice.objects.create(user=county.zhuren, confirmed=True, name="手机")
    client, page = sign_in(county.zhuren), reverse("accounts:code")
    for _ in range(5):
        assert "口令不对或已过期" in client.post(page, {"code": "000000"}).content.decode()
    right = client.post(page, {"code": f"{totp(device.bin_key):06d}"})
    assert "试的次数太多，请在" in right.content.decode()

    Try.objects.all().delete()
    assert client.post(page, {"code": f"{totp(device.bin_key):06d}"}).url == "/"


def test_page_left_open_is_no_place_to_guess_the_password(county, sign_in, zhan10):
    client, page = sign_in(zhan10), reverse("accounts:password")
    new = {"new_password1": "Xin-mima-2026", "new_password2": "Xin-mima-2026"}
    for _ in range(5):
        client.post(page, {"old_password": "wrong"} | new)
    answer = client.post(page, {"old_password": PASSWORD} | new)
    assert answer.context["form"].errors["old_password"][0].startswith("试的次数太多，请在")


def test_invitations_that_do_not_exist_are_tried_only_so_often(client, db, settings):
    settings.LIMITS = settings.LIMITS | {"link": [3, 60]}
    pages = [client.get(f"/accounts/invitation/x{n}/").content.decode() for n in range(4)]
    assert ["试的次数太多" in page for page in pages] == [False, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_no_more_than_one_after_another(settings):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def one(_):
        try:
            attempt("login", "zhuren")
            return 1
        except TooOften:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == settings.LIMITS["login"][0]
