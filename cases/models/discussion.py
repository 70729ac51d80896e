from django.db import models
from django.urls import reverse

from cases.enums import Level, Vote
from cases.law.major import BY_CODE, GROUNDS
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day

from .case import Case


class MajorFlagQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)


class MajorFlag(models.Model):
    """Somebody says that a case is major or difficult, and why; the centre hears of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="major_flags")
    code = models.CharField(
        "情形", max_length=10, choices=[(one.code, one.label) for one in GROUNDS]
    )
    reason = EncryptedTextField("理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = EncryptedTextField("取消的理由", blank=True)

    objects = MajorFlagQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "重大疑难标记"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"],
                condition=models.Q(lifted_at=None),
                name="flagged_once_for_a_ground",
            )
        ]

    def __str__(self):
        return BY_CODE[self.code].label


class DiscussionQuerySet(models.QuerySet):
    def held(self):
        return self.exclude(held_on=None)

    def planned(self):
        return self.filter(held_on=None, cancelled_at=None)


class Discussion(models.Model):
    """Several discuss a case (集体讨论): called, held with opinions and votes, concluded; minutes are a paper of the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="discussions")
    level = models.CharField("由谁讨论", max_length=8, choices=Level)
    question = EncryptedTextField("讨论的问题")
    sent = models.JSONField("会前发送的材料", default=list)
    planned_for = models.DateTimeField("讨论时间")
    place = models.CharField("地点或者方式", max_length=80)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    held_on = models.DateField("讨论日期", null=True)
    early = models.CharField("提前讨论的原因", max_length=200, blank=True)
    conclusion = EncryptedTextField("结论", blank=True)
    against_why = EncryptedTextField("不按多数意见的理由", blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = EncryptedTextField("取消的理由", blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ["planned_for", "id"]
        verbose_name = verbose_name_plural = "集体讨论"

    def __str__(self):
        return f"{day(self.held_on) if self.held_on else ''}{self.get_level_display()}"

    def get_absolute_url(self):
        return reverse("cases:discussion", args=[self.pk])


class Discussant(models.Model):
    """One who was called: what they said and how they voted."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="people")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("单位和职务", max_length=80, blank=True)
    vote = models.CharField("意见", max_length=8, choices=Vote, blank=True)
    opinion = EncryptedTextField("发言要点或者回避的理由", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class DiscussionTask(models.Model):
    """What follows from a discussion."""

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="tasks")
    what = EncryptedTextField("事项")
    who = models.CharField("由谁办", max_length=40)
    due_on = models.DateField("期限")
    done_on = models.DateField("办结日期", null=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self):
        return f"{self.who} {self.due_on}"
