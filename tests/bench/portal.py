"""The portal as a process of its own under load: 200 readers and 20 applicants at once against one granian on this machine.

Each reader opens PAGES one after the other, each applicant fills in and sends a whole application, everybody from an address of their own.
Printed: how many requests, how many failed, medians and 95th centiles; and the first page beside the empty one.
"""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.test import Client

from legalaid.faces.portal.apply.models import Submission
from tests.portal.applied import START, pages

from .bench import EMPTY, beside, sign_in
from .worker import free_port, wait_for

READERS, APPLICANTS, PATIENCE = 200, 20, 300
FIRST = "/public/"
PAGES = (FIRST, "/public/ask/", "/public/apply/", "/public/places/", "/public/guides/", "/public/archive/", "/public/forms/", START)  # fmt: skip
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="(\d+)"')


class Visitor(threading.Thread):
    """One person with one phone, whose cookies it keeps."""

    def __init__(self, number, host, work):
        super().__init__()
        self.host, self.work, self.took, self.failed = host, work, defaultdict(list), []
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.headers = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}

    def run(self):
        try:
            self.work(self)
        except (OSError, AssertionError) as error:
            self.failed.append(repr(error)[:120])

    def ask(self, kind, path, data=None):
        """The page it leads to, timed under this name."""
        body = urlencode(data, doseq=True).encode() if data is not None else None
        request = Request(self.host + path, body, self.headers)  # noqa: S310  our own server
        began = time.perf_counter()
        try:
            with self.open(request, timeout=PATIENCE) as answer:
                return answer.read().decode()
        except HTTPError as error:
            self.failed.append(f"{path}: {error.code}")
            return ""
        finally:
            self.took[kind].append(time.perf_counter() - began)

    def fill(self, path, **said):
        """Opens a page and sends its form."""
        shown = self.ask("applicant opens a page", path)
        hidden = {"csrfmiddlewaretoken": TOKEN.search(shown)[1]}
        if seen := SEEN.search(shown):
            hidden["seen"] = seen[1]
        return self.ask("applicant sends a page", path, hidden | said)


def read(visitor):
    for path in PAGES:
        visitor.ask("reader opens a page", path)


def apply_with(answers, number):
    """Everybody with a telephone of their own."""
    answers = answers | {"person": answers["person"] | {"phone": f"138{number:08}"}}

    def work(visitor):
        visitor.fill(START, seen_by="alone", agree="on")
        for key, said in answers.items():
            visitor.fill(f"{START}ask/{key}/", **said)
        visitor.fill(f"{START}papers/", done="1")
        visitor.fill(f"{START}check/")

    return work


def main(client, _):
    sign_in(client, "chuangkou")
    public = Client()
    first, empty = beside(lambda: public.get(FIRST), lambda: client.get(EMPTY))
    print(
        f"portal, first page {first * 1000:.1f} ms, {first / empty:.1f} times the empty page (goal 1.5)"
    )

    port, before = free_port(), Submission.objects.count()
    env = {**os.environ, "SERVE": "portal", "BEHIND_PROXY": "1"}
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "legalaid.wsgi:application", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=env)
    try:
        wait_for(port)
        host, answers = f"http://127.0.0.1:{port}", pages()
        for _ in range(3):
            Visitor(0, host, read).run()
        crowd = [Visitor(number, host, read) for number in range(READERS)]
        for number in range(READERS, READERS + APPLICANTS):
            crowd.append(Visitor(number, host, apply_with(answers, number)))
        told(crowd)
    finally:
        server.terminate()
        server.wait(30)
    print(f"applications received: {Submission.objects.count() - before} of {APPLICANTS}")


def told(crowd):
    began = time.perf_counter()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    over = time.perf_counter() - began

    took = defaultdict(list)
    for one in crowd:
        for kind, seconds in one.took.items():
            took[kind] += seconds
    for kind, seconds in took.items():
        p95 = statistics.quantiles(seconds, n=20)[-1]
        print(f"{kind:28}{len(seconds):6} requests, median {statistics.median(seconds) * 1000:6.0f} ms, 95th centile {p95 * 1000:6.0f} ms")  # fmt: skip
    failed = [why for one in crowd for why in one.failed]
    print(f"all within {over:.1f} s, failed {len(failed)}: {failed[:5]}")
