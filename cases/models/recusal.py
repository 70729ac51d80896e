from django.db import models

from cases.enums import RecusalAsker, RecusalResult
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.fields import EncryptedTextField

from .case import Case

OVER_CENTER = (Role.DIRECTOR, Role.BUREAU)  # of whom the bureau decides
STANDS = models.Q(result=RecusalResult.GRANTED, lifted_at=None)


class RecusalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(settled_at=None)

    def standing(self):
        """Decided, and not taken back as a mistake: these people keep out of the case."""
        return self.filter(STANDS)

    def open(self):
        return self.filter(models.Q(settled_at=None) | STANDS)


class Recusal(models.Model):
    """Somebody of the office is to keep out of a case: who says so and why, what was decided, and whether that was a mistake."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="recusals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="要求谁回避")
    asked_by = models.CharField("由谁提出", max_length=10, choices=RecusalAsker)
    asker = EncryptedTextField("提出人")
    received_on = models.DateField("收到日期")
    reason = EncryptedTextField("回避的理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    result = models.CharField("结果", max_length=10, choices=RecusalResult, blank=True)
    said = EncryptedTextField("决定、撤回的理由", blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    settled_at = models.DateTimeField("决定时间", null=True)
    lifted_why = EncryptedTextField("撤销的理由", blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="撤销人"
    )
    lifted_at = models.DateTimeField("撤销时间", null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "回避"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=models.Q(settled_at=None) | STANDS,
                name="one_recusal_of_a_person_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.user.get_role_display()}{self.user}"

    @property
    def waits(self):
        return self.settled_at is None

    @property
    def by_bureau(self):
        """Of the director the bureau decides, and of one of its own another of them."""
        return self.user.role in OVER_CENTER

    def decided_by(self, user):
        """Whether this person decides on it: nobody on their own."""
        decides = Role.BUREAU if self.by_bureau else Role.DIRECTOR
        return user.role == decides and user.pk != self.user_id
