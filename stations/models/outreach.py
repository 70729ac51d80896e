from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from stations.enums import Medium, OutreachForm, Venue

from .station import Station

YEAR = [MinValueValidator(2000), MaxValueValidator(2100)]


class OutreachTag(models.Model):
    """A plan of legal education under which an activity counts (a five-year plan, a month of publicity): data, never code."""

    name = models.CharField(
        "名称", max_length=40, unique=True, error_messages={"unique": "已有同名标签。"}
    )
    first_year = models.PositiveSmallIntegerField("起始年", validators=YEAR)
    last_year = models.PositiveSmallIntegerField("终止年", validators=YEAR)

    class Meta:
        ordering = ["-first_year", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:outreach_plan")


class OutreachGoal(models.Model):
    """A line of the yearly plan: how often, and how many people, in one form (and venue)."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="outreach_goals")
    year = models.PositiveSmallIntegerField("年度", validators=YEAR)
    form = models.CharField("形式", max_length=8, choices=OutreachForm)
    venue = models.CharField("七进", max_length=12, choices=Venue, blank=True)
    events = models.PositiveSmallIntegerField("计划场次", validators=[MinValueValidator(1)])
    people = models.PositiveIntegerField("计划受众（人次）", default=0)

    class Meta:
        ordering = ["form", "venue"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "year", "form", "venue"], name="one_outreach_goal"
            )
        ]

    def __str__(self):
        return f"{self.year} {self.get_form_display()}{self.get_venue_display()}"

    def get_absolute_url(self):
        return f"{reverse('stations:outreach_plan')}?year={self.year}"


class OutreachEventQuerySet(models.QuerySet):
    def held(self):
        return self.exclude(people=None)

    def planned(self):
        return self.filter(people=None)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)


class OutreachEvent(models.Model):
    """One activity of publicity. Without a number of people reached it is still only planned."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="outreach", verbose_name="承办站点"
    )
    form = models.CharField("形式", max_length=8, choices=OutreachForm, default=OutreachForm.VISIT)
    venue = models.CharField("七进", max_length=12, choices=Venue, blank=True)
    medium = models.CharField("媒介", max_length=12, choices=Medium, blank=True)
    title = models.CharField("主题", max_length=80)
    day = models.DateField("日期", db_index=True)
    begins = models.TimeField("开始时间", null=True, blank=True)
    township = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outreach_here",
        verbose_name="所在乡镇（街道）",
    )
    place = models.CharField("地点（栏目）", max_length=80, blank=True)
    people = models.PositiveIntegerField("受众（人次）", null=True, blank=True)
    materials = models.PositiveIntegerField("发放资料（份）", default=0)
    consultations = models.PositiveIntegerField("现场解答咨询（人次）", default=0)
    summary = models.TextField("情况", blank=True)
    tags = models.ManyToManyField(
        OutreachTag, blank=True, related_name="events", verbose_name="普法规划"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = OutreachEventQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stations:outreach_event", args=[self.pk])

    @property
    def kind_text(self):
        return self.get_venue_display() or self.get_medium_display() or self.get_form_display()
