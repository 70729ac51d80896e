from django.db import models
from django.utils import timezone

from legalaid.platform.accounts.roles import Role

from . import clocks
from .clocks import Unit


class Subject(models.Model):
    """What a procedure runs on: the fields the engine writes. A concrete model adds `state` with its own choices."""

    returns_to = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    turn = models.CharField("轮到", max_length=12, blank=True)
    due_at = models.DateTimeField("期满", null=True)
    first_at = models.DateTimeField(null=True)  # what is promised or `due_at`, whichever is earlier
    due_from = models.DateTimeField(null=True)
    due_rule = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def turn_words(self):
        """Whose turn it is, in words."""
        return Role(self.turn).label if self.turn else ""

    def public_of(self, place):
        """What an applicant may be told of this one at a place."""
        return place.public

    @property
    def promised_at(self):
        """What is promised, where that comes before the law's limit."""
        return self.first_at if self.first_at != self.due_at else None

    @property
    def clock_colour(self):
        return colour(self.due_from, self.due_at) if self.due_at else "quiet"


class ClockRule(models.Model):
    """A dated row that takes the place of the default rule with the same key from `valid_from` on."""

    key = models.CharField("期限", max_length=40)
    limit = models.PositiveIntegerField("时限")
    unit = models.CharField("单位", max_length=8, choices=Unit)
    roll = models.BooleanField("期满日遇休息日顺延", default=True)
    article = models.CharField("依据", max_length=80, blank=True)
    promised_limit = models.PositiveIntegerField("承诺时限", null=True, blank=True)
    promised_unit = models.CharField("承诺单位", max_length=8, choices=Unit, default=Unit.WORKDAY)
    valid_from = models.DateField("自何日起")
    valid_to = models.DateField("至何日止", null=True, blank=True)

    class Meta:
        ordering = ["key", "-valid_from"]
        verbose_name = verbose_name_plural = "期限规则"
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_clock_rule_per_day")
        ]

    def __str__(self):
        return f"{self.key} {self.limit}{self.get_unit_display()}"


class PauseRule(models.Model):
    """Whether the day on which a period in days is stopped counts as a day of it, from a day on, as the centre has confirmed it."""

    counts = models.BooleanField("停止计算的当天")
    source = models.CharField("确认的依据", max_length=200)
    valid_from = models.DateField(
        "自何日起",
        unique=True,
        error_messages={"unique": "这一天起已有一条，请换一个日期。"},
    )

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = verbose_name_plural = "停止计算的当天"

    def __str__(self):
        return f"{'计入' if self.counts else '不计入'}期限，自{self.valid_from}起"


class DeadlineQuerySet(models.QuerySet):
    def of(self, workflow, subject_id):
        return self.filter(workflow=workflow, subject_id=subject_id)

    def open(self):
        return self.filter(met_at=None, cancelled_at=None)

    def ours(self):
        """Without the limits of those we help, which are not ours to keep."""
        return self.exclude(rule__in=[rule.key for rule in clocks.RULES.values() if rule.theirs])

    def running(self):
        return self.open().filter(due_at__isnull=False)

    def overdue(self, now):
        return self.open().filter(due_at__lt=now)

    def told_within(self, begin, end, limit="due_at"):
        """The clocks a rate of what was kept is a part of, each in one period: on its day where it was met in time, else on the day the
        limit passed, whatever became of it later. `limit`: due_at, or promised_at."""
        day, by = models.F(limit), min(end, timezone.now())
        in_time = models.Q(met_at__lte=day, met_at__gte=begin, met_at__lt=end)
        open_then = models.Q(met_at=None, cancelled_at=None) | models.Q(met_at__gt=day)
        late = open_then | models.Q(met_at=None, cancelled_at__gt=day)
        return self.filter(
            in_time | late & models.Q(**{f"{limit}__gte": begin, f"{limit}__lt": by})
        )


class Deadline(models.Model):
    """One running, paused, met or cancelled clock of one subject."""

    workflow = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    rule = models.CharField("期限", max_length=40)
    started_at = models.DateTimeField("起算")
    set_due = models.DateField("指定日期", null=True)
    due_at = models.DateTimeField("期满", null=True)
    promised_at = models.DateTimeField("承诺", null=True)
    met_at = models.DateTimeField("办结", null=True)
    cancelled_at = models.DateTimeField("取消", null=True)
    provisional = models.BooleanField("暂定", default=False)
    sentence = models.CharField("计算说明", max_length=400)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [
            models.Index(fields=["workflow", "subject_id"], name="deadline_of_subject"),
            # what is overdue or due soon, for the nightly reminders
            models.Index(
                fields=["due_at", "workflow", "rule"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="deadline_open_by_due",
            ),
        ]

    def __str__(self):
        return f"{self.name}：{self.sentence}"

    @property
    def definition(self):
        return clocks.RULES[self.rule]

    @property
    def name(self):
        return self.definition.name

    @property
    def paused(self):
        return self.met_at is None and self.cancelled_at is None and self.due_at is None

    @property
    def closed(self):
        return self.met_at is not None or self.cancelled_at is not None

    def colour(self, now=None):
        """calm, soon (the last third, at most two days), late (past), or quiet (paused or done)."""
        if self.closed or self.due_at is None:
            return "quiet"
        return colour(self.started_at, self.due_at, now)

    @property
    def late(self):
        return self.met_at is not None and self.due_at is not None and self.met_at > self.due_at


def colour(started_at, due_at, now=None):
    now = now or timezone.now()
    if now > due_at:
        return "late"
    left = due_at - now
    soon = min((due_at - started_at) / 3, timezone.timedelta(days=2))
    return "soon" if left <= soon else "calm"


class MetMonth(models.Model):
    """How many clocks of a rule a month tells of (`told_within`) once they are over, and how many were met in time; kept as they end."""

    KEYS = ("workflow", "month", "rule")
    SUMS = ("done", "kept")

    workflow = models.CharField(max_length=20)
    month = models.DateField("月份")  # its first day
    rule = models.CharField("期限", max_length=40)
    done = models.IntegerField("应办结")
    kept = models.IntegerField("按期")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("workflow", "month", "rule"), name="met_month_once")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.rule}"


class Pause(models.Model):
    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"],
                condition=models.Q(ended_at=None),
                name="one_open_pause_per_deadline",
            )
        ]

    def __str__(self):
        return f"{timezone.localdate(self.began_at)} {self.reason}"
