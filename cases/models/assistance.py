from django.db import models

from cases.enums.agencies import AssistanceKind, AssistanceState
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField

from .case import Case
from .over import over


class AssistanceQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=AssistanceState.ASKED).exclude(over("case"))

    def for_lists(self):
        return self.select_related("case__applicant", "asked_by", "answered_by")


class Assistance(models.Model):
    """What a handler asks the centre for in a case: an introduction (form 15), a proof letter, coordination with an organ, an
    investigation by another agency; and what the centre did about it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assistances")
    kind = models.CharField("请求事项", max_length=14, choices=AssistanceKind)
    state = models.CharField(
        "办理情况", max_length=10, choices=AssistanceState, default=AssistanceState.ASKED
    )
    addressee = models.CharField("发往单位", max_length=80)
    content = EncryptedTextField("请求内容")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="请求人")
    asked_at = models.DateTimeField("请求时间")
    due_at = models.DateTimeField("答复期限")

    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    answered_at = models.DateTimeField("办理时间", null=True)
    reason = EncryptedTextField("不出函、撤回的理由", blank=True)
    reply = EncryptedTextField("对方回复", blank=True)
    replied_on = models.DateField("回复日期", null=True)

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            # the register, newest first; what waits, by its limit
            models.Index(fields=["-asked_at", "-id"], name="assistance_newest"),
            models.Index(fields=["state", "due_at"], name="assistance_by_clock"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.addressee}）"
