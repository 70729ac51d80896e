from django.db import models
from django.utils import timezone


class JobCancelled(Exception):
    """Raised inside a handler when the job was cancelled."""


class Job(models.Model):
    """Work done outside the request. This row is the truth; the broker only carries its id."""

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
    heartbeat_at = models.DateTimeField(null=True)
    owner_id = models.BigIntegerField(null=True)  # a user, by id: jobs lie below accounts
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]  # the sweep

    def __str__(self):
        return f"{self.kind} {self.get_state_display()}"

    def step(self, done, total, note=""):
        """Progress and sign of life; raises JobCancelled when the job was cancelled meanwhile."""
        alive = Job.objects.filter(pk=self.pk, state=Job.State.RUNNING).update(
            progress=done, total=total, note=note, heartbeat_at=timezone.now()
        )
        if not alive:
            raise JobCancelled

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
