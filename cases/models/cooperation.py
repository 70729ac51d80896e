from django.db import models

from legalaid.platform.accounts.models import User

from .case import Case


class Cooperation(models.Model):
    """A letter to another legal aid agency asking it to verify facts (form 7); the seven days stand still until it answers."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="cooperations")
    recipient = models.CharField("协作机构", max_length=80)
    content = models.TextField("协作事项")
    due = models.DateField("协作期限")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    result = models.CharField("结果", max_length=20, blank=True)
    reply = models.TextField("回函内容", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["issued_at"]

    def __str__(self):
        return self.recipient
