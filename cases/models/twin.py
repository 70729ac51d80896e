from django.db import models

from cases.law.foreign import BASES
from legalaid.platform.accounts.models import User

from .case import Case


class Union(models.Model):
    """An application that went into another of the same matter; `files`, `slots`: what was carried along, taken back if it is parted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="unions")
    into = models.ForeignKey(Case, models.PROTECT, related_name="joined")
    files = models.JSONField(default=list)
    slots = models.JSONField(default=list)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.case} → {self.into}"


class Foreign(models.Model):
    """Whose national the applicant is, and on what aid for him rests (Law art. 69)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="foreign")
    nationality = models.CharField("国籍", max_length=40)
    basis = models.CharField("依据", max_length=12, choices=BASES)
    note = models.TextField("条约名称、互惠情况", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    def __str__(self):
        return self.nationality
