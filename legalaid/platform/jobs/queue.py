"""Jobs: enqueue on commit, claim once, sweep what died. Handlers are idempotent and take only ids."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.registry import Registry

from .hints import hint
from .models import Job, JobCancelled

HANDLERS = Registry()
RUN = "legalaid.platform.jobs.tasks.run_job"
STALE = timedelta(minutes=5)
ATTEMPTS = 3
log = logging.getLogger(__name__)


def job(kind):
    """Decorator: registers `fn(job, **args) -> dict | None` as the handler of this kind."""

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
    row = Job.objects.create(kind=kind, args=args, owner_id=owner.pk if owner else None)
    transaction.on_commit(lambda: hint(RUN, row.pk))
    return row


def last_job(kind, **args):
    """The latest job of this kind for these arguments, or None."""
    return Job.objects.filter(
        kind=kind, **{f"args__{key}": value for key, value in args.items()}
    ).first()


def run(pk):
    """Runs the job if it is still queued; a second worker with the same hint finds it taken."""
    now = timezone.now()
    if not Job.objects.filter(pk=pk, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, heartbeat_at=now
    ):
        return

    row = Job.objects.get(pk=pk)
    Job.objects.filter(pk=pk).update(attempts=row.attempts + 1)
    try:
        result = HANDLERS[row.kind](row, **row.args)
    except JobCancelled:
        return
    except DomainError as error:
        _finish(pk, Job.State.FAILED, error=error.sentence[:200])
    except Exception as error:
        log.exception("job %s (%s) failed", pk, row.kind)
        _finish(pk, Job.State.FAILED, error=type(error).__name__)
    else:
        _finish(pk, Job.State.DONE, result=result or {})


def _finish(pk, state, **fields):
    Job.objects.filter(pk=pk, state=Job.State.RUNNING).update(
        state=state, finished_at=timezone.now(), **fields
    )


def cancel(pk):
    Job.objects.filter(pk=pk, state__in=(Job.State.QUEUED, Job.State.RUNNING)).update(
        state=Job.State.CANCELLED, finished_at=timezone.now()
    )


def sweep(now=None):
    """Re-queues jobs whose worker died or whose hint was lost; gives up after three attempts. Returns the ids hinted again."""
    now = now or timezone.now()
    dead = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - STALE)
    dead.filter(attempts__gte=ATTEMPTS).update(
        state=Job.State.FAILED, error="多次中断", finished_at=now
    )
    dead.filter(attempts__lt=ATTEMPTS).update(state=Job.State.QUEUED)
    waiting = list(
        Job.objects.filter(
            state=Job.State.QUEUED, created_at__lt=now - timedelta(seconds=30)
        ).values_list("pk", flat=True)
    )

    for pk in waiting:
        hint(RUN, pk)

    return waiting
