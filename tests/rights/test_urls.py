"""Who may open each address of the house, against a table that is written out (urls.txt)."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.workflow import CASE
from legalaid.platform.documents import render
from legalaid.platform.documents.passages import all_passages
from tests.addresses import URLS
from tests.conftest import BACKEND

from .sample import build
from .tables import ROLES, read

TABLE = read("urls.txt")
PEOPLE = dict(TABLE.pop("people"))
ROWS = [row for (_, *rows) in TABLE.values() for row in rows]
ROWS.sort(key=lambda row: row[0] == "accounts:logout")  # after which nothing can be asked
STRANGER = "-"
# done for strangers too, and led on
POSTED_BY_ANYBODY = {
    "accounts:logout",
    "accounts:large_type",
    "portal:look",
    "portal:leave",
    "notices_moved",
    # nothing to go on with: to where one begins
    "visit:mine",
    "visit:move",
    "visit:cancel",
    "visit:out",
    "apply:code",
    "apply:question",
    "apply:papers",
    "apply:drop_paper",
    "apply:check",
    "apply:receipt",
    "apply:leave",
    "apply:carry",
    "apply:delete",
    "portal:mine_case",
    "portal:mine_summary",
    "portal:mine_papers",
    "portal:mine_paper",
    "portal:mine_write",
    "portal:mine_letter",
    "portal:mine_file",
    "portal:mine_rate",
    "portal:mine_out",
    "asking:sent",
    "asking:answer",
    "asking:out",
}
REASON = {"reason": "核对电话"}
# what a form must say before its rights are asked for
SAID = {
    "cases:reveal": {"field": "phone"} | REASON,
    "cases:consultation_reveal": {"field": "phone"} | REASON,
    "cases:help_reveal": {"field": "id_number"} | REASON,
    "stations:referral_reveal": {"field": "phone"} | REASON,
    "stations:person_reveal": {"field": "phone"} | REASON,
    "cases:service_reveal": {"field": "address"} | REASON,
    "cases:group_reveal": {"field": "phone"} | REASON,
    "quality:rating_reveal": {"field": "phone"} | REASON,
    "submissions:reveal": {"field": "phone"} | REASON,
    "visits:reveal": {"field": "phone"} | REASON,
    "letters:reveal": {"field": "phone"} | REASON,
    "quality:complaint_reveal": {"field": "phone"} | REASON,
    "cases:print_members": {"kind": "member_list"},
    "cases:issue_paper": {"kind": "service_receipt", "document": "决定书"},
}


def named(about, keys):
    """The parts of an address. `about`: `name=key` words, a bare one is the pk; what is no row of the sample is meant as it stands."""
    words = (word.rpartition("=") for word in about.split())
    return {where or "pk": keys.get(what, what) for where, _, what in words}


def address(name, about, keys):
    return reverse(name, kwargs=named(about, keys))


def ask(client, method, path, data):
    """The answer; nothing is changed by it."""
    with transaction.atomic():
        answer = getattr(client, method.lower())(path, data)
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def clients(county, settings, caplog):
    """A browser for each role and one of a stranger. Pages are empty and sessions in memory: neither is what is asked here."""
    caplog.set_level("CRITICAL", "django.request")  # two thousand refusals are as they should be
    render.pdf("<p></p>")  # the style of papers is read once, while there are templates
    all_passages()  # and so are their passages
    settings.TEMPLATES = [{"BACKEND": "tests.rights.blank.Blank", "DIRS": [], "OPTIONS": {}}]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    found = {letter: Client() for letter in (*PEOPLE, STRANGER)}
    for letter, login in PEOPLE.items():
        found[letter].force_login(getattr(county, login), backend=BACKEND)
    return found


def test_every_address_of_the_house_stands_in_the_table_once():
    names = [row[0] for row in ROWS]
    assert ", ".join(set(URLS) - set(names)) == ""
    assert sorted(names) == sorted(URLS)


def test_columns_are_the_roles_and_a_stranger():
    assert {head[3] for head, *_ in TABLE.values()} == {"w   s   r   d   h   m   q   f   b   a   -"}
    assert [*PEOPLE, STRANGER] == [*ROLES, STRANGER]


def test_every_person_has_the_role_of_the_column(county):
    assert {letter: getattr(county, login).role for letter, login in PEOPLE.items()} == {
        letter: role for letter, (role, _) in ROLES.items()
    }


def test_address_opens_for_those_the_table_says_and_for_nobody_else(county, clients):
    keys, wrong = build(county), []
    for name, about, method, answers, _ in ROWS:
        path = address(name, about, keys)
        found = [
            ask(client, method, path, SAID.get(name)).status_code for client in clients.values()
        ]
        if (said := " ".join(map(str, found))) != answers:
            wrong.append(f"{name} {method}: {said}, not {answers}")
    assert "\n".join(wrong) == ""


def test_whoever_has_not_signed_in_is_led_to_the_login(county, clients):
    keys, login = build(county), reverse("accounts:login")
    for name, about, _, answers, _ in ROWS:
        if answers.endswith("302") and name not in POSTED_BY_ANYBODY:
            for method in ("GET", "POST"):
                answer = ask(clients[STRANGER], method, address(name, about, keys), None)
                assert (name, answer.status_code, answer.url.split("?")[0]) == (name, 302, login)


def test_public_addresses_are_those_the_table_opens_to_strangers():
    marked = {name for name, e in URLS.items() if getattr(e.callback, "public", False)}
    opened = {name for name, _, _, answers, _ in ROWS if answers.endswith("200")}
    assert marked == opened | POSTED_BY_ANYBODY


def test_every_step_of_a_case_has_its_page():
    steps = {step.key for step in CASE.steps.values() if not step.system and not step.opening}
    assert {f"cases:{key}" for key in steps} <= set(URLS)


def test_only_two_addresses_that_keep_nothing_are_posted_to_from_elsewhere():
    exempt = {name for name, entry in URLS.items() if getattr(entry.callback, "csrf_exempt", False)}
    assert exempt == {"apply:carry", "portal:qualify"}
