"""Nothing fails in an office that has just been set up, before anything else was entered. Every other role: tests/soak/test_fresh_office.py."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from stations.domain import handler, staff
from stations.domain.manager import open_manager
from stations.enums import FirmKind, HandlerKind
from stations.models import Firm, Station
from tests.addresses import URLS
from tests.conftest import BACKEND
from tests.journeys.eyes import POSTED, name_of, named_pages

OFFICE = {
    "county": "朝阳区", "center": "朝阳区法律援助中心", "bureau": "朝阳区司法局", "short": "朝", "region": "110105",
    "name": "方志远", "login": "fang",
}  # fmt: skip
LINK = re.compile(r'(?:href|src|hx-get|data)="(/[^"#]*)')
STATIC = ("/static/", "/accounts/logout/")


@pytest.fixture
def fresh(db, capsys, caplog):
    """Set up by the command, with its first administrator."""
    caplog.set_level("CRITICAL", "django.request")  # refusals are as they should be
    call_command("setup_office", **OFFICE)
    return User.objects.get(username="fang")


def hire(admin):
    """One of each role, at the centre; the station's clerk too, since there is no station."""
    center = Station.objects.get()
    for role in Role:
        account = {"username": role.value, "name": role.label}
        if role == Role.HANDLER:
            facts = {
                "firm": Firm.objects.get(),
                "kind": HandlerKind.AGENCY,
                "practice_start": date(2020, 1, 1),
            }
            handler.engage(by=admin, account=account, station=center, **facts)
        elif role == Role.FIRM:
            firm = handler.save_firm(None, by=admin, name="朝阳律师事务所", kind=FirmKind.LAW_FIRM)
            open_manager(firm, by=admin, account=account)
        elif role != Role.ADMIN:
            staff.engage(by=admin, account=account | {"role": role}, station=center)


def faults_of(user):
    """What answers otherwise than it should: from the first page along the links, then every named page no link led to; each once."""
    client, faults, seen = Client(), [], set()
    client.force_login(user, backend=BACKEND)
    named = [reverse(n) for n in sorted(named_pages()) if not URLS[n].pattern.converters]
    linked, rest = [("/", "/")], [("", path) for path in named]

    while todo := linked or rest:
        source, path = todo.pop(0)
        if path.startswith(STATIC) or name_of(path) in seen:
            continue
        seen.add(name_of(path))

        answer = client.get(path)
        if answer.status_code not in ((200, 302) if source else (200, 302, 403, 404, 409)):
            faults.append(f"{user.role}: {source} -> {path}: {answer.status_code}")
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            found = map(unescape, LINK.findall(answer.content.decode()))
            linked += [(path, link) for link in dict.fromkeys(found)]
    return faults


def test_first_administrator_alone_finds_every_page_working(fresh):
    assert "\n".join(faults_of(fresh)) == ""


def test_strangers_find_public_pages_working(fresh, client):
    answers = {
        name: client.get(reverse(name)).status_code
        for name, entry in URLS.items()
        if getattr(entry.callback, "public", False)
        and not entry.pattern.converters
        and name not in POSTED
    }
    assert {name: status for name, status in answers.items() if status not in (200, 302)} == {}


def test_list_leads_the_administrator_through_what_is_missing(fresh):
    client = Client()
    client.force_login(fresh, backend=BACKEND)
    first = {step.label: done for step, done in client.get("/").context["first"]}
    assert first == {
        "办公地点，系统问题找谁": False, "工作人员": False, "站点": False, "承办机构和承办人": False, "经济困难标准": False,
        "工作日历": timezone.localdate().month < 11, "卷宗目录": True, "接待手册": True, "恢复密钥": False, "补贴标准": False,
    }  # fmt: skip

    hire(fresh)
    first = {step.label: done for step, done in client.get("/").context["first"]}
    assert (first["工作人员"], first["承办机构和承办人"], first["站点"]) == (True, True, False)


def test_list_is_gone_when_all_is_there_and_can_be_opened_again(fresh, monkeypatch):
    from dataclasses import replace

    from legalaid.faces.desk import first_steps

    done = tuple(replace(step, done=lambda today: True) for step in first_steps.STEPS)
    monkeypatch.setattr(first_steps, "STEPS", done)
    client = Client()
    client.force_login(fresh, backend=BACKEND)
    assert "开办前先录入" not in client.get("/").content.decode()
    assert "开办前先录入" in client.get(reverse("desk:first_steps")).content.decode()
    assert reverse("desk:first_steps") in client.get(reverse("cases:settings")).content.decode()
