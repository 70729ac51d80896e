from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import moment
from legalaid.platform.documents.models import Attachment

from .case import Case


class LogEntry(models.Model):
    """One line of the handling record (form 14): what was done, or what was reported to the recipient."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="log")
    entry_kind = models.CharField("事项", max_length=24)
    done_on = models.DateField("日期")
    manner = models.CharField("方式", max_length=20, blank=True)
    content = models.TextField("主要内容")
    to_recipient = models.BooleanField("向受援人通报", default=False)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["done_on", "id"]

    def __str__(self):
        return f"{self.done_on} {self.entry_kind}"


class Hearing(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="hearings")
    starts_at = models.DateTimeField("开庭时间")
    organ = models.CharField("审理机关", max_length=80)
    place = models.CharField("地点", max_length=80)
    note = models.CharField("备注", max_length=200, blank=True)
    cancelled = models.BooleanField("已取消", default=False)
    result = models.CharField("结果", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["starts_at"], name="hearing_by_time")]  # the calendar month

    def __str__(self):
        return f"{moment(self.starts_at)} {self.organ}"
