from django.db import models

from cases.quality.law.filecheck import ITEMS, NO
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Handler

from .draw import DrawnCase


class FileCheck(models.Model):
    """What was found in the file of a case that was drawn (案卷检查; Law art. 59). A later finding takes the place of an earlier one, which
    stays in the history."""

    drawn = models.OneToOneField(DrawnCase, models.PROTECT, related_name="check_of_file")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="file_checks", verbose_name="承办人"
    )
    found = models.JSONField("检查结果")  # {code of law.filecheck.ITEMS: its answer}
    faults = EncryptedTextField("发现的问题", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="检查人")
    at = models.DateTimeField("检查时间")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "案卷检查"
        # what was found with one handler
        indexes = [models.Index(fields=["handler", "-at"], name="file_check_of_handler")]

    def __str__(self):
        return f"{self.drawn.case}的案卷检查"

    @property
    def wrong(self):
        """The names of what was not as it should be."""
        return [ITEMS[code] for code, answer in self.found.items() if answer == NO]
