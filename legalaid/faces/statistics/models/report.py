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


class ReportPassage(models.Model):
    """A passage of one year's report in words of one's own; `base` is what the figures said when it was written (decision 145)."""

    year = models.PositiveSmallIntegerField("年度")
    key = models.CharField(max_length=20)
    base = models.TextField("改写前")
    text = models.TextField("改写", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="改写人"
    )
    at = models.DateTimeField("改写时间", auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["year", "key"]
        constraints = [models.UniqueConstraint(fields=["year", "key"], name="one_passage_per_year")]

    def __str__(self):
        return f"{self.year} {self.key}"
