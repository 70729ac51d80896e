"""Whatever stands in an address, a query or a form, the answer is never 500: every address of urls.txt, as those who may open it."""

import os

import pytest
from django.test import Client

from legalaid.platform.documents import render
from legalaid.platform.documents.passages import all_passages
from tests.conftest import BACKEND

from .odd import STRANGER, Fuzz
from .sample import build
from .test_urls import PEOPLE, ROWS, SAID, named

LEAVES = "accounts:logout"


@pytest.fixture
def clients(county, settings, caplog):
    """A browser for each role and one of a stranger. Pages are empty and sessions in memory; no door shuts."""
    caplog.set_level("CRITICAL")
    render.pdf("<p></p>")  # the style of papers is read once, while there are templates
    all_passages()  # and so are their passages
    settings.TEMPLATES = [{"BACKEND": "tests.rights.odd.Blank", "DIRS": [], "OPTIONS": {}}]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.rights.odd.Middleware"]
    found = {letter: Client() for letter in (*PEOPLE, STRANGER)}
    for letter, login in PEOPLE.items():
        found[letter].force_login(getattr(county, login), backend=BACKEND)
    return found


def test_no_odd_word_anywhere_is_answered_with_500(county, clients):
    keys, fuzz = build(county), Fuzz(clients, thorough=bool(os.environ.get("THOROUGH")))
    for name, about, _, answers, _ in ROWS:
        if name != LEAVES:
            fuzz.address(name, named(about, keys), answers.split(), SAID.get(name, {}))
    assert "\n".join(f"{what} ({word})" for what, word in fuzz.wrong.items()) == ""
    assert fuzz.asked.total() > 2500
