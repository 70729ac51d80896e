from django.db import models

from cases.models import Case
from cases.quality.enums.supervisor import Addressee, OpinionKind, OpinionState
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.models import Handler

from .supervisor import SupervisorTask


class OpinionQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(state=OpinionState.WITHDRAWN)

    def waiting(self):
        """For an answer."""
        return self.filter(state__in=(OpinionState.SENT, OpinionState.RETURNED))

    def for_lists(self):
        joined = ("case__cause", "case__station", "handler__user", "task__supervisor__user")
        return self.select_related(*joined)


class SupervisorOpinion(Subject):
    """What a supervisor has to say on a task (监督意见): the centre or the handler answers it within a limit."""

    task = models.ForeignKey(SupervisorTask, models.PROTECT, related_name="opinions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervisor_opinions")
    state = models.CharField("状态", max_length=10, choices=OpinionState, default=OpinionState.SENT)
    kind = models.CharField("意见类别", max_length=10, choices=OpinionKind)
    to = models.CharField("请谁答复", max_length=8, choices=Addressee)
    # who has to answer; None: the centre
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", verbose_name="承办人"
    )
    content = EncryptedTextField("监督意见")
    at = models.DateTimeField("提出时间")
    returned_why = EncryptedTextField("退回答复的理由", blank=True)
    urged_at = models.DateTimeField("催办", null=True)
    settled_at = models.DateTimeField("了结时间", null=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "监督意见"
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=~models.Q(state=OpinionState.WITHDRAWN),
                name="one_opinion_on_a_task",
            )
        ]
        indexes = [
            # what waits for whom, by clock; the figures of a year
            models.Index(fields=["turn", "due_at"], name="opinion_by_clock"),
            models.Index(fields=["at"], name="opinion_by_day"),
        ]

    def __str__(self):
        return f"{self.case}的监督意见"

    def get_absolute_url(self):
        return address("quality:opinion", self.pk)

    @property
    def supervisor(self):
        return self.task.supervisor

    @property
    def last_answer(self):
        return self.answers.last()

    @property
    def deadlines(self):
        return Deadline.objects.of("supervision", self.pk)


class OpinionAnswer(models.Model):
    """One answer to an opinion; a second one follows where the first was returned."""

    opinion = models.ForeignKey(SupervisorOpinion, models.CASCADE, related_name="answers")
    reply = EncryptedTextField("答复")
    measures = EncryptedTextField("采取的措施", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="答复人")
    at = models.DateTimeField("答复时间")

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "监督意见的答复"

    def __str__(self):
        return f"{self.opinion}的答复"
