"""A form on a row says on which version it was filled in, and one that leaves it out changes nothing."""

import pytest
from django.db import transaction
from django.test import Client

from legalaid.platform.office.pages import FormPage
from tests.addresses import URLS
from tests.conftest import BACKEND

from .sample import build
from .test_urls import PEOPLE, ROWS, address

ABOUT = {
    "stations:firm",
    "cases:consultation_refer",
}  # these write nothing on the row they are about
PAGES = [
    (name, about, answers.split())
    for name, about, method, answers, _ in ROWS
    if method == "GET" and issubclass(getattr(URLS[name].callback, "view_class", object), FormPage)
]


@pytest.fixture
def opened(county):
    """{name of a form that is open to somebody: (client, path, its page)}"""
    keys, clients, found = build(county), {}, {}
    for letter, login in PEOPLE.items():
        clients[letter] = Client(headers={"as-is": "1"})
        clients[letter].force_login(getattr(county, login), backend=BACKEND)

    for name, about, answers in PAGES:
        able = [letter for letter, answer in zip(PEOPLE, answers, strict=False) if answer == "200"]
        if able:
            path = address(name, about, keys)
            found[name] = (clients[able[0]], path, clients[able[0]].get(path))
    return found


def test_form_carries_the_version_it_shows_and_without_it_changes_nothing(opened):
    silent, changed, checked = [], [], 0
    for name, (client, path, page) in opened.items():
        if name in ABOUT or (page.context or {}).get("seen") is None:
            continue
        checked += 1
        if 'name="seen"' not in page.content.decode():
            silent.append(name)
        with transaction.atomic():
            if client.post(path, {"x": "1"}).status_code == 302:
                changed.append(name)
            transaction.set_rollback(True)
    assert (silent, changed, checked > 20) == ([], [], True)
