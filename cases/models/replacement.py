from django.db import models

from cases.enums import ReplacementAsker, ReplacementResult
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Handler

from .case import Case
from .over import over


class ReplacementRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Not decided and not taken back."""
        return self.filter(settled_at=None).exclude(over("case"))


class ReplacementRequest(models.Model):
    """Somebody asks for another handler (form 16; Law art. 55): why, with what evidence, and what became of it; one at a time."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="replacement_requests")
    asked_by = models.CharField("由谁提出", max_length=10, choices=ReplacementAsker)
    asker = EncryptedTextField("申请人或者机关")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="+", verbose_name="申请更换的承办人"
    )
    received_on = models.DateField("收到日期")
    reason = EncryptedTextField("申请更换的理由")
    evidence = EncryptedTextField("证据和线索", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    opinion = EncryptedTextField("审核意见", blank=True)
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    reviewed_at = models.DateTimeField("审核时间", null=True)

    result = models.CharField("结果", max_length=10, choices=ReplacementResult, blank=True)
    said = EncryptedTextField("决定、撤回的理由", blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    settled_at = models.DateTimeField("决定时间", null=True)

    objects = ReplacementRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "更换承办人的申请"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(settled_at=None),
                name="one_replacement_asked_at_a_time",
            )
        ]

    def __str__(self):
        return self.get_asked_by_display()
