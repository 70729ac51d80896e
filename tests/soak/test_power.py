"""kill -9 of the database, or of those who write, at any instant: what was said to be kept is there, the chain holds, the anchors fit."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

sys.path.append(str(settings.BASE_DIR / ".ci"))
from servers import free_port, postgres_bin

ROUNDS, WRITERS = 20, 2
WRITE = """
import time
from django.db import Error, connection
from legalaid.platform.audit import chain
while True:
    try:
        print(chain.record("audit.shred", by=None, seq=0).seq, flush=True)
    except Error:
        connection.close()
        time.sleep(0.02)
"""


class Server:
    """A PostgreSQL with its own settings: fsync and synchronous_commit on."""

    def __init__(self, folder):
        self.data, self.port = folder / "pg", free_port()
        self.data.mkdir()
        self.prefix = []
        if os.geteuid() == 0:
            for path in (folder, *folder.parents[:3]):
                path.chmod(path.stat().st_mode | 0o111)
            shutil.chown(self.data, "postgres", "postgres")
            self.prefix = ["runuser", "-u", "postgres", "--"]
        self.run("initdb", "-U", "legalaid", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    def run(self, program, *options):
        command = [*self.prefix, postgres_bin() / program, "-D", self.data, *options]
        subprocess.run(command, check=True, capture_output=True)

    def start(self):
        """Until it answers; dead processes may hold its memory for a moment."""
        options = (
            f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1 -c log_min_messages=fatal"
        )
        for _ in range(50):
            with suppress(subprocess.CalledProcessError):
                return self.run("pg_ctl", "start", "-w", "-l", self.data / "log", "-o", options)
            time.sleep(0.2)
        raise AssertionError((self.data / "log").read_text()[-500:])

    def kill(self):
        """Every process of it at once, as when the power goes."""
        master = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in (master, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def ask(self, question):
        with closing(psycopg2.connect(self.url)) as connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()

    @property
    def url(self):
        return f"postgres://legalaid@127.0.0.1:{self.port}/postgres"


def manage(env, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Writer:
    """A process that adds events and says each one that was committed."""

    def __init__(self, env):
        self.said = []
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", WRITE],
            cwd=settings.BASE_DIR,
            env={**os.environ, **env},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.said.append(int(line))

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


@contextmanager
def writing(env):
    writers = [Writer(env) for _ in range(WRITERS)]
    try:
        yield writers
    finally:
        for writer in writers:
            writer.kill()


def said(writers):
    return sum(len(writer.said) for writer in writers)


def newest(writers):
    """The last event anybody said; one of them may have been killed before it began."""
    return max(seq for writer in writers for seq in writer.said)


def wait_for_more(writers, count):
    wanted, deadline = said(writers) + count, time.monotonic() + 600
    while said(writers) < wanted:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path)
    yield one
    one.run("pg_ctl", "stop", "-m", "fast")


def test_postgresql_killed_keeps_every_commit(server, tmp_path):
    env = {"DATABASE_URL": server.url, "VAR_DIR": str(tmp_path / "var")}
    manage(env, "migrate", "-v0")
    assert server.ask("SELECT current_setting('fsync'), current_setting('synchronous_commit')") == (
        "on",
        "on",
    )

    away = []
    with writing(env) as writers:
        for _ in range(ROUNDS):
            wait_for_more(writers, random.randint(20, 200))
            server.kill()
            kept = newest(writers)
            began = time.monotonic()
            server.start()
            away.append(time.monotonic() - began)
            last, count = server.ask("SELECT max(seq), count(*) FROM audit_event")
            assert last == count >= kept

    verdict = manage(env, "verify_audit")
    print(
        f"\nPostgreSQL：kill -9 {ROUNDS}次，{said(writers)}条已提交，丢失0条，重启最慢{max(away):.1f}秒\n{verdict}"
    )


def test_writers_on_sqlite_killed_keep_every_commit(tmp_path):
    env = {"VAR_DIR": str(tmp_path / "var")}
    (tmp_path / "var").mkdir()
    manage(env, "migrate", "-v0")

    total = 0
    for _ in range(ROUNDS // 4):
        with writing(env) as writers:
            wait_for_more(writers, random.randint(110, 200))  # an anchor each time
        total += said(writers)
        counted = manage(env, "verify_audit").split("：")[1].split("条")[0]
        assert int(counted) >= newest(writers)

    print(f"\nSQLite：kill -9 写入进程{ROUNDS // 4 * WRITERS}次，{total}条已提交，丢失0条")
