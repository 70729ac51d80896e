from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.documents.models import Attachment

from .case import Case
from .over import over


class MaterialItemQuerySet(models.QuerySet):
    def owed(self):
        """Accepted with a gap and not handed in yet."""
        return self.filter(received_on=None).exclude(owed_by=None).exclude(over("case"))


class MaterialItem(models.Model):
    """One line of the material checklist: received on paper or as a file, owed, or not needed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="materials")
    slot = models.CharField(max_length=40)
    title = models.CharField("材料", max_length=80)
    why = models.CharField("依据", max_length=160, blank=True)
    required = models.BooleanField("必需", default=True)
    received_on = models.DateField("收到日期", null=True, blank=True)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    by_file = models.BooleanField(default=False)  # received as a file, not on paper
    owed_by = models.DateField("补交期限", null=True, blank=True)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")

    objects = MaterialItemQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "slot"], name="one_material_line_per_slot")
        ]

    def __str__(self):
        return self.title


class SupplementNotice(models.Model):
    """The one-time notice of everything missing (Law art. 43(2)); unanswered by `due` the application counts as withdrawn."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="supplements")
    items = models.JSONField("须补充的材料")
    note = models.TextField("说明", blank=True)
    due = models.DateField("补正期限")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["issued_at"]

    def __str__(self):
        return "、".join(self.items)
