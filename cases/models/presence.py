from django.db import models

from legalaid.platform.accounts.models import User

from .case import Case


class Presence(models.Model):
    """Who has the page of a case open, or one of its steps. Nothing of it is a record: a row lives for minutes."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="present", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    step = models.CharField("正在办理", max_length=40, blank=True)
    seen_at = models.DateTimeField("最近在看")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="one_presence_per_case")
        ]

    def __str__(self):
        return f"{self.user} {self.case}"
