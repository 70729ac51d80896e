from django.db import models
from django.utils import timezone


class JobCancelled(Exception):
    """Raised inside a handler when the job was cancelled."""


class Job(models.Model):
    """Work done outside the request: what stands here is done, whoever dies."""

    class State(models.TextChoices):
        QUEUED = "queued", "等待中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=120, blank=True)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=64, blank=True)  # the machine
    owner_id = models.BigIntegerField(null=True)  # a user, by id: jobs lie below accounts
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="job_by_state")]  # what is due

    def __str__(self):
        return f"{self.kind} {self.get_state_display()}"

    def step(self, done, total, note=""):
        """Progress and sign of life; raises JobCancelled when the job was cancelled meanwhile."""
        alive = self.of_this_run().update(
            progress=done, total=total, note=note, heartbeat_at=timezone.now()
        )
        if not alive:
            raise JobCancelled

    def of_this_run(self):
        """The row, as long as it is held by the run this object was read for."""
        return Job.objects.filter(pk=self.pk, state=Job.State.RUNNING, attempts=self.attempts)

    @property
    def percent(self):
        return 100 * self.progress // self.total if self.total else 0


class SignOfLife(models.Model):
    """When worker and beat were last seen at work (see life.py)."""

    class Part(models.TextChoices):
        WORKER = "worker", "后台任务程序"
        BEAT = "beat", "定时程序"

    part = models.CharField(max_length=6, choices=Part, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.get_part_display()} {self.at:%Y-%m-%d %H:%M}"


class Ordered(models.Model):
    """When a periodic work was last ordered (see timetable.py)."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
