"""A real worker: what the one before it had begun it takes back at once, and a second one it does not suffer."""

import subprocess
import sys
import time

from django.conf import settings
from django.utils import timezone

from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import MACHINE, ROUTINE
from tests.journeys.conftest import worker  # noqa: F401  a fixture

ROUTINE_OF = {"task": "legalaid.platform.notifications.tasks.sweep_deliveries"}


def left_behind(machine):
    """As kill -9 leaves a job."""
    return Job.objects.create(
        kind=ROUTINE,
        args=ROUTINE_OF,
        state=Job.State.RUNNING,
        attempts=1,
        taken_by=machine,
        heartbeat_at=timezone.now(),
    )


def wait_until(true):
    deadline = time.monotonic() + 90
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert true()


def state(row):
    return Job.objects.values_list("state", "attempts").get(pk=row.pk)


def test_begun_job_is_done_after_a_restart_and_broken_files_of_the_old_queue_harm_nobody(
    transactional_db, request
):
    own, others = left_behind(MACHINE), left_behind("another machine")
    (settings.VAR_DIR / "queue" / "messages").mkdir(parents=True, exist_ok=True)
    (settings.VAR_DIR / "queue" / "messages" / "broken.msg").write_bytes(b"")
    request.getfixturevalue("worker")
    wait_until(lambda: state(own) == ("done", 2))
    assert state(others) == ("running", 1)

    second = [sys.executable, "-m", "celery", "-A", "legalaid", "worker"]
    refused = subprocess.run(second, capture_output=True, text=True)
    assert "后台任务程序已在运行" in refused.stderr
    assert refused.returncode != 0
