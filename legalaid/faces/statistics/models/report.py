from django.conf import settings
from django.db import models


class ReportAnswer(models.Model):
    """What no data can know, answered once a year for the annual report."""

    year = models.PositiveSmallIntegerField("年度")
    key = models.CharField(max_length=20)
    text = models.CharField("内容", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["year", "key"]
        constraints = [models.UniqueConstraint(fields=["year", "key"], name="one_answer_per_year")]

    def __str__(self):
        return f"{self.year} {self.key}"
