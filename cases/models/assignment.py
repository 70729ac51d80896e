from django.db import models

from legalaid.platform.accounts.models import User
from stations.models import Firm, Handler

from .case import Case


class Assignment(models.Model):
    """One offer of the case to one handler; `declined_reason` when it came back."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    handler = models.ForeignKey(Handler, models.PROTECT, related_name="assignments")
    # it is paid, wherever the handler goes
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="+", verbose_name="指派时所在机构")
    reason = models.TextField("指派理由", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return str(self.handler)


class Transfer(models.Model):
    """What a replaced handler has to hand over (Procedure Rules art. 37); until his successor signs for it he goes on reading the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    before = models.ForeignKey(Handler, models.PROTECT, related_name="+", verbose_name="移交人")
    items = models.JSONField("应移交的材料", default=list)
    at = models.DateTimeField()
    received = models.JSONField("收到的材料", default=list)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="签收人")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.before} {self.at:%Y-%m-%d}"
