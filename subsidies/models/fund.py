from django.conf import settings
from django.db import models
from django.urls import reverse

from stations.models import Station
from subsidies.enums import Source
from subsidies.law import chart


def fund_words(year, source):
    return f"{year}年{Source(source).label}"


class FundQuerySet(models.QuerySet):
    def open(self):
        """Funds of years that are not closed."""
        ended = YearEnd.objects.filter(
            station=models.OuterRef("station"), year=models.OuterRef("year")
        )
        return self.exclude(models.Exists(ended))


class Fund(models.Model):
    """The money of one source and year, and what it is earmarked for. No earmark means any expense kind."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="funds", verbose_name="机构")
    source = models.CharField("来源", max_length=12, choices=Source)
    year = models.PositiveSmallIntegerField("年度")
    earmarks = models.JSONField("限定用途", default=list, blank=True)
    purpose = models.CharField("用途说明", max_length=120, blank=True)
    # rule of the project that gave it (彩票公益金); none: any number
    difficult_percent = models.PositiveSmallIntegerField(
        "疑难、跨区域案件最多占（%）", null=True, blank=True
    )

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "source"]
        verbose_name = verbose_name_plural = "经费"
        constraints = [
            models.UniqueConstraint(
                fields=["station", "source", "year"], name="one_fund_per_source_and_year"
            )
        ]

    def __str__(self):
        return fund_words(self.year, self.source)

    def get_absolute_url(self):
        return reverse("subsidies:fund", args=[self.pk])

    def may_pay(self, kind):
        return not self.earmarks or kind in self.earmarks

    @property
    def closed(self):
        return YearEnd.objects.filter(station_id=self.station_id, year=self.year).exists()

    @property
    def earmark_labels(self):
        return [chart.EXPENSES[code].label for code in self.earmarks]


class Allotment(models.Model):
    """The balance of one budget line of a fund: locked by every posting, and never below the approved overdraft in the database itself."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="allotments", verbose_name="经费")
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES)
    available = models.DecimalField("可用余额（元）", max_digits=16, decimal_places=2, default=0)
    reserved = models.DecimalField("已批待付（元）", max_digits=16, decimal_places=2, default=0)
    overdraft = models.DecimalField("准予超支（元）", max_digits=16, decimal_places=2, default=0)

    class Meta:
        ordering = ["fund", "id"]
        verbose_name = verbose_name_plural = "预算科目余额"
        constraints = [
            models.UniqueConstraint(fields=["fund", "line"], name="one_allotment_per_line"),
            models.CheckConstraint(
                condition=models.Q(available__gte=0 - models.F("overdraft"), overdraft__gte=0),
                name="balance_within_overdraft",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__gte=0), name="reserved_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.fund}“{self.get_line_display()}”"

    @property
    def spendable(self):
        return self.available + self.overdraft


class YearEnd(models.Model):
    """A closed year: its row is what makes the database refuse further lines."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="year_ends", verbose_name="机构"
    )
    year = models.PositiveSmallIntegerField("年度")
    closed_at = models.DateTimeField("结账时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="结账人"
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = verbose_name_plural = "年度结账"
        constraints = [models.UniqueConstraint(fields=["station", "year"], name="one_end_per_year")]

    def __str__(self):
        return f"{self.year}年"
