from django.db import models

from cases.law.alarm import in_words
from legalaid.platform.accounts.models import User

from .case import Case
from .closure import FollowUp


class Alarm(models.Model):
    """A call back said what cannot stay: it is looked into, and until then grade, payment and archive wait (Law art. 59).

    The register of complaints takes it over as one of its sources.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="alarms")
    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="alarm")
    found = models.JSONField("反映的问题", default=list)
    second = models.OneToOneField(
        FollowUp, models.PROTECT, null=True, related_name="+", verbose_name="再次回访"
    )
    confirmed = models.JSONField("核实属实的", null=True)  # null: nobody has looked yet
    note = models.TextField("核实情况和处理", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.found_words

    @property
    def found_words(self):
        return in_words(self.found)

    @property
    def confirmed_words(self):
        return in_words(self.confirmed or [])
