from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day
from stations.models import Handler

from .case import Case


class Evaluation(models.Model):
    """The peer review of a closed file (同行评估): who of another unit read it, and when. The grade stands with the case."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="evaluation")
    evaluator = models.ForeignKey(
        Handler, models.PROTECT, related_name="evaluations", verbose_name="评估人"
    )
    evaluated_on = models.DateField("评估日期")

    class Meta:
        # what a batch takes in, the first first
        indexes = [models.Index(fields=["evaluated_on"], name="evaluation_by_day")]

    def __str__(self):
        return f"{day(self.evaluated_on)}由{self.evaluator}（{self.evaluator.firm}）评估"

    @property
    def read_by(self):
        """How the history goes on after the grade."""
        return f"，{self}"


class ProposedFailQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)


class ProposedFail(models.Model):
    """Somebody means to grade a case 不合格: its handler reads why and is heard before it counts, for pay may hang on it (Law art. 52; decision 126)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="proposed_fails")
    reason = EncryptedTextField("拟评不合格的理由")
    due_on = models.DateField("陈述、申辩的期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    objects_to = models.BooleanField("有异议", null=True)
    statement = EncryptedTextField("陈述、申辩", blank=True)
    stated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # graded, or taken back

    objects = ProposedFailQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "拟评不合格"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None), name="one_fail_proposed"
            )
        ]

    def __str__(self):
        return f"{self.case}拟评不合格"
