from django.conf import settings
from django.db import models
from django.urls import reverse

from .period import Period


class Snapshot(models.Model):
    """The returns of a period as they were handed in: figures and rows in one text, its SHA-256, who and when (decision 146).

    Never changed; what was handed in again has the next number and a reason.
    """

    period = models.ForeignKey(
        Period, models.PROTECT, related_name="snapshots", verbose_name="期别"
    )
    number = models.PositiveSmallIntegerField("第几次报送")
    figures = models.TextField("数据")  # as queries.frozen.Frozen writes it
    rows = models.BinaryField("逐件")  # the rows behind them, deflated
    sha256 = models.CharField(
        "校验码", max_length=64
    )  # of `figures`, which hold the one of the rows
    reason = models.CharField("重报的理由", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="存档人"
    )
    at = models.DateTimeField("存档时间")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "报表存档"
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="snapshot_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="restated_with_a_reason"
            ),
        ]

    def __str__(self):
        again = f"（第{self.number}次报送）" if self.number > 1 else ""
        return f"{self.period}报表{again}"

    def get_absolute_url(self):
        return reverse("statistics:snapshot", args=[self.pk])

    @property
    def earlier(self):
        """What was handed in before, of the same period; None."""
        return self.period.snapshots.filter(number=self.number - 1).first()

    @property
    def later(self):
        """What stands in its place now; None."""
        rows = self.period.snapshots.filter(number__gt=self.number)
        return rows.order_by("-number").first()
