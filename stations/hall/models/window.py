import uuid

from django.db import models

from legalaid.platform.accounts.models import User
from stations.hall.enums import Purpose
from stations.models import Station


def every_purpose():
    return list(Purpose.values)


class WindowQuerySet(models.QuerySet):
    def open(self):
        return self.filter(active=True)


class Window(models.Model):
    """A counter of a station's hall: its number, what it is for, and who sits at it now."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="windows", verbose_name="站点"
    )
    number = models.PositiveSmallIntegerField("窗口号")
    name = models.CharField("名称", max_length=20, blank=True)
    purposes = models.JSONField("办理事项", default=every_purpose)
    clerk = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="window", verbose_name="在座"
    )
    active = models.BooleanField("在用", default=True)

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = verbose_name_plural = "窗口"
        constraints = [
            models.UniqueConstraint(fields=["station", "number"], name="one_window_per_number")
        ]

    def __str__(self):
        return f"{self.number}号窗口"

    @property
    def purpose_names(self):
        return [purpose.label for purpose in Purpose if purpose in self.purposes]


class Hall(models.Model):
    """The public addresses of a station's hall: the big screen and the self-service kiosk, both unguessable, both renewable."""

    station = models.OneToOneField(Station, models.CASCADE, related_name="hall")
    screen = models.UUIDField(unique=True, default=uuid.uuid4)
    kiosk = models.UUIDField(unique=True, default=uuid.uuid4)
    kiosk_open = models.BooleanField("自助取号", default=True)
    notice = models.CharField(
        "大屏底部提示", max_length=80, blank=True, default="法律援助不收取任何费用"
    )

    def __str__(self):
        return f"{self.station}大厅"
