import uuid

from django.db import models
from django.urls import reverse

from legalaid.platform.accounts.models import User
from legalaid.platform.procedure.models import Subject
from stations.hall.enums import Purpose, TicketState
from stations.hall.law import queueing
from stations.models import Station

from .window import Window


class TicketQuerySet(models.QuerySet):
    def of_day(self, station, day):
        return self.filter(station=station, day=day)

    def waiting(self):
        return self.filter(state=TicketState.WAITING)

    def at_window(self, window, day):
        """The number called to or served at a window on a day; at most one."""
        return self.filter(
            window=window, day=day, state__in=(TicketState.CALLED, TicketState.SERVING)
        )

    def in_turn(self):
        return self.order_by("place", "number")

    def left_over(self, day):
        """Numbers of earlier days that nobody settled."""
        return self.filter(
            day__lt=day, state__in=(TicketState.WAITING, TicketState.CALLED, TicketState.MISSED)
        )


class Ticket(Subject):
    """A number in the hall. It names nobody; who the person is stands in the consultation or the case that comes of it."""

    # one press, one number
    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    state = models.CharField(
        "状态", max_length=10, choices=TicketState, default=TicketState.WAITING
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="tickets", verbose_name="站点"
    )
    day = models.DateField("日期")
    number = models.PositiveSmallIntegerField("号")
    purpose = models.CharField("事项", max_length=10, choices=Purpose)
    ground = models.CharField("绿色通道", max_length=16, choices=queueing.CHOICES, blank=True)
    # None: at the kiosk
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="取号人员"
    )
    taken_at = models.DateTimeField("取号")
    place = models.DateTimeField("排队次序", editable=False)  # law.queueing.place
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, related_name="tickets", verbose_name="窗口"
    )
    calls = models.PositiveSmallIntegerField("呼叫次数", default=0)
    called_at = models.DateTimeField("叫号", null=True)
    served_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="接待人员"
    )
    started_at = models.DateTimeField("开始接待", null=True)
    finished_at = models.DateTimeField("接待结束", null=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-number"]
        verbose_name = verbose_name_plural = "排队号"
        constraints = [
            models.UniqueConstraint(
                fields=["station", "day", "number"], name="one_ticket_per_number"
            )
        ]
        indexes = [
            # who is called next
            models.Index(fields=["station", "day", "state", "place"], name="ticket_next")
        ]

    def __str__(self):
        return f"{Purpose(self.purpose).letter}{self.number:03d}"

    @property
    def code(self):
        """What its slip prints beside the number: whoever holds it may rate the service."""
        return self.token.hex[:6].upper()

    def get_absolute_url(self):
        return reverse("hall:ticket", args=[self.pk])

    @property
    def waited(self):
        """Whole minutes from taking the number to being received, or None."""
        if self.started_at is None:
            return None
        return int((self.started_at - self.taken_at).total_seconds() // 60)
