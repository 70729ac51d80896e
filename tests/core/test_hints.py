"""A broker that is away for a while costs nobody anything: the row waits for the sweep."""

import pytest
from celery import Celery
from django.test import TestCase

from legalaid import celery_app
from legalaid.platform.jobs import queue
from legalaid.platform.jobs.hints import hint
from legalaid.platform.jobs.models import Job


@pytest.fixture
def no_broker():
    """The broker's address answers nobody."""
    Celery("away", broker="redis://127.0.0.1:1/0").set_current()
    yield
    celery_app.set_current()


def test_hint_nobody_takes_is_told_in_the_log_by_its_number_alone(no_broker, caplog):
    hint("legalaid.platform.jobs.tasks.run_job", 7)
    said = [record.getMessage() for record in caplog.records if "jobs.hints" in record.name]
    assert said == [
        "broker unreachable; legalaid.platform.jobs.tasks.run_job of 7 waits for the sweep"
    ]


def test_work_ordered_while_the_broker_is_away_stands_in_its_table(db, no_broker):
    with TestCase.captureOnCommitCallbacks(execute=True):
        row = queue.enqueue("fill_batch", batch=3)
    assert Job.objects.get(pk=row.pk).state == "queued"
