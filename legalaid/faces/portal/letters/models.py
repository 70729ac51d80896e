from django.db import models
from django.db.models import Q

from cases.models import Case
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address

from .enums import Checked, Kind, Outcome


class OfficeLetterQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_back_at=None)

    def unread(self):
        return self.standing().filter(opening=None)

    def for_lists(self):
        return self.select_related("case__applicant", "case__station", "by", "opening")


class OfficeLetter(models.Model):
    """What the office writes to somebody who follows a case, of its own accord. `reader`, as `writer` of what they write: whoever opens the case by
    that end of a number, and nobody else of the same case."""

    ENCLOSED = "给当事人的信第"

    token = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="office_letters", verbose_name="案件"
    )
    who = models.CharField("收信人", max_length=8)
    reader = models.CharField(max_length=32)
    text = EncryptedTextField("内容")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="写信人")
    sent_at = models.DateTimeField("写于")
    taken_back_at = models.DateTimeField("收回", null=True)

    objects = OfficeLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name = verbose_name_plural = "给当事人的信"
        indexes = [
            # the list, newest first
            models.Index(fields=["-sent_at", "-id"], name="office_letter_newest"),
        ]

    def __str__(self):
        return f"给{self.who}的信第{self.pk}号"

    def get_absolute_url(self):
        return address("letters:written", self.pk)

    @property
    def opened_at(self):
        """When it was first opened; None."""
        opening = getattr(self, "opening", None)
        return opening and opening.at


class LetterOpening(models.Model):
    """A row of its own: the process that serves the public changes nothing the office made (record 178)."""

    letter = models.OneToOneField(OfficeLetter, models.CASCADE, related_name="opening")
    at = models.DateTimeField("首次打开")

    class Meta:
        verbose_name = verbose_name_plural = "信的打开"

    def __str__(self):
        return str(self.letter_id)


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def for_lists(self):
        return self.select_related("case__applicant", "case__station", "settled_by")


class Letter(models.Model):
    """What somebody who follows a case online wrote, and what the office answers. Whoever wrote it alone reads both there: `writer` is a keyed
    digest of the case and of the end of the number that opened it."""

    ENCLOSED = "网上来信第"

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
    reply_to = models.ForeignKey(OfficeLetter, models.CASCADE, null=True, related_name="replies")
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
