from django.db import models

from cases.law.alarm import in_words
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Handler

from .case import Case
from .closure import FollowUp


class Alarm(models.Model):
    """A recipient at the call back, or the organ that had the case, said what cannot stay: it is looked into, and until then grade, payment
    and archive wait (Law art. 59).

    The register of complaints takes it over as one of its sources.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="alarms")
    # None: only an organ said it
    follow_up = models.OneToOneField(FollowUp, models.CASCADE, null=True, related_name="alarm")
    # who had the case when it was said, or of whom it was
    handler = models.ForeignKey(Handler, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("发现时间")
    found = models.JSONField("反映的问题", default=list)
    second = models.OneToOneField(
        FollowUp, models.PROTECT, null=True, related_name="+", verbose_name="再次回访"
    )
    call = models.CharField("反映的回访环节", max_length=10, blank=True)  # while the work runs
    recall_due = models.BooleanField("待再次回访", default=False)
    organ = models.CharField("反映的办案机关", max_length=80, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    check_note = EncryptedTextField("向办案机关再次核实的情况", blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed = models.JSONField("核实属实的", null=True)  # null: nobody has looked yet
    note = models.TextField("核实情况和处理", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.found_words

    @property
    def said_by(self):
        """受援人回访时、清和县人民法院."""
        called = "受援人回访时" if self.follow_up_id or self.call else ""
        return "、".join(filter(None, [called, self.organ]))

    @property
    def found_words(self):
        return in_words(self.found)

    @property
    def confirmed_words(self):
        return in_words(self.confirmed or [])
