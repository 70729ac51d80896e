"""Every URL x role, and every state x step x role: nobody gets further than the table says."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from cases.enums import State
from cases.models import Case
from cases.queries.case import cases_for
from cases.workflow import CASE
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS, Role
from legalaid.platform.core.errors import NotAllowed, StaleState
from tests.factories import new_case, walk
from tests.portal import pages as portal
from tests.stations import pages as stations
from tests.statistics import pages as statistics
from tests.subsidies import pages as subsidies

PEOPLE = ("chuangkou", "zhan1", "shencha", "zhuren", "lvshi", "jiandu", "caiwu", "sifaju", "admin")
CONSULT = {Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR, Role.HANDLER}
PAGES = {
    "home": {*Role}, "accounts:password": {*Role}, "accounts:totp": {*Role}, "notifications:inbox": {*Role},
    "accounts:users": {Role.ADMIN}, "accounts:user_new": {Role.ADMIN}, "documents:verify": {*Role},
    "audit:list": {Role.DIRECTOR, Role.BUREAU, Role.ADMIN},
    "cases:list": {*Role} - {Role.ADMIN}, "cases:search": {*Role} - {Role.ADMIN}, "cases:calendar": {*Role} - {Role.ADMIN},
    "cases:intake": {Role.WINDOW, Role.STATION}, "cases:causes": {Role.WINDOW, Role.STATION},
    **dict.fromkeys(("cases:notice_new", "cases:charges"), {Role.WINDOW, Role.REVIEWER}),
    "cases:handovers": {Role.WINDOW, Role.STATION, Role.REVIEWER, Role.DIRECTOR},
    **dict.fromkeys(("cases:consultations", "cases:consultation_new", "cases:call_log"), CONSULT),
    **dict.fromkeys(("hall:queue", "hall:queue_days"), CONSULT),
    **dict.fromkeys(("hall:windows", "hall:window_new"), {Role.STATION, Role.DIRECTOR}),
    "cases:handbook": CONSULT | {Role.ADMIN}, "cases:handbook_new": {Role.DIRECTOR, Role.ADMIN},
    "cases:settings": {Role.DIRECTOR, Role.ADMIN}, "cases:settings_calendar": {Role.DIRECTOR, Role.ADMIN},
    "cases:settings_causes": {Role.DIRECTOR, Role.ADMIN},
    "cases:settings_standard": {Role.DIRECTOR, Role.ADMIN}, "cases:settings_catalogue": {Role.DIRECTOR, Role.ADMIN},
    **stations.PAGES, **subsidies.PAGES, **statistics.PAGES, **portal.PAGES,
}  # fmt: skip


def walk_urls(patterns=None, prefix=()):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield ":".join([*prefix, entry.name]), entry
        else:
            yield from walk_urls(
                entry.url_patterns, [*prefix, entry.app_name] if entry.app_name else prefix
            )


URLS = dict(walk_urls())


def address(name, entry):
    samples = {
        "token": "00000000-0000-4000-8000-000000000000",
        "key": "examination",
        "year": 2026,
    }  # every other is a number
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", str(entry.pattern))
    return reverse(name, kwargs={key: samples.get(key, 1) for key in wanted})


@pytest.mark.parametrize(
    "name", [n for n, e in URLS.items() if not getattr(e.callback, "public", False)]
)
def test_url_without_login_leads_to_the_login_page(client, db, name):
    for method in (client.get, client.post):
        answer = method(address(name, URLS[name]))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("accounts:login"))


@pytest.mark.parametrize("who", PEOPLE)
def test_page_opens_for_those_who_may_and_only_for_them(county, sign_in, who):
    user = getattr(county, who)
    client = sign_in(user)
    found = {name: client.get(reverse(name)).status_code for name in PAGES}
    expected = {name: 200 if user.role in roles else 403 for name, roles in PAGES.items()}
    if user.role == Role.ADMIN:
        expected["home"] = 302
    assert found == expected


@pytest.mark.parametrize("who", PEOPLE)
def test_case_page_is_404_outside_ones_scope(county, sign_in, who):
    case = new_case(county)
    client, user = sign_in(getattr(county, who)), getattr(county, who)
    sees = user.role not in (Role.STATION, Role.HANDLER, Role.ADMIN)
    expected = 200 if sees else 404
    assert client.get(reverse("cases:detail", args=[case.pk])).status_code == expected
    assert cases_for(user).filter(pk=case.pk).exists() == sees


@pytest.mark.parametrize("who", PEOPLE)
def test_every_step_page_answers_by_right_and_state(county, sign_in, who):
    case = walk(county, "pass_form")
    client, user = sign_in(getattr(county, who)), getattr(county, who)
    for step in CASE.steps.values():
        if step.system or step.opening:
            continue
        status = client.get(reverse(f"cases:{step.key}", args=[case.pk])).status_code
        if user.role in (Role.STATION, Role.HANDLER, Role.ADMIN):
            expected = 404
        elif CASE.denial(step.permission, user, case):
            expected = 403
        else:
            expected = 200 if case.state in step.source else 409
        assert (step.key, status) == (step.key, expected)


@pytest.mark.parametrize("role", list(Role))
def test_state_step_role_matrix_refuses_what_the_table_does_not_allow(county, role):
    case = new_case(county)
    user = (
        User.objects.filter(role=role)
        .exclude(pk=case.registered_by_id)
        .exclude(username="system")
        .first()
    )
    for state in State:
        Case.objects.filter(pk=case.pk).update(state=state)
        case.refresh_from_db()
        for step in CASE.steps.values():
            allowed = (
                state in step.source
                and not step.system
                and not step.opening
                and not CASE.denial(step.permission, user, case)
            )
            assert (CASE.refusal(step, case, user) == "") == allowed
            if not allowed:
                with pytest.raises((NotAllowed, StaleState)):
                    CASE.acts[step.key](case, by=user)
            if allowed:
                assert step.permission in PERMISSIONS[role]
    case.refresh_from_db()
    assert case.version == 1


def test_every_step_has_its_page():
    pages = {name.split(":")[1] for name in URLS if name.startswith("cases:")}
    assert {s.key for s in CASE.steps.values() if not s.system and not s.opening} <= pages
