"""Celery's beat with its memory in the database: what was due while everything stood still is ordered when it stands up again."""

from celery.beat import Scheduler
from django.db import transaction
from django.utils import timezone

from .life import BEAT, sign
from .models import Ordered
from .queue import ROUTINE, enqueue_once


class Timetable(Scheduler):
    """Ordering is a job, written together with its time: each is ordered once, by a beat that is killed or by two of them.

    What fails ends the process; the one started in its place reads what is still due.
    """

    max_interval = 5  # seconds

    def setup_schedule(self):
        self.merge_inplace(self.app.conf.beat_schedule)
        for name, entry in self.schedule.items():
            row, _ = Ordered.objects.get_or_create(name=name, defaults={"at": entry.last_run_at})
            entry.last_run_at = timezone.localtime(row.at)

    def tick(self, *args, **kwargs):
        sign(BEAT)
        return super().tick(*args, **kwargs)

    def apply_entry(self, entry, producer=None):
        following = self.schedule[entry.name]
        with transaction.atomic():
            row = Ordered.objects.filter(name=entry.name, at=entry.last_run_at)
            if row.update(at=following.last_run_at):
                enqueue_once(ROUTINE, task=entry.task)
                return

        other_beat = Ordered.objects.get(name=entry.name)
        following.last_run_at = timezone.localtime(other_beat.at)
