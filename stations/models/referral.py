import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from legalaid.platform.core.crypto import blind
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.safety import SafeContact
from legalaid.platform.procedure.models import Deadline, Subject
from stations.enums import SlipMatter, SlipResult, SlipReturn, SlipState

from .station import Station


class ReferralQuerySet(models.QuerySet):
    def of_person(self, slip):
        """Those of whoever `slip` is about: of one name, and of one number where both have one."""
        same = self.filter(name_blind=blind(slip.name, "person.name"))
        if not slip.id_number:
            return same
        return same.filter(id_blind__in=("", blind(slip.id_number, "person.id_number")))

    def waiting(self):
        return self.filter(state=SlipState.SENT)

    def under_way(self):
        return self.filter(state__in=(SlipState.SENT, SlipState.ACCEPTED, SlipState.RETURNED))

    def for_lists(self):
        return self.select_related("from_station", "to_station", "by")


class Referral(Subject, SafeContact):
    """A slip by which one unit hands a person's matter to another. Who the person is stays encrypted."""

    number = models.CharField("编号", max_length=40, unique=True)
    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)  # one form, one slip
    state = models.CharField("状态", max_length=10, choices=SlipState, default=SlipState.SENT)
    from_station = models.ForeignKey(
        Station, models.PROTECT, related_name="slips_sent", verbose_name="转出单位"
    )
    to_station = models.ForeignKey(
        Station, models.PROTECT, related_name="slips_received", verbose_name="接收单位"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    sent_at = models.DateTimeField("转出时间")

    matter = models.CharField("转介事项", max_length=10, choices=SlipMatter)
    facts = models.TextField("情况说明")
    name = EncryptedTextField("当事人姓名")
    name_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    id_number = EncryptedTextField("身份证号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    phone = EncryptedTextField("联系电话", blank=True)
    phone_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    address = EncryptedTextField("住所地", blank=True)
    consent = models.CharField("当事人同意的方式", max_length=20)
    documents = models.JSONField("随附材料", default=list, blank=True)
    # why an organ notifies anew of somebody of whom a notice of its own is under way
    apart = models.CharField("同一人已发过通知，另行发出的理由", max_length=200, blank=True)

    accepted_at = models.DateTimeField("接收时间", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    result = models.CharField("办理结果", max_length=12, choices=SlipResult, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name = verbose_name_plural = "转介单"
        indexes = [
            # what a unit received or sent, newest first
            models.Index(fields=["to_station", "-sent_at"], name="referral_received"),
            models.Index(fields=["from_station", "-sent_at"], name="referral_sent"),
            models.Index(fields=["-sent_at", "-id"], name="referral_newest"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("stations:referral", args=[self.pk])

    @property
    def is_notice(self):
        """An organ's notice to assign a lawyer (Law art. 36)."""
        return self.matter == SlipMatter.NOTICE

    @property
    def to_absent(self):
        """Nobody at the receiving unit has an account."""
        return not self.to_station.staff.filter(user__is_active=True).exists()

    @property
    def deadlines(self):
        return Deadline.objects.of("referral", self.pk)


class ReferralAnswer(models.Model):
    """The receiver accepted or sent back; a slip sent again is answered again."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    accepted = models.BooleanField("接收")
    reasons = models.JSONField("退回原因", default=list)  # SlipReturn codes
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.referral_id} {'接收' if self.accepted else '退回'}"

    @property
    def reason_texts(self):
        return [SlipReturn(code).label for code in self.reasons]


class ReferralFeedback(models.Model):
    """What the sender is told: by the receiver in words, or by the case at each public step."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="feedback")
    text = models.CharField("反馈", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.text
