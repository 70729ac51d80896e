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


class Office(models.Model):
    """What the office is called from a day on. A change is a further row; none is altered, and the last row of a day counts."""

    NAMES = (
        "county",
        "center",
        "bureau",
        "short",
        "region",
        "place",
        "help",
        "help_phone",
        "remedy",
    )

    county = models.CharField("县（市、区）名称", max_length=20)
    center = models.CharField("法律援助机构名称", max_length=40)
    bureau = models.CharField("司法行政机关名称", max_length=40)
    short = models.CharField("文号简称", max_length=6)
    region = models.CharField("行政区划代码", max_length=6)
    place = models.CharField("办公地点", max_length=60, blank=True)
    help = models.CharField("系统问题找谁", max_length=30, blank=True)
    help_phone = models.CharField("联系电话", max_length=30, blank=True)
    remedy = models.CharField("行政复议、行政诉讼的去处", max_length=120, blank=True)
    valid_from = models.DateField("启用日期")
    reason = models.CharField("理由（文号）", max_length=200)
    by_id = models.BigIntegerField()  # a user, by id: the office lies below accounts
    by_name = models.CharField("修改人", max_length=40)
    at = models.DateTimeField("修改时间", default=timezone.now)

    class Meta:
        ordering = ["-valid_from", "-pk"]

    def __str__(self):
        return f"{self.center}，自{self.valid_from}起"

    @property
    def names(self):
        return {name: getattr(self, name) for name in self.NAMES}


class Sent(models.Model):
    """A form that was sent: whoever sends it again, having seen no answer, is led to what was made."""

    token = models.UUIDField(primary_key=True)
    path = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.path
