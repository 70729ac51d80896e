"""Signs of life: a row each of worker and beat, written at most twice a minute when they really did something.

The beat signs when it looks what is due, the worker when it looks at the job table: a row grows old only when one of them stands still.
"""

import time
from datetime import timedelta

from celery import signals
from django.db.models import Max
from django.utils import timezone

from .models import Job, SignOfLife

WORKER, BEAT = SignOfLife.Part.WORKER, SignOfLife.Part.BEAT
EVERY = 30  # seconds
SILENT = timedelta(minutes=5)
_written = {}  # {part: when this process wrote last}


def sign(part, **kwargs):
    """Writes that `part` is alive, unless this process did so a moment ago."""
    now = time.monotonic()
    if now - _written.get(part, -EVERY) < EVERY:
        return

    SignOfLife.objects.bulk_create(
        [SignOfLife(part=part, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["part"],
        update_fields=["at"],
    )
    _written[part] = now


def last_sign(part):
    """When it was last seen at work, or None. A worker with a long job gives its signs in the job's row."""
    at = SignOfLife.objects.filter(part=part).values_list("at", flat=True).first()
    if part == WORKER:
        busy = Job.objects.filter(state=Job.State.RUNNING).aggregate(at=Max("heartbeat_at"))["at"]
        at = max(filter(None, (at, busy)), default=None)
    return at


def silent(part, now):
    """Whether it gave no sign for five minutes."""
    at = last_sign(part)
    return at is None or now - at > SILENT


@signals.task_prerun.connect
@signals.task_postrun.connect
def worker_works(**kwargs):
    sign(WORKER)
