from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case, Hearing
from cases.quality.enums.supervisor import TaskKind
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day, period
from legalaid.platform.office.addresses import address
from stations.models import Station

from .callback import Callback
from .draw import Drawing
from .observation import Observation


class SupervisorQuerySet(models.QuerySet):
    def appointed(self, on):
        """In whose term this day lies."""
        return self.filter(from_on__lte=on, to_on__gte=on, user__is_active=True)


class Supervisor(models.Model):
    """Somebody appointed to oversee legal aid (监督员), from a day to a day; a second term is a second row."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="supervisors", verbose_name="聘任机构"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="terms", verbose_name="监督员")
    unit = models.CharField("身份或者单位", max_length=60)
    from_on = models.DateField("聘任自")
    to_on = models.DateField("聘任至")
    note = models.CharField("聘任依据", max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="聘任人")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects = SupervisorQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        verbose_name = verbose_name_plural = "监督员"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="supervisor_term_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return self.user.name

    def get_absolute_url(self):
        return address("quality:supervisor", self.pk)

    @property
    def term(self):
        return period(self.from_on, self.to_on)

    def serves(self, on):
        return self.from_on <= on <= self.to_on and self.user.is_active


class TaskDraw(Drawing):
    """The cases drawn for one supervisor to look at in one way."""

    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="draws")
    kind = models.CharField("方式", max_length=8, choices=TaskKind)
    due_on = models.DateField("完成期限")

    class Meta(Drawing.Meta):
        verbose_name = verbose_name_plural = "监督任务的抽取"

    def __str__(self):
        return f"{day(self.at)}抽取：{self.get_kind_display()}"

    def get_absolute_url(self):
        return address("quality:task_draw", self.pk)


class TaskQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(gone_at=None)

    def waiting(self):
        return self.standing().filter(done_at=None)

    def for_lists(self):
        return self.select_related("case__cause", "case__handler__user", "supervisor__user")


class SupervisorTask(models.Model):
    """A case that was drawn for a supervisor: what is looked at, how, and what came of it."""

    draw = models.ForeignKey(TaskDraw, models.PROTECT, related_name="tasks")
    supervisor = models.ForeignKey(Supervisor, models.PROTECT, related_name="tasks")
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervisor_tasks")
    kind = models.CharField("方式", max_length=8, choices=TaskKind)
    position = models.PositiveIntegerField("抽取顺序")
    due_on = models.DateField("完成期限")

    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, related_name="+")
    observation = models.OneToOneField(
        Observation, models.PROTECT, null=True, related_name="supervisor_task"
    )
    callback = models.OneToOneField(
        Callback, models.PROTECT, null=True, related_name="supervisor_task"
    )
    # of a file: who looked through what is covered in it, and the names covered besides those on record
    covered = EncryptedTextField("还要遮蔽的姓名、单位", blank=True)
    released_at = models.DateTimeField("交阅", null=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    # of a call: when somebody of the office last put it through
    dialled_at = models.DateTimeField("拨通", null=True)

    done_at = models.DateTimeField("完成", null=True)
    found = EncryptedTextField("监督情况", blank=True)
    gone_at = models.DateTimeField("退回或者取消", null=True)
    gone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    gone_why = EncryptedTextField("退回或者取消的理由", blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = verbose_name_plural = "监督任务"
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "case", "kind"],
                condition=Q(gone_at=None),
                name="one_task_of_a_kind_per_supervisor_and_case",
            )
        ]
        indexes = [
            # what waits for one, by its day; what was done in a year
            models.Index(fields=["supervisor", "done_at", "due_on"], name="task_of_supervisor"),
            models.Index(fields=["done_at"], name="task_done"),
        ]

    def __str__(self):
        return f"{self.case}：{self.get_kind_display()}"

    def get_absolute_url(self):
        return address("quality:task", self.pk)

    @property
    def state(self):
        """A key of STATES."""
        if self.gone_at:
            return "gone"
        if self.done_at:
            return "done"
        if f",{self.supervisor.user_id}," in self.case.recused:
            return "barred"
        if not self.supervisor.serves(timezone.localdate()):
            return "over"
        return "unreleased" if self.kind == TaskKind.FILE and not self.released_at else "waiting"

    @property
    def state_words(self):
        return STATES[self.state]


STATES = {
    "gone": "已退回、取消",
    "done": "已完成",
    "barred": "监督员已回避",
    "over": "聘期已满",
    "unreleased": "待核对遮蔽",
    "waiting": "待办",
}
