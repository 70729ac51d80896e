from django.db import models
from django.urls import reverse

from cases.enums import PoolEnd, State
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import moment
from stations.models import Handler

from .case import Case


class PoolQuerySet(models.QuerySet):
    def open(self):
        """Called and not ended, of cases that still wait for a handler."""
        return self.filter(ended_at=None, case__state=State.GRANTED)

    def gathering(self, now):
        return self.open().filter(closes_at__gt=now)


class Pool(models.Model):
    """A case handlers may put themselves forward for (自愿办案), until a moment; what they read of it names nobody."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pools", verbose_name="案件")
    note = models.CharField("给承办人看的说明", max_length=200, blank=True)
    closes_at = models.DateTimeField("报名截止")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    at = models.DateTimeField("发起时间")
    end = models.CharField("结果", max_length=10, choices=PoolEnd, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    withdrawn_why = models.CharField("撤回的理由", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = PoolQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "自愿办案征集"
        indexes = [
            # the list, newest first; what a handler may put himself forward for
            models.Index(fields=["-at", "-id"], name="pool_newest"),
            models.Index(fields=["closes_at"], condition=models.Q(ended_at=None), name="pool_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at=None),
                name="one_open_pool_per_case",
            )
        ]

    def __str__(self):
        return f"征集{self.pk}"

    def get_absolute_url(self):
        return reverse("cases:pool", args=[self.pk])

    def stands(self, now):
        if self.ended_at:
            return self.get_end_display()
        return f"{moment(self.closes_at)}截止" if now < self.closes_at else "已截止，待指派"


class Volunteer(models.Model):
    """A handler who puts himself forward; who stepped back may do so again."""

    pool = models.ForeignKey(Pool, models.CASCADE, related_name="volunteers")
    handler = models.ForeignKey(Handler, models.PROTECT, related_name="volunteered")
    note = models.CharField("自荐说明", max_length=120, blank=True)
    at = models.DateTimeField("报名时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "handler"], name="volunteers_once_for_a_case")
        ]

    def __str__(self):
        return str(self.handler)
