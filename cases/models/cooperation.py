from django.db import models

from legalaid.platform.accounts.models import User

from .assistance import Assistance
from .case import Case


class Cooperation(models.Model):
    """A letter to another legal aid agency (form 7): asking it to verify facts, while the seven days stand still until it answers, or, where
    a handler asked for it (`assistance`), to investigate out of the area."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="cooperations")
    recipient = models.CharField("协作机构", max_length=80)
    assistance = models.OneToOneField(
        Assistance, models.CASCADE, null=True, related_name="cooperation"
    )
    content = models.TextField("协作事项")
    due = models.DateField("协作期限")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    result = models.CharField("结果", max_length=20, blank=True)
    reply = models.TextField("回函内容", blank=True)
    answered_at = models.DateTimeField(null=True)
    cost = models.DecimalField("费用（元）", max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["issued_at"]
        # the register, newest first
        indexes = [models.Index(fields=["-issued_at", "-id"], name="cooperation_newest")]

    def __str__(self):
        return self.recipient
