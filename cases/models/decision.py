from django.db import models

from legalaid.platform.accounts.models import User

from .case import Case


class DecisionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(current=True)


class Decision(models.Model):
    """Grant or refusal (Law art. 43): coded grounds and reasons. One that was corrected (art. 49) stays beside the current one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    current = models.BooleanField("现行", default=True)
    granted = models.BooleanField("给予法律援助")
    grounds = models.JSONField("依据")  # codes of cases.law.grounds
    reasons = models.TextField("理由", blank=True)
    mode = models.CharField("援助方式", max_length=24, blank=True)
    opinion = models.TextField("审批意见", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(current=True), name="one_current_decision"
            )
        ]

    def __str__(self):
        return "给予法律援助" if self.granted else "不予法律援助"

    @property
    def words(self):
        """What was decided, whether it takes the place of an earlier decision, and under it why."""
        corrects = self.case.decisions.exclude(pk=self.pk).exists()
        decided = f"{self}，改正原决定。" if corrects else f"{self}。"
        return f"{decided}\n{self.opinion or self.reasons}".strip()
