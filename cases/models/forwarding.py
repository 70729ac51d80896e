from django.db import models

from .case import Case


class Forwarding(models.Model):
    """The application of somebody held, sent on to us by custody, organ or duty lawyer, who have 24 hours (Law art. 39)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="forwarding")
    by = models.CharField("由谁转交", max_length=80)
    handed_at = models.DateTimeField("收到在押人员申请的时间")
    reached_at = models.DateTimeField("转到本中心的时间")

    class Meta:
        verbose_name = verbose_name_plural = "转交"
        # who sent on within a period
        indexes = [models.Index(fields=["reached_at"], name="forwarding_by_reached")]

    def __str__(self):
        return self.by
