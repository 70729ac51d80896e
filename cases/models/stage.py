from django.db import models

from cases.law.appeals import DECISIONS
from legalaid.platform.accounts.models import User

from .case import Case


class Appeal(models.Model):
    """What the recipient decided against the document a case closed with; the last one counts."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    decision = models.CharField("决定", max_length=10, choices=DECISIONS)
    decided_on = models.DateField("日期")
    manner = models.CharField("得知的方式", max_length=20)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.decided_on} {self.get_decision_display()}"
