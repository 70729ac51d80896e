"""Jobs: ordered in the caller's transaction, claimed once, taken back from a worker that died. Handlers are idempotent and take only ids."""

import logging
import socket
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from celery import current_app
from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.registry import Registry

from .kinds import KINDS, Kind
from .models import Job, JobCancelled

HANDLERS = Registry()
ROUTINE = "routine"
MACHINE = socket.gethostname()[:64]
STALE = timedelta(minutes=5)
ATTEMPTS = 10  # with the pauses between them, five hours
PASSING = (OSError, OperationalError, InterfaceError)  # a full disk, a database that restarts
log = logging.getLogger(__name__)


def job(kind, label, **said):
    """Decorator: registers `fn(job, **args) -> dict | None` as the handler of this kind; `label` and `said`: its words (kinds.py)."""
    KINDS[kind] = Kind(label, **said)
    return HANDLERS.adds(kind)


_held = ContextVar("held", default=False)


@contextmanager
def held():
    """Within it nothing is enqueued: for bulk seeding of papers that are rendered when first opened."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)


def enqueue(kind, *, owner=None, **args):
    if _held.get():
        return None
    return Job.objects.create(kind=kind, args=args, owner_id=owner.pk if owner else None)


def enqueue_once(kind, **args):
    """As `enqueue`, unless the same waits already."""
    same = {f"args__{key}": value for key, value in args.items()}
    if not Job.objects.filter(kind=kind, state=Job.State.QUEUED, **same).exists():
        enqueue(kind, **args)


def last_job(kind, **args):
    """The latest job of this kind for these arguments, or None."""
    return Job.objects.filter(
        kind=kind, **{f"args__{key}": value for key, value in args.items()}
    ).first()


def work(seconds):
    """Runs what is due, the longest due first, until nothing is or `seconds` are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and (pk := _due()):
        run(pk)


def _due():
    due = Job.objects.filter(state=Job.State.QUEUED, due_at__lte=timezone.now())
    return due.order_by("due_at", "pk").values_list("pk", flat=True).first()


def run(pk):
    """Runs the job if it is still queued; of two workers one finds it taken."""
    claimed = Job.objects.filter(pk=pk, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        heartbeat_at=timezone.now(),
        taken_by=MACHINE,
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return

    row = Job.objects.get(pk=pk)
    try:
        result = HANDLERS[row.kind](row, **row.args)
    except JobCancelled:
        return
    except DomainError as error:
        _finish(row, Job.State.FAILED, error=error.sentence[:200])
    except PASSING as error:
        log.exception("job %s (%s) did not get through", pk, row.kind)
        _try_again(row, type(error).__name__)
    except Exception as error:
        log.exception("job %s (%s) failed", pk, row.kind)
        _finish(row, Job.State.FAILED, error=type(error).__name__)
    else:
        _finish(row, Job.State.DONE, result=result or {})


def _finish(row, state, **fields):
    """Of the run that holds the row: one taken for dead and given to another worker changes nothing any more."""
    row.of_this_run().update(state=state, finished_at=timezone.now(), **fields)


def _try_again(row, why):
    """Queues it once more, after a pause that grows from seconds to an hour; each tenth time it is given to a person."""
    since = row.attempts % ATTEMPTS
    if not since:
        _finish(row, Job.State.FAILED, error=why)
        return False

    pause = timedelta(seconds=min(4**since, 3600))
    return row.of_this_run().update(state=Job.State.QUEUED, due_at=timezone.now() + pause)


def cancel(pk):
    Job.objects.filter(pk=pk, state__in=(Job.State.QUEUED, Job.State.RUNNING)).update(
        state=Job.State.CANCELLED, finished_at=timezone.now()
    )


def run_again(pk):
    """Queues a job that failed; whether it still stood there. Its attempts go on, so that a run taken for dead stays out."""
    return _failed(pk).update(
        state=Job.State.QUEUED, due_at=timezone.now(), progress=0, total=0, note="", error=""
    )


def give_up(pk):
    """Leaves a job that failed undone for good; whether it still stood there."""
    return _failed(pk).update(state=Job.State.CANCELLED)


def _failed(pk):
    return Job.objects.filter(pk=pk, state=Job.State.FAILED)


def sweep(now=None):
    """Takes back the jobs of workers that died, gives up after ten attempts, forgets routine work done. Returns the ids queued again."""
    now = now or timezone.now()
    Job.objects.filter(kind=ROUTINE, state=Job.State.DONE).delete()
    return _take_back(heartbeat_at__lt=now - STALE)


def take_back_own():
    """What a worker that died on this machine had taken; to be called by its only worker, before it begins."""
    return _take_back(taken_by=MACHINE)


def _take_back(**which):
    running = Job.objects.filter(state=Job.State.RUNNING, **which)
    return [row.pk for row in running if _try_again(row, "多次中断")]


def _routines(tasks):
    """What periodic tasks are called: each says it where it is declared."""
    return {task: import_string(task).words for task in tasks}


@job(ROUTINE, "定时工作", about="task", named=_routines)
def routine(job, *, task):
    """A periodic task whose time has come (timetable.py)."""
    current_app.tasks[task]()
