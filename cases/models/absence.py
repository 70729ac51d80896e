from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Leave

from .case import Case


class KeptOverLeave(models.Model):
    """The director leaves a case with its handler over a leave, and says why; another leave is asked about anew."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="kept_over")
    leave = models.ForeignKey(Leave, models.CASCADE, related_name="+", verbose_name="请假")
    reason = EncryptedTextField("仍由其办理的理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "请假期间仍由其办理"
        constraints = [
            models.UniqueConstraint(fields=["case", "leave"], name="kept_once_over_a_leave")
        ]

    def __str__(self):
        return str(self.leave)
