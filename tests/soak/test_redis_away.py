"""PostgreSQL and Redis; Redis stopped, or frozen with its connections open, again and again while people work."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter as Count

import pytest

from .house import ROUNDS, Counter, House, wait_for

sys.path.insert(0, ".ci")
from servers import servers

AWAY = 5  # seconds
PAPER = """
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import enqueue
for paper in Paper.objects.filter(state="pending"):
    enqueue("render_paper", paper=paper.pk)
"""
ONE_MORE = """insert into jobs_job (kind, args, state, progress, total, note, result, error, attempts, due_at, taken_by, created_at)
values ('routine', '{"task": "legalaid.platform.notifications.tasks.sweep_deliveries"}', 'queued', 0, 0, '', '{}', '', 0, now(), '', now())"""
WAITING = "jobs_job where kind = 'routine' and state in ('queued', 'running')"


class Redis:
    def __init__(self, url):
        self.port, self.process = url.rsplit(":", 1)[1].split("/")[0], None

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", self.port, "--save", ""], stdout=subprocess.DEVNULL
        )

    def stop(self):
        self.process.kill()
        self.process.wait()

    @contextlib.contextmanager
    def away(self, *, frozen):
        if frozen:
            os.kill(self.process.pid, signal.SIGSTOP)
        else:
            self.stop()
        yield
        if frozen:
            os.kill(self.process.pid, signal.SIGCONT)
        else:
            self.start()


@pytest.fixture
def towers(tmp_path):
    """The house on PostgreSQL, and a Redis of its own to switch off."""
    from tests.notifications.test_delivery import free_port

    with servers() as urls:
        redis = Redis(f"redis://127.0.0.1:{free_port()}/0")
        redis.start()
        house = House(tmp_path, REDIS_URL=f"redis://127.0.0.1:{redis.port}/0", DATABASE_URL=urls["DATABASE_URL"])  # fmt: skip
        house.prepare()
        house.start()
        yield house, redis
        house.stop()
        redis.stop()


def test_with_redis_away_every_page_and_act_answers_and_the_work_is_done(towers):
    house, redis = towers
    recovered = []
    house.manage("shell", "-v0", "-c", PAPER)
    with Counter(house) as clerk:
        for number in range(ROUNDS):
            with redis.away(frozen=number % 2 == 1):
                time.sleep(AWAY)
            house.write(ONE_MORE)
            recovered.append(wait_for(lambda: not house.count(WAITING))[1])
    wait_for(house.idle, 900)

    asked = Count(row for (row,) in house.rows("select question from cases_consultation"))
    assert [question for question in clerk.registered if asked[question] != 1] == []
    assert clerk.failures() == 0
    assert house.count("jobs_job where state = 'failed'") == 0
    assert house.count("documents_paper where state = 'pending'") == 0
    print(
        f"\n{ROUNDS} outages of Redis: {len(clerk.answers)} answers, {clerk.failures()} failed, the slowest {clerk.slowest:.1f} s;"
        f" {len(clerk.registered)} acts, none twice; the worker did its next job after {max(recovered):.1f} s at most"
    )
