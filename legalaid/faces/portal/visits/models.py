from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.safety import SafeContact
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Subject
from stations.hall.enums import Purpose
from stations.hall.models import Ticket
from stations.models import Station

from .enums import HOLDS, Need, VisitState, Way
from .slots import Terms

NOON, ONE = time(12), time(13)


class Offering(models.Model):
    """That a station takes bookings, and on what terms; the hours come from its duty roster, or stand here where it has none."""

    station = models.OneToOneField(
        Station, models.CASCADE, related_name="offering", verbose_name="站点"
    )
    active = models.BooleanField("接受预约", default=True)
    minutes = models.PositiveSmallIntegerField(
        "每个时段（分钟）", default=30, validators=[MinValueValidator(10), MaxValueValidator(120)]
    )
    each = models.PositiveSmallIntegerField(
        "每名值班人员一个时段接待几人",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    kept = models.PositiveSmallIntegerField(
        "留给现场来访的（%）", default=50, validators=[MaxValueValidator(90)]
    )
    ahead = models.PositiveSmallIntegerField(
        "最多提前几天预约", default=14, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    lead = models.PositiveSmallIntegerField(
        "最晚提前几小时预约", default=2, validators=[MaxValueValidator(72)]
    )
    pause_from = models.TimeField("午休自", null=True, blank=True, default=NOON)
    pause_to = models.TimeField("午休至", null=True, blank=True, default=ONE)
    # of a station without posts of a duty roster
    starts = models.TimeField("上班", default=time(9))
    ends = models.TimeField("下班", default=time(17))
    people = models.PositiveSmallIntegerField(
        "接待人数", default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["station"]
        verbose_name = verbose_name_plural = "预约设置"

    def __str__(self):
        return f"{self.station}预约设置"

    @property
    def terms(self):
        pause = (self.pause_from, self.pause_to) if self.pause_from and self.pause_to else None
        return Terms(self.minutes, self.each, self.kept, pause)


class ClosedDay(models.Model):
    """A day on which a station receives nobody, whatever the roster says."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="closed_days")
    day = models.DateField("日期")
    reason = models.CharField("原因", max_length=60)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["station", "day"], name="closed_once_a_day")]

    def __str__(self):
        return f"{self.day} {self.reason}"


class VisitQuerySet(models.QuerySet):
    def holding(self):
        return self.filter(state__in=HOLDS)

    def booked(self):
        return self.filter(state=VisitState.BOOKED)

    def meeting(self, begin, end):
        return self.filter(starts_at__lt=end, ends_at__gt=begin)

    def for_lists(self):
        return self.select_related("station", "ticket").defer("matter", "reason")


class Visit(SafeContact, Subject):
    """Somebody is to come at a time of their choosing. What names them goes when its time is over; the row stays and names nobody."""

    token = models.UUIDField(unique=True, editable=False)  # of the form; the code follows from it
    # nothing of it is kept once its time is over
    code_blind = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001  unique while it is there
    words_blind = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001  unique while it is there
    renewed = models.PositiveSmallIntegerField(default=0)  # how often the code was made anew
    state = models.CharField("状态", max_length=10, choices=VisitState, default=VisitState.BOOKED)
    station = models.ForeignKey(Station, models.PROTECT, related_name="visits", verbose_name="站点")
    starts_at = models.DateTimeField("来访时间")
    ends_at = models.DateTimeField()
    seat = models.PositiveSmallIntegerField()  # which of the places of its time
    kept = models.BooleanField("用留给现场来访的", default=False)
    moves = models.PositiveSmallIntegerField("改过几次时间", default=0)
    way = models.CharField("预约方式", max_length=8, choices=Way, default=Way.ONLINE)
    purpose = models.CharField("事项", max_length=10, choices=Purpose)
    matter = EncryptedTextField("什么事", blank=True)
    name = EncryptedTextField("称呼", blank=True)
    phone = EncryptedTextField("电话", blank=True)
    minor = models.BooleanField("未满18周岁", default=False)
    needs = models.JSONField("需要准备", default=list, blank=True)
    language = models.CharField("语言", max_length=20, blank=True)
    seen_by = models.CharField("谁可能看到手机", max_length=8, choices=SeenBy)
    booked_at = models.DateTimeField("预约时间")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代约"
    )
    by_self = models.BooleanField("本人取消", default=False)
    reason = EncryptedTextField("取消的理由", blank=True)
    ticket = models.OneToOneField(
        Ticket, models.PROTECT, null=True, related_name="visit", verbose_name="号"
    )
    emptied_at = models.DateTimeField(null=True)  # what named the person is gone

    objects = VisitQuerySet.as_manager()
    id_blind = ""  # no document is asked for

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = verbose_name_plural = "来访预约"
        constraints = [
            models.UniqueConstraint(
                fields=["station", "starts_at", "seat"],
                condition=models.Q(state__in=HOLDS),
                name="one_visit_per_seat",
            )
        ]
        indexes = [
            # who comes to a station on a day; which places are taken
            models.Index(fields=["station", "starts_at"], name="visit_by_time"),
            # what names somebody and is over
            models.Index(
                fields=["starts_at"],
                condition=models.Q(emptied_at=None),
                name="visit_to_empty",
            ),
        ]

    def __str__(self):
        return f"来访预约第{self.pk}号"

    def get_absolute_url(self):
        return address("visits:detail", self.pk)

    @property
    def need_names(self):
        named = [Need(one).label for one in self.needs]
        return [*named, *([f"说{self.language}"] if self.language else [])]

    @property
    def stands(self):
        """Where it stands, in words: once the number is drawn, where that stands."""
        if self.state == VisitState.ARRIVED and self.ticket_id:
            return self.ticket.get_state_display()
        return self.get_state_display()
