from django.db import models
from django.utils import timezone


class CalendarYear(models.Model):
    """A year whose holiday notice is in; a year without a row is unknown, and due dates in it are provisional."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("来源", max_length=120)
    imported_at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        ordering = ["-year"]

    def __str__(self):
        return f"{self.year}年"


class CalendarDay(models.Model):
    """A day that differs from Monday-to-Friday: a holiday on a weekday, or a working weekend day (调休)."""

    date = models.DateField("日期", primary_key=True)
    is_workday = models.BooleanField("上班")
    note = models.CharField("说明", max_length=40, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {'班' if self.is_workday else '休'}"


class Counter(models.Model):
    """The last number given in a series and year; see numbering.next_number."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_per_series")
        ]

    def __str__(self):
        return f"{self.series} {self.year}: {self.value}"
