"""Real parts: a live server, a real Celery worker on the same database, Chromium; each person in a browser of their own."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import wraps
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.conftest import build_county

SHOTS = os.environ.get("SHOTS_DIR")
PATIENCE = 120_000  # milliseconds a browser waits: the machine of the tests is busy with others, and says so by nothing else
SENT = "() => !document.querySelector('form[data-saving]')"  # what was typed is saved before it is sent


def database_url():
    """The test database as an address another process can open."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@pytest.fixture
def worker(transactional_db):
    env = {**os.environ, "DATABASE_URL": database_url(), "VAR_DIR": str(settings.VAR_DIR)}
    run = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "legalaid",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "WARNING",
    ]
    log = open(settings.VAR_DIR / "worker.log", "ab")  # noqa: SIM115  closed with the process
    process = subprocess.Popen(run, env=env, stdout=log, stderr=log, start_new_session=True)
    yield process
    process.send_signal(signal.SIGQUIT)  # at once: nobody waits for the papers still being printed
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:  # a busy machine
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    log.close()


def arriving(act):
    """`act` on a page or a part of it, done when the page it leads to is there whole: the browser goes on at its first byte."""

    @wraps(act)
    def acting(where, *args, **how):
        done = act(where, *args, **how)
        page = getattr(where, "page", where)
        if not page.is_closed():
            page.wait_for_load_state("domcontentloaded")
        return done

    return acting


@pytest.fixture(scope="session")
def browser(browser):
    """Every window of it is patient and looks at no page half come."""
    opened = browser.new_context

    def patient(**args):
        context = opened(**args)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = patient
    with pytest.MonkeyPatch.context() as kept:
        for kind, act in product((Page, Locator), ("click", "tap", "press", "check")):
            kept.setattr(kind, act, arriving(getattr(kind, act)))
        yield browser


@pytest.fixture
def people(transactional_db):
    return build_county()


class Clock:
    """The clock on the wall of the office; from where it was put it goes on."""

    ahead = timedelta()

    def put(self, *moment):
        self.ahead = timezone.make_aware(datetime(*moment)) - datetime.now(UTC)

    def now(self):
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock(monkeypatch):
    """Tuesday, 3 March 2026, nine in the morning."""
    wall = Clock()
    wall.put(2026, 3, 3, 9)
    monkeypatch.setattr(timezone, "now", wall.now)
    return wall


class Seat:
    """One person before one browser; without a name, anyone."""

    def __init__(self, browser, server, context_args, username="", *, phone=False):
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        self.context = browser.new_context(**{**context_args, "viewport": size, "has_touch": phone})
        self.page = self.open()
        self.server, self.problems = server, []
        self.page.on("console", lambda message: message.type == "error" and self.note(message.text))
        self.page.on(
            "request",
            lambda request: request.url.startswith(("http", "ws")) and self.check(request.url),
        )
        if username:
            self.sign_in(username)

    def open(self):
        return self.context.new_page()

    def note(self, text):
        # a refused form answers 422/409 by design; Chromium reports every such status on the console
        # and every request while a test holds the network cut
        expected = [f"status of {code}" for code in (404, 409, 410, 422)] + [
            "ERR_INTERNET_DISCONNECTED",
            "htmx:sendError",
            "htmx:sendAbort",  # a newer question
            "htmx:afterRequest",
        ]
        if not any(words in text for words in expected):
            self.problems.append(text)

    def check(self, url):
        if not url.startswith(self.server.url):
            self.problems.append(url)

    def sign_in(self, username):
        from legalaid.demo.county import PASSWORD

        self.page.goto("about:blank")  # an answer still under way would renew the login before
        self.context.clear_cookies()
        self.page.goto(f"{self.server.url}/accounts/login/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("text=登录 >> nth=-1")
        self.page.wait_for_url(lambda url: "login" not in url)

    def expire(self):
        """Ends the login as fifteen idle minutes do; a cookie taken away would come back with an answer still under way."""
        self.page.wait_for_load_state("networkidle")
        Session.objects.all().delete()

    def go(self, path):
        return self.page.goto(self.server.url + path)

    def press(self, text):
        """Follows the link or button with this text on the case page or form."""
        self.page.locator(f"a:text-is('{text}'), button:text-is('{text}')").first.click()
        self.page.wait_for_function(SENT)
        self.page.wait_for_load_state()

    def shot(self, name, *, whole=True):
        """A picture of the page, or of what the screen shows of it, where SHOTS_DIR asks for them; in 128 colours for slow lines."""
        if not SHOTS:
            return
        self.page.wait_for_load_state("networkidle")  # what a page fetches for itself is there
        self.page.evaluate("scrollTo(0, 0)")  # the bar sticks to where one has scrolled
        taken = Image.open(BytesIO(self.page.screenshot(full_page=whole))).convert("RGB")
        taken.quantize(128, dither=Image.Dither.NONE).save(
            Path(SHOTS, f"{name}.png"), optimize=True
        )


@pytest.fixture
def seat(browser, live_server, browser_context_args):
    yield from seated(Seat, browser, live_server, browser_context_args)


def seated(kind, *where):
    """A function that seats people at `kind` of seat; at the end no page may have complained."""
    seats = []

    def _seat(username="", **kwargs):
        seats.append(kind(*where, username, **kwargs))
        return seats[-1]

    yield _seat
    problems = [problem for one in seats for problem in one.problems]
    for one in seats:
        one.context.close()
    assert problems == []
