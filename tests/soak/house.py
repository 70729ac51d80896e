"""A house that runs as an office runs it, `manage.py serve`, and the people who work in it over HTTP."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg2

from legalaid.demo.county import PASSWORD
from tests.notifications.test_delivery import free_port

ROUNDS = int(os.environ.get("ROUNDS", 20))
PATIENCE = 240  # seconds: a busy machine
PROGRAMS = {"web": "granian", "worker": "celery -A legalaid worker", "beat": "celery -A legalaid beat"}  # fmt: skip


def wait_for(what, seconds=PATIENCE):
    """What `what()` returns once it is true, and after how many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if found := what():
            return found, time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"{what} within {seconds} s")


def children(pid, words=""):
    found = subprocess.run(["pgrep", "-P", str(pid), "-f", words or "."], capture_output=True)
    return [int(one) for one in found.stdout.split()]


class House:
    def __init__(self, folder, cases=10, **env):
        self.var, self.port, self.supervisor = Path(folder) / "var", None, None
        self.env = {**os.environ, "VAR_DIR": str(self.var), "DEMO": "1", **env}
        self.env.pop("PYTEST_CURRENT_TEST", None)
        self.cases = str(cases)

    def manage(self, *arguments, **options):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, **options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(self, code="", **env):
        self.env |= env
        self.manage("migrate", "-v0")
        self.manage("seed_demo", "--cases", self.cases)
        if code:
            self.manage("shell", "-v0", "-c", code)

    def begin(self):
        """Starts it without waiting."""
        self.port = self.port or free_port()
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def start(self):
        self.supervisor = self.begin()
        self.stand()

    def stand(self):
        """Waits until all of it runs, or says why it ended."""
        wait_for(lambda: self.supervisor.poll() is not None or self.whole())
        assert self.supervisor.poll() is None, self.supervisor.communicate()[0]

    def stop(self):
        if self.supervisor:
            self.supervisor.send_signal(signal.SIGTERM)
            self.supervisor.communicate(timeout=90)

    def pid(self, program):
        return next(iter(children(self.supervisor.pid, PROGRAMS[program])), None)

    def kill(self, program, *, child=False):
        """As by the machine, at no chosen instant; returns when another answers in its place."""
        main = self.pid(program)
        victim = next(iter(children(main)), main) if child else main
        os.kill(victim, signal.SIGKILL)
        return wait_for(lambda: victim not in self.everyone() and self.whole())[1]

    def everyone(self):
        """The ids of all its processes below the supervisor."""
        mains = children(self.supervisor.pid)
        return [*mains, *(one for main in mains for one in children(main))]

    def whole(self):
        """Whether web, worker and beat run and the web answers."""
        return all(map(self.pid, PROGRAMS)) and Person(self).get("/healthz") == 200

    def rows(self, sql):
        if url := self.env.get("DATABASE_URL"):
            with contextlib.closing(psycopg2.connect(url)) as base, base.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        with contextlib.closing(sqlite3.connect(self.var / "legalaid.sqlite3", timeout=60)) as base:
            return base.execute(sql).fetchall()

    def write(self, sql):
        with (
            contextlib.closing(psycopg2.connect(self.env["DATABASE_URL"])) as base,
            base,
            base.cursor() as cursor,
        ):
            cursor.execute(sql)

    def count(self, sql):
        return self.rows(f"select count(*) from {sql}")[0][0]

    def idle(self):
        """Whether nothing waits or runs."""
        return not self.count("jobs_job where state in ('queued', 'running')")


class Person:
    """One browser. What it saw go wrong is done again, as people do: the same form with the same token."""

    def __init__(self, house):
        self.address, self.cookies = f"http://127.0.0.1:{house.port}", CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(jar)

    def get(self, path):
        return self._ask(path, None)

    def post(self, path, **fields):
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "")
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}, doseq=True)
        return self._ask(path, body.encode())

    def _ask(self, path, body):
        """The status; 0 when nobody answered."""
        try:
            with self.opener.open(self.address + path, body, timeout=60) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            return 0

    def sign_in(self, name):
        self.get("/accounts/login/")
        self.post("/accounts/login/", username=name, password=PASSWORD)
        return self

    def register(self, question, token):
        """A consultation at the counter."""
        return self.post(
            "/cases/consultations/new/", token=token, channel="visit", name="李国强", id_kind="resident",
            id_number="440524198801010011", phone="13800138000", topics=["wages"], question=question,
            answer="可以申请仲裁。", outcome="advised",
        )  # fmt: skip


class Counter(threading.Thread):
    """A clerk who registers one question after the other until told to go home, each until it is answered for; who also looks at pages."""

    PAGES = ("/", "/cases/", "/cases/consultations/", "/messages/")

    def __init__(self, house):
        super().__init__()
        self.person, self.closing = Person(house).sign_in("chuangkou"), threading.Event()
        self.registered, self.answers, self.slowest = [], [], 0

    def run(self):
        while not self.closing.is_set():
            question, token = f"问题{len(self.registered)}", uuid.uuid4()
            while self.timed(self.person.register, question, token) != 200:
                time.sleep(0.5)
            self.registered.append(question)
            self.timed(self.person.get, self.PAGES[len(self.registered) % len(self.PAGES)])

    def timed(self, act, *given):
        began = time.monotonic()
        self.answers.append(act(*given))
        self.slowest = max(self.slowest, time.monotonic() - began)
        return self.answers[-1]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.closing.set()
        self.join()

    def failures(self):
        return sum(answer != 200 for answer in self.answers)
