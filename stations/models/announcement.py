from django.conf import settings
from django.db import models
from django.urls import reverse

from .station import Station

USER = settings.AUTH_USER_MODEL


class Announcement(models.Model):
    """What the office tells its stations and handlers: on their first page until they have read it. One that was wrong is withdrawn."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="announcements", verbose_name="发给哪里"
    )
    staff = models.BooleanField("工作人员", default=True)
    handlers = models.BooleanField("承办人", default=True)
    firms = models.BooleanField("机构管理人", default=True)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容", max_length=2000)
    until = models.DateField("在首页显示到")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField("发布时间")
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("stations:announcement", args=[self.pk])

    @property
    def audience(self):
        asked = (("工作人员", self.staff), ("承办人", self.handlers), ("机构管理人", self.firms))
        whom = [name for name, told in asked if told]
        return f"{self.station}及以下站点的{'、'.join(whom)}"


class Reading(models.Model):
    """That an announcement was for this person, and when they said that they had read it."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="readings")
    user = models.ForeignKey(USER, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField("已读时间", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="one_reading_per_person")
        ]
        indexes = [
            # the first page: what this person has not read
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="reading_owed"),
        ]

    def __str__(self):
        return f"{self.user_id} {self.announcement_id}"
