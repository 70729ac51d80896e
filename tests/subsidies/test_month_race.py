"""Two people at one batch, a killed worker in the middle of it: nobody approves twice, nothing is computed twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.models import SubsidyPayment
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import sweep
from subsidies.domain import batch as acts
from subsidies.domain.payment import AT_ONCE, tell_left
from subsidies.models import Calculation, Commitment, Entry, EntryLine
from subsidies.queries.batch import sums_of
from subsidies.queries.fund import available
from subsidies.workflow import BATCH
from tests.conftest import build_county
from tests.journeys.conftest import database_url

from . import month

WORKER = "import django, sys; django.setup(); from legalaid.platform.jobs.queue import run; run(int(sys.argv[1]))"


@pytest.fixture
def county(transactional_db):
    county = build_county()
    month.standard(county)
    return county


def test_two_people_approving_at_once_set_the_money_aside_once(county):
    money = month.fund(county)
    month.finished(county)
    batch = month.filled(county, money)
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    start, answers = Barrier(2), []

    def approve():
        mine = month.reload(batch)
        start.wait(20)
        try:
            BATCH.acts["approve_batch"](mine, by=county.sifaju, total=mine.total, opinion="同意")
            answers.append("approved")
        except (StaleState, DomainError) as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=approve) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == ["StaleState", "approved"]
    assert (Commitment.objects.count(), available(money)) == (1, Decimal("998600.00"))
    assert Entry.objects.filter(kind="reserve").count() == 1


def start_worker(job):
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(settings.VAR_DIR),
        "DJANGO_SETTINGS_MODULE": "legalaid.settings",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER, str(job.pk)], env=env)


def kill_once(job, begun):
    """Starts a worker on the job and kills it as soon as something of its work is to be seen."""
    first, deadline = start_worker(job), time.monotonic() + 60
    while not begun() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()


def test_worker_killed_in_a_batch_of_2000_is_resumed_to_the_same_sums(county):
    money = month.fund(county, "9000000")
    month.copies(month.finished(county)[0], 1999)
    batch = month.opened(county, money)
    job = acts.request_fill(batch, by=county.caiwu)
    kill_once(job, Calculation.objects.exists)
    half = Calculation.objects.count()
    assert Job.objects.get(pk=job.pk).state == Job.State.RUNNING
    sweep(timezone.now() + timedelta(minutes=6))
    assert start_worker(job).wait(60) == 0
    assert Job.objects.get(pk=job.pk).result == {
        "count": 2000,
        "total": "2800000.00",
        "skipped": [],
    }
    assert sums_of(batch) == (2000, Decimal("2800000.00"))
    assert Calculation.objects.values("case").distinct().count() == 2000
    assert half in range(acts.CHUNK, 2000, acts.CHUNK)


def test_cases_of_a_large_return_are_told_by_a_job_that_survives_its_worker(county, sign_in):
    """The money of 401 cases is booked at once; each case's 一案一补贴 follows, none twice and none left out."""
    money = month.fund(county, "9000000")
    month.copies(month.finished(county)[0], 400)
    batch = month.filled(county, money)
    month.pay(batch, county)
    assert (EntryLine.objects.filter(account="case").count(), SubsidyPayment.objects.count()) == (
        401,
        0,
    )
    assert month.reload(batch).state == "paid"
    assert (
        "正在记入案件 0/0" in sign_in(county.chuna).get(batch.get_absolute_url()).content.decode()
    )
    job = Job.objects.get(kind="tell_cases")
    kill_once(job, SubsidyPayment.objects.exists)
    half = SubsidyPayment.objects.count()
    sweep(timezone.now() + timedelta(minutes=6))
    assert start_worker(job).wait(60) == 0
    assert Job.objects.get(pk=job.pk).result == {"count": 401 - half, "refused": []}
    assert (
        SubsidyPayment.objects.values("case").distinct().count()
        == SubsidyPayment.objects.count()
        == 401
    )
    assert half in range(AT_ONCE, 401, AT_ONCE)
    assert (
        "正在记入案件" not in sign_in(county.chuna).get(batch.get_absolute_url()).content.decode()
    )


def test_cases_a_failed_job_left_untold_are_shown_and_told_in_the_night(county, sign_in):
    money = month.fund(county, "9000000")
    month.copies(month.finished(county)[0], AT_ONCE)
    batch = month.filled(county, money)
    month.pay(batch, county)
    failed = Job.objects.get(kind="tell_cases")
    assert tell_left() == 0  # it is still to come
    Job.objects.filter(pk=failed.pk).update(state=Job.State.FAILED, error="OperationalError")
    client = sign_in(county.chuna)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert (f"还有{AT_ONCE + 1}件没有记入案件" in page, "OperationalError" in page) == (True, True)
    assert failed.pk not in sweep(timezone.now() + timedelta(hours=1))
    assert [tell_left(), tell_left()] == [1, 0]
    assert start_worker(Job.objects.exclude(pk=failed.pk).get(kind="tell_cases")).wait(60) == 0
    assert SubsidyPayment.objects.count() == AT_ONCE + 1
    assert "没有记入案件" not in client.get(batch.get_absolute_url()).content.decode()
    assert tell_left() == 0
