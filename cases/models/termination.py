from datetime import date

from django.db import models
from django.db.models import Q

from cases.law.termination import BY_CODE
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day

from .assignment import Assignment
from .case import Case


class Termination(models.Model):
    """A proposal to end aid, what the recipient said to it, and what was decided (Law art. 48; forms 18 and 19)."""

    class End(models.TextChoices):
        """What became of the proposal. Blank: not decided yet."""

        WITHDRAWN = "withdrawn", "提议已撤回"
        REFUSED = "refused", "不予终止"
        DECIDED = "decided", "决定终止"
        REVOKED = "revoked", "终止决定已撤销"

    case = models.ForeignKey(Case, models.CASCADE, related_name="terminations")
    occasion = models.CharField("情形", max_length=16)  # a code of cases.law.termination
    learnt_on = models.DateField("得知日期")
    happened_on = models.DateField("发生日期", null=True)
    account = models.TextField("情况")
    borderline = models.TextField("不按结案办理的理由", blank=True)
    counsel = models.CharField("自行委托的律师或者代理人", max_length=120, blank=True)
    provision = models.CharField("法律、法规的条文", max_length=120, blank=True)
    cost = models.DecimalField(
        "已实施法律援助的费用（元）", max_digits=12, decimal_places=2, null=True
    )
    attempts = models.JSONField("联系经过", default=list)  # [[day, manner, result]]
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出")

    heard_on = models.DateField("听取意见日期", null=True)
    heard_how = models.CharField("方式", max_length=20, blank=True)
    heard = EncryptedTextField("受援人的意见", blank=True)
    heard_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="听取人"
    )
    unheard = models.TextField("没有听取意见的原因", blank=True)

    end = models.CharField("结果", max_length=10, choices=End, blank=True)
    reasons = models.TextField("理由", blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定", null=True)
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, related_name="+", verbose_name="当时的指派"
    )
    came_from = models.CharField("此前的环节", max_length=40, blank=True)  # as `returns_to` has it
    undone = models.TextField("撤销的理由", blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = verbose_name_plural = "终止"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(end=""), name="one_termination_proposed"
            )
        ]

    def __str__(self):
        return self.what.text

    @property
    def what(self):
        return BY_CODE[self.occasion]

    @property
    def why(self):
        return f"{self.what.text}（{self.what.article}）"

    @property
    def hearing(self):
        """How the recipient was heard, for the history; what was said is personal."""
        if self.heard_on:
            return f"{day(self.heard_on)}以{self.heard_how}方式听取"
        return "没有听取" if self.unheard else ""

    @property
    def alone(self):
        """What the history adds where nobody else was there to decide."""
        if self.decided_by_id != self.by_id:
            return ""
        return f"（没有其他负责人，由提出人决定；{self.heard_by.name}听取了意见）"

    @property
    def tries(self):
        """[(day, manner, result)] at reaching the recipient."""
        return [(date.fromisoformat(tried_on), *rest) for tried_on, *rest in self.attempts]

    @property
    def was_heard(self):
        """Whether the recipient was heard, or it is said why not. Nobody hears the dead."""
        return bool(self.heard_on or self.unheard or self.what.death)


class FraudReferral(models.Model):
    """Aid obtained by deceit, referred to the bureau, which alone may order its cost paid and a fine (Law art. 64); the money is not ours."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="fraud_referrals")
    account = models.TextField("事实和证据")
    cost = models.DecimalField("已实施法律援助的费用（元）", max_digits=12, decimal_places=2)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="移送人")
    at = models.DateTimeField("移送")

    answered_on = models.DateField("答复日期", null=True)
    number = models.CharField("决定文号", max_length=60, blank=True)
    ordered = models.DecimalField(
        "责令支付的费用（元）", max_digits=12, decimal_places=2, null=True
    )
    fine = models.DecimalField("罚款（元）", max_digits=8, decimal_places=2, null=True)
    answer = models.TextField("答复", blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = verbose_name_plural = "移送司法局"
        constraints = [
            models.CheckConstraint(
                condition=Q(fine=None) | Q(fine__gte=0, fine__lte=3000), name="fine_within_the_law"
            )
        ]

    def __str__(self):
        return "已答复" if self.answered_on else "待司法局处理"
