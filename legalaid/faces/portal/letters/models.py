from django.db import models
from django.db.models import Q

from cases.models import Case
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address

from .enums import Checked, Kind, Outcome


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def for_lists(self):
        return self.select_related("case__applicant", "case__station", "settled_by")


class Letter(models.Model):
    """What somebody who follows a case online wrote, and what the office answers. Whoever wrote it alone reads both there: `writer` is a keyed
    digest of the case and of the end of the number that opened it."""

    token = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="letters", verbose_name="案件")
    kind = models.CharField("来信", max_length=12, choices=Kind)
    who = models.CharField("来信人", max_length=8)
    writer = models.CharField(max_length=32)
    text = EncryptedTextField("内容", blank=True)
    phone = EncryptedTextField("新的电话", blank=True)
    about = models.CharField(
        max_length=12, blank=True
    )  # the decision objected to, who is complained of
    sent_at = models.DateTimeField("收到")
    due_at = models.DateTimeField("期限")

    outcome = models.CharField("办理", max_length=8, choices=Outcome, blank=True)
    answer = EncryptedTextField("答复", blank=True)
    checked = models.CharField("怎样核实", max_length=10, choices=Checked, blank=True)
    became = models.PositiveBigIntegerField(null=True)  # the row it was registered as
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")  # fmt: skip
    settled_at = models.DateTimeField("办理时间", null=True)
    taken_back_at = models.DateTimeField(
        "收回答复的时间", null=True
    )  # of an answer that may have been read

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name = verbose_name_plural = "网上来信"
        indexes = [
            # the list, newest first; what waits, by limit
            models.Index(fields=["-sent_at", "-id"], name="letter_newest"),
            models.Index(fields=["due_at"], condition=Q(outcome=""), name="letter_waiting"),
        ]

    def __str__(self):
        return f"来信第{self.pk}号（{self.get_kind_display()}）"

    def get_absolute_url(self):
        return address("letters:detail", self.pk)
