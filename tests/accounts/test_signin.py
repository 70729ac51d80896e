"""Signing in: lock-out, password rules, second factor, idle time-out, one session, and what administrators may do."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from legalaid.demo.county import FOUNDED, NAMES, PASSWORD
from legalaid.platform.audit.models import Event
from stations.domain.office import enter_names
from tests.conftest import BACKEND

LOGIN = "/accounts/login/"


def try_in(client, password, username="zhuren"):
    return client.post(LOGIN, {"username": username, "password": password})


@pytest.fixture
def county(county):
    for user in get_user_model().objects.filter(username__in=("zhuren", "shencha", "admin")):
        user.set_password(PASSWORD)
        user.save()
        setattr(county, user.username, user)
    county.shencha = get_user_model().objects.get(username="shencha")
    return county


def test_right_password_signs_in_and_is_on_record(county, client):
    assert try_in(client, PASSWORD).url == "/"
    assert Event.objects.last().verb == "user.login"


def test_wrong_password_is_said_beside_it_and_the_name_stays(county, client):
    answer = try_in(client, "wrong")
    assert answer.context["form"].errors == {
        "password": ["登录名或密码不对。连续错5次，账号锁定30分钟。"]
    }
    assert 'value="zhuren"' in answer.content.decode()


def test_page_names_nobody_to_call_while_the_office_has_set_nobody(county, client):
    asked = "忘记密码、换了手机，请找"
    page = client.get(LOGIN).content.decode()
    assert f"{asked}本中心的系统管理员。" in page
    assert "tel:" not in page

    names = NAMES | {"help": "办公室林秀", "help_phone": "0731-555-0107"}
    enter_names(names, by=county.admin, valid_from=FOUNDED, reason="更正")
    page = client.get(LOGIN).content.decode()
    assert f'{asked}办公室林秀，电话 <a href="tel:0731-555-0107">0731-555-0107</a>。' in page


def test_fifth_wrong_password_locks_this_account_only(county, client):
    for _ in range(5):
        answer = try_in(client, "wrong")
    assert answer.status_code == 429
    assert try_in(client, PASSWORD).status_code == 429
    assert try_in(client, PASSWORD, "shencha").status_code == 302
    assert Event.objects.filter(verb="user.locked").count() >= 1


@pytest.mark.parametrize(
    "password", ["Ab1", "abcdefghijkl", "ABCDEFGH1234", "12345678901", PASSWORD]
)
def test_weak_or_used_password_is_refused(county, password):
    with pytest.raises(ValidationError):
        validate_password(password, county.zhuren.__class__.objects.get(username="zhuren"))


def test_password_older_than_ninety_days_is_due_until_it_is_changed(county, sign_in):
    get_user_model().objects.update(password_changed_at=timezone.now() - timedelta(days=91))
    county.zhuren.refresh_from_db()
    client, page = sign_in(county.zhuren), reverse("accounts:password")
    assert client.get("/").url == page
    assert "您的密码已到期" in client.get(page).content.decode()
    data = {
        "old_password": PASSWORD,
        "new_password1": "Xin-mima-2026",
        "new_password2": "Xin-mima-2026",
    }
    assert client.post(page, data).url == "/"
    county.zhuren.refresh_from_db()
    assert (county.zhuren.password_due, client.get("/").status_code) == (False, 200)
    assert "您的密码已到期" not in client.get(page).content.decode()


def test_second_factor_is_asked_once_set_up(county, client):
    device = TOTPDevice.objects.create(user=county.zhuren, confirmed=True, name="手机")
    try_in(client, PASSWORD)
    assert client.get("/").url == reverse("accounts:code")
    assert client.post(reverse("accounts:code"), {"code": "000000"}).status_code == 200
    assert client.get("/").url == reverse("accounts:code")
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert client.post(reverse("accounts:code"), {"code": f"{totp(device.bin_key):06d}"}).url == "/"
    assert client.get("/").status_code == 200


def test_new_sign_in_ends_the_earlier_one_where_the_office_wants_it(county, client, settings):
    from django.test import Client

    settings.ONE_SESSION_PER_USER = True
    other = Client()
    try_in(client, PASSWORD)
    try_in(other, PASSWORD)
    assert client.get("/").url == f"{LOGIN}?elsewhere=1"
    assert other.get("/").status_code == 200


def test_inactive_user_is_out_at_once(county, sign_in):
    client = sign_in(county.zhuren)
    get_user_model().objects.filter(username="zhuren").update(is_active=False)
    assert client.get("/").status_code == 302


def test_administrator_makes_a_user_who_is_invited(county, client):
    client.force_login(county.admin, backend=BACKEND)
    data = {"username": "xinren", "name": "新人", "role": "admin", "is_active": "on"}
    page = client.post(reverse("accounts:user_new"), data, follow=True).content.decode()
    assert "/accounts/invitation/" in page
    assert get_user_model().objects.get(username="xinren").has_usable_password() is False
    assert Event.objects.get(verb="user.created").data == {
        "username": "xinren",
        "role": "系统管理员",
    }


def test_reveal_asks_a_reason_and_is_an_event(county, sign_in):
    from tests.factories import new_case

    case = new_case(county)
    client, address = sign_in(county.shencha), f"/cases/{case.pk}/reveal/"
    assert "13800138000" not in client.get(f"/cases/{case.pk}/").content.decode()
    client.post(address, {"field": "phone", "reason": ""})
    assert Event.objects.filter(verb="record.reveal").count() == 0
    assert (
        "13800138000"
        in client.post(address, {"field": "phone", "reason": "通知补正"}).content.decode()
    )
    event = Event.objects.get(verb="record.reveal")
    assert (event.data, event.personal_data) == (
        {"field": "联系电话", "right": "cases.reveal"},
        {"reason": "通知补正"},
    )


def test_security_headers_and_csp_are_on_every_page(county, sign_in):
    answer = sign_in(county.zhuren).get("/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
