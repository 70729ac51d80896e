from django.db import models

from legalaid.platform.core.words import day
from stations.models import Handler

from .case import Case


class Evaluation(models.Model):
    """The peer review of a closed file (同行评估, SF/T 0085-2020): who of another unit read it, and when. The grade stands with the case."""

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
