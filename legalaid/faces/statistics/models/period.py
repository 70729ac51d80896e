from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from legalaid.platform.core import words


@dataclass(frozen=True)
class Span:
    """First and last day, both counted."""

    starts: date
    ends: date

    def __str__(self):
        return words.period(self.starts, self.ends)

    @property
    def after(self):
        return self.ends + timedelta(days=1)

    @property
    def unfinished(self):
        """Whether some of it is still to come: its last day counts as over when it is."""
        return self.ends >= timezone.localdate()

    @property
    def moments(self):
        """Aware [begin, end) of the days."""
        return tuple(
            timezone.make_aware(datetime.combine(day, time())) for day in (self.starts, self.after)
        )

    @property
    def year_before(self):
        return Span(_year_earlier(self.starts), _year_earlier(self.after) - timedelta(days=1))


def _year_earlier(day):
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


class Unit(models.TextChoices):
    YEAR = "year", "年"
    HALF = "half", "半年"
    QUARTER = "quarter", "季"
    MONTH = "month", "月"


class Scheme(models.Model):
    """A way of cutting time into reporting periods: calendar years, December to November, months from the 21st to the 20th."""

    name = models.CharField("口径", max_length=40, unique=True)
    unit = models.CharField("单位", max_length=8, choices=Unit)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "统计口径"

    def __str__(self):
        return self.name


class PeriodQuerySet(models.QuerySet):
    def overlapping(self, span):
        return self.filter(starts_on__lte=span.ends, ends_on__gte=span.starts)

    def begun(self, today):
        return self.filter(starts_on__lte=today)


class Period(models.Model):
    """One reporting period of a scheme. Periods of one scheme never overlap (domain.period checks)."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="periods", verbose_name="口径")
    name = models.CharField("期别", max_length=40)
    starts_on = models.DateField("自")
    ends_on = models.DateField("至（含当日）")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "-starts_on"]
        verbose_name = verbose_name_plural = "统计期"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "starts_on"], name="one_period_per_start"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="period_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def span(self):
        return Span(self.starts_on, self.ends_on)
