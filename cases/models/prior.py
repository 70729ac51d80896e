from django.db import models

from cases.enums import PriorFinding, Urgency
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField

from .case import Case
from .over import over


class PriorProvisionQuerySet(models.QuerySet):
    def waiting(self):
        """The formalities are owed."""
        return self.filter(settled_at=None).exclude(over("case"))


class PriorProvision(models.Model):
    """Aid provided at once (Law art. 44): why, which papers are owed and until when, and what became of it; one at a time."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="priors")
    ground = models.CharField("紧急情形", max_length=8, choices=Urgency)
    limitation_on = models.DateField("时效或者法定期限届满日", null=True)
    reason = EncryptedTextField("先行提供的理由")
    owed = models.JSONField("须补交的材料", default=list)
    owed_by = models.DateField("补办手续的期限")
    came_from = models.CharField("此前的环节", max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="决定人")
    at = models.DateTimeField("决定时间")

    reviewed_at = models.DateTimeField("补办审查", null=True)
    finding = models.CharField("未能确认", max_length=10, choices=PriorFinding, blank=True)
    said = EncryptedTextField("未能确认、撤销的理由", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("补办、认定或者撤销时间", null=True)

    objects = PriorProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "先行提供"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(settled_at=None),
                name="one_prior_provision_at_a_time",
            )
        ]

    def __str__(self):
        return self.get_ground_display()
