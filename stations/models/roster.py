from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.procedure.models import Subject
from stations.enums import HelpKind, PostKind, SwapState

from .handler import Handler
from .station import Station

GRACE = timedelta(minutes=10)  # a later sign-in is late, an earlier sign-out early
EARLIEST = timedelta(hours=1)  # before the duty begins


class DutyPostQuerySet(models.QuerySet):
    def open(self):
        return self.filter(active=True)


class DutyPost(models.Model):
    """A place where somebody is on duty, with its hours; the break is not counted."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="duty_posts", verbose_name="管理机构"
    )
    name = models.CharField("岗位", max_length=40)
    kind = models.CharField("类别", max_length=14, choices=PostKind)
    place = models.CharField("地点", max_length=80, blank=True)
    starts = models.TimeField("上岗时间")
    ends = models.TimeField("离岗时间")
    break_minutes = models.PositiveSmallIntegerField("午休（分钟）", default=0)
    rest_days = models.BooleanField("休息日也值班", default=False)

    active = models.BooleanField("在用", default=True)

    objects = DutyPostQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["station", "name"], name="one_duty_post_per_name")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:roster_posts")

    def span(self, day):
        """The moments at which a duty on `day` begins and ends."""
        return [timezone.make_aware(datetime.combine(day, at)) for at in (self.starts, self.ends)]

    @property
    def hours(self):
        begin, end = (datetime.combine(datetime.min, at) for at in (self.starts, self.ends))
        minutes = (end - begin).seconds // 60 - self.break_minutes
        return (Decimal(minutes) / 60).quantize(Decimal("0.1"))


class RosterQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)


class Roster(models.Model):
    """The plan of one month; published, it is binding, and later changes go by swap or by hand with a reason."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="rosters", verbose_name="机构"
    )
    month = models.DateField("月份")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("编制时间")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField("发布时间", null=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["station", "month"], name="one_roster_per_month")
        ]

    def __str__(self):
        return f"{self.station}{self.month.year}年{self.month.month}月值班表"

    def get_absolute_url(self):
        return f"{reverse('stations:roster')}?month={self.month:%Y-%m}&station={self.station_id}"


class ShiftQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(roster__published_at=None)

    def standing(self):
        """Not given up as absent."""
        return self.filter(absent_at=None)

    def worked(self):
        """Signed in and out: what is paid (司发通〔2019〕27号, by the working day)."""
        return self.standing().exclude(signed_in_at=None).exclude(signed_out_at=None)

    def meeting(self, begin, end):
        return self.standing().filter(starts_at__lt=end, ends_at__gt=begin)

    def missing(self, now):
        """Published, begun, and nobody has signed in."""
        return (
            self.published()
            .standing()
            .filter(starts_at__lt=now - GRACE, ends_at__gt=now, signed_in_at=None)
        )

    def with_people(self):
        return self.select_related("post", "handler__user", "handler__firm", "roster")


class Shift(models.Model):
    """One duty of one person at one post on one day; without a handler it is a gap. The database refuses one person at two at once."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="shifts")
    post = models.ForeignKey(DutyPost, models.PROTECT, related_name="shifts", verbose_name="岗位")
    handler = models.ForeignKey(
        Handler,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shifts",
        verbose_name="值班人员",
    )
    day = models.DateField("日期")
    starts_at = models.DateTimeField("上岗")
    ends_at = models.DateTimeField("离岗")
    hours = models.DecimalField("时数", max_digits=4, decimal_places=1)
    reason = models.CharField("排班依据", max_length=120, blank=True)
    signed_in_at = models.DateTimeField("签到", null=True)
    signed_out_at = models.DateTimeField("签退", null=True)
    absent_at = models.DateTimeField(null=True)
    absence = models.CharField("缺勤原因", max_length=120, blank=True)
    # how many were helped, where each is registered: `helps` are then those of the register (count_registered)
    helped = models.PositiveSmallIntegerField("逐人登记的受帮助人", null=True)
    version = models.PositiveIntegerField(default=0)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "post"]
        indexes = [
            # what has this person on that day
            models.Index(fields=["handler", "day"], name="shift_of_handler"),
            # the calendar; who is missing now
            models.Index(fields=["starts_at"], name="shift_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_out_at=None)
                | models.Q(signed_in_at__isnull=False, signed_out_at__gt=models.F("signed_in_at")),
                name="shift_out_after_in",
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.post}"

    def get_absolute_url(self):
        return reverse("stations:roster_shift", args=[self.pk])

    def missing(self, now):
        """Of a published plan: what the list of the same name finds."""
        begun = self.starts_at < now - GRACE and self.ends_at > now
        return begun and self.absent_at is None and self.signed_in_at is None

    @property
    def late(self):
        return bool(self.signed_in_at and self.signed_in_at > self.starts_at + GRACE)

    @property
    def early(self):
        return bool(self.signed_out_at and self.signed_out_at < self.ends_at - GRACE)


class DutyHelp(models.Model):
    """How often one kind of help was given during a duty (form 29 counts by kind)."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="helps")
    kind = models.CharField("内容", max_length=12, choices=HelpKind)
    count = models.PositiveSmallIntegerField("人次", validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "kind"], name="one_help_count_per_kind")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.count}"


class SwapQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=(SwapState.ASKED, SwapState.AGREED))

    def for_lists(self):
        return self.select_related(
            "shift__post", "returned__post", "asker__user", "other__user", "shift__roster"
        )


class Swap(Subject):
    """`asker` asks `other` to take a shift, or to exchange it for `returned`."""

    state = models.CharField("状态", max_length=10, choices=SwapState, default=SwapState.ASKED)
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="swaps")
    returned = models.ForeignKey(
        Shift, models.CASCADE, null=True, related_name="+", verbose_name="换回"
    )
    asker = models.ForeignKey(Handler, models.CASCADE, related_name="+", verbose_name="申请人")
    other = models.ForeignKey(Handler, models.CASCADE, related_name="+", verbose_name="对方")
    reason = models.CharField("原因", max_length=120)
    note = models.CharField("意见", max_length=120, blank=True)

    objects = SwapQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift"],
                condition=models.Q(state__in=(SwapState.ASKED, SwapState.AGREED)),
                name="one_open_swap_per_shift",
            )
        ]

    def __str__(self):
        return f"{self.asker}与{self.other}换班"

    def get_absolute_url(self):
        return reverse("stations:roster_swaps")
