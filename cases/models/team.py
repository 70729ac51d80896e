from django.db import models

from cases.enums import Beside
from legalaid.platform.accounts.models import User
from stations.models import Handler

from .case import Case


class TeamMember(models.Model):
    """Somebody who works on a case beside its handler: another of the unit, or a trainee whom the handler supervises."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="team")
    kind = models.CharField("身份", max_length=10, choices=Beside)
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", verbose_name="协办人"
    )
    name = models.CharField("姓名", max_length=40)
    licence = models.CharField("实习证号", max_length=30, blank=True)
    supervisor = models.ForeignKey(
        Handler, models.PROTECT, related_name="+", verbose_name="主办人（指导律师）"
    )
    since = models.DateField("起")
    until = models.DateField("止", null=True)
    # registered by mistake: this person never worked on the case
    void_why = models.CharField("登错的理由", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "协办人和实习律师"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "handler"],
                condition=models.Q(until=None),
                name="assists_once_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}{self.name}"
