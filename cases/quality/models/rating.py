from django.db import models

from cases.models import Case, Consultation
from cases.quality.enums.rating import (
    RatedService,
    RaterReached,
    RatingLevel,
    RatingState,
    RatingWay,
)
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.hall.models import Ticket, Window
from stations.models import Station


class RatingQuerySet(models.QuerySet):
    def bad(self):
        return self.filter(state__in=(RatingState.BAD, RatingState.RECTIFIED))

    def for_lists(self):
        return self.select_related("station", "window", "rated")


class Rating(Subject):
    """How somebody found one service: given once, of a number, a consultation or a closed case. It does not say who gave it."""

    state = models.CharField("状态", max_length=10, choices=RatingState)
    service = models.CharField("服务", max_length=14, choices=RatedService)
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, related_name="rating")
    consultation = models.OneToOneField(
        Consultation, models.PROTECT, null=True, related_name="rating"
    )
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="rating")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="站点")
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, related_name="+", verbose_name="窗口"
    )
    rated = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="服务人员"
    )
    level = models.CharField("评价", max_length=1, choices=RatingLevel)
    said = EncryptedTextField("意见", blank=True)
    phone = EncryptedTextField("方便回访的电话", blank=True)
    way = models.CharField("方式", max_length=8, choices=RatingWay)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField("日期")

    reached = models.CharField("回访", max_length=10, choices=RaterReached, blank=True)
    told = EncryptedTextField("回访的情况", blank=True)
    called_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    called_on = models.DateField("回访日期", null=True)
    attempts = models.PositiveSmallIntegerField("拨打的天数", default=0)
    how = EncryptedTextField("整改情况", blank=True)
    rectified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rectified_on = models.DateField("整改日期", null=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = verbose_name_plural = "评价"
        indexes = [
            # the bad ones, newest first; what waits, by clock; the figures of a month by window
            models.Index(fields=["state", "-on", "-id"], name="rating_newest"),
            models.Index(fields=["turn", "due_at"], name="rating_by_clock"),
            models.Index(fields=["on", "station"], name="rating_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ticket__isnull=False, consultation=None, case=None)
                | models.Q(ticket=None, consultation__isnull=False, case=None)
                | models.Q(ticket=None, consultation=None, case__isnull=False),
                name="rating_of_one_service",
            )
        ]

    def __str__(self):
        return f"{self.get_service_display()}：{self.get_level_display()}"

    def get_absolute_url(self):
        return address("quality:rating", self.pk)

    @property
    def numbered(self):
        """Whether there is a number to call: left with the rating, or on record with the service that was rated."""
        on_record = (
            self.case.applicant.phone if self.case_id else "",
            self.consultation.phone if self.consultation_id else "",
        )
        return any((self.phone, *on_record))

    @property
    def place(self):
        return f"{self.station}{self.window or ''}"

    @property
    def deadlines(self):
        return Deadline.objects.of("rating", self.pk)
