"""SERVE=portal: the public's pages and nothing else, without session, sign-in and person."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from legalaid.faces.portal import apart
from tests.addresses import URLS

from .apart import names, served_apart

OPEN = {"home", "alive"}  # beside the portal's own
UUID = "6b5d3f0e-0a3c-4b6e-9a52-0f4c6d1c7a11"
OF_A_NOTICE = (
    "portal:public_notice",
    "portal:public_pdf",
    "portal:archive_year",
    "portal:answer",
    "visit:days",
    "visit:book",
)
ABOUT = {
    "portal:look": {"look": "large"},
    "apply:question": {"key": "safe"},
    "portal:mine_write": {"kind": "message"},
    "portal:mine_paper": {"pk": 1},
    "portal:mine_letter": {"pk": 1},
    "portal:mine_file": {"pk": 1, "file": 1},
    "portal:guide": {"key": "wages"},
    "portal:guide_in": {"key": "wages", "lang": "zh-CN"},
    "portal:form": {"kind": "commitment"},
}
VALUES = {"IntConverter": 1, "UUIDConverter": UUID}


def some(name):
    """An address of this name, whatever it is about."""
    kinds = URLS[name].pattern.converters
    return reverse(
        name, kwargs={key: VALUES.get(type(kind).__name__, "a") for key, kind in kinds.items()}
    )


def there(path):
    try:
        resolve(path, apart.URLCONF)
    except Resolver404:
        return False
    return True


@pytest.fixture
def outside():
    with served_apart():
        yield Client()


def test_portal_serves_its_own_pages():
    own = {name for name in URLS if name.startswith(("portal:", "apply:", "asking:", "visit:"))}
    assert set(names()) == own | OPEN


def test_no_address_of_the_staff_is_there():
    staff = set(URLS) - set(names())
    assert {name for name in staff if there(some(name))} == set()
    assert len(staff) > 500


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/cases/", "/notices/", "/hall/", "/audit/", "/find/?q=1"]
)
def test_staff_address_answers_as_one_that_never_was(county, outside, path):
    answer = outside.get(path)
    assert answer.status_code == 404
    assert "找不到这一页" in answer.content.decode()
    assert "编号或姓名" not in answer.content.decode()


def test_pages_need_neither_session_nor_person(county, outside):
    for name in names():
        if name in OF_A_NOTICE:
            continue
        if name in ("apply:drop_paper", "apply:leave"):  # sent to, never looked at
            continue
        answer = outside.get(reverse(name, kwargs=ABOUT.get(name)))
        assert answer.status_code in (200, 302), name
        assert not hasattr(answer.wsgi_request, "user"), name
        assert not hasattr(answer.wsgi_request, "session"), name
        assert set(answer.cookies) <= {"large_type", apart.CSRF_COOKIE}, name


def test_cookie_of_the_staff_opens_nothing_here(county, sign_in):
    inside = sign_in(county.zhuren)
    with served_apart():
        outside = Client()
        outside.cookies = inside.cookies
        assert outside.get("/cases/").status_code == 404
        assert outside.get("/").url == "/public/"


def test_what_surrounds_the_pages_is_named_one_by_one():
    every = [*settings.MIDDLEWARE, "somebody.New"]
    kept = apart.middleware(every)
    assert [name.rsplit(".")[-1] for name in kept] == [
        "SecurityMiddleware",
        "AddressMiddleware",
        "CSPMiddleware",
        "WhiteNoiseMiddleware",
        "CommonMiddleware",
        "CsrfViewMiddleware",
        "XFrameOptionsMiddleware",
    ]


def test_form_sent_without_its_token_is_told_so_in_the_portals_words(county, db):
    with served_apart():
        answer = Client(enforce_csrf_checks=True).post("/public/ask/", {"said": "旧网页"})
    assert answer.status_code == 403
    assert "请重新打开这一页" in answer.content.decode()


SAID = """
import json, django
from django.conf import settings
django.setup()
print(json.dumps([settings.ROOT_URLCONF, settings.CSRF_COOKIE_NAME, len(settings.MIDDLEWARE)]))
"""


@pytest.mark.parametrize(
    ("serve", "said"),
    [
        ("portal", ["legalaid.faces.portal.site", "portal_csrf", 7]),
        ("staff", ["legalaid.urls", "csrftoken", 16]),
        ("", ["legalaid.urls", "csrftoken", 16]),
    ],
)
def test_environment_says_what_a_process_serves(tmp_path, serve, said):
    env = os.environ | {
        "SERVE": serve, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "legalaid.settings", "DATABASE_URL": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SAID], env=env, cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    assert (done.returncode, json.loads(done.stdout)) == (0, said)


def test_misspelt_environment_starts_nothing():
    with pytest.raises(ValueError, match="SERVE=protal"):
        apart.asked("protal")
