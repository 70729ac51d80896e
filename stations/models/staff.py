from django.conf import settings
from django.db import models

from .station import Station


class Staff(models.Model):
    """Where a person works; a person sees the rows of this station's subtree."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff", verbose_name="用户")
    station = models.ForeignKey(Station, models.PROTECT, related_name="staff", verbose_name="站点")
    full_time = models.BooleanField("专职", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"

    def __str__(self):
        return f"{self.user}（{self.station}）"
