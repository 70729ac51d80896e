from django.db import models

from cases.law.thresholds import THRESHOLDS


class Threshold(models.Model):
    """A number the office set for itself; without a row the usual one of `cases.law.thresholds` holds."""

    key = models.CharField(
        "事项",
        max_length=20,
        unique=True,
        choices=[(row.key, row.label) for row in THRESHOLDS.values()],
    )
    number = models.PositiveIntegerField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "预警、重大疑难和弱项的标准"

    def __str__(self):
        rule = THRESHOLDS[self.key]
        return f"{rule.label}：{self.number}{rule.unit}"


def thresholds():
    """{key: number} as the office has set them."""
    usual = {key: rule.usual for key, rule in THRESHOLDS.items()}
    return usual | dict(Threshold.objects.values_list("key", "number"))
