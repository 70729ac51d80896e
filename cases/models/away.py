from django.db import models

from cases.enums.agencies import AwayResult
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField

from .case import Case


class ReferredAway(models.Model):
    """An application that is not ours (Law art. 38): where the applicant was told to go, the papers handed on to that agency, its receipt.
    One that was undone, because it was a mistake or the agency sent it back, stays with the reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals_away")
    agency = models.CharField("移送机构", max_length=80)
    aid_agency = models.BooleanField("法律援助机构", default=True)
    reason = EncryptedTextField("理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sent_on = models.DateField("移送日期", null=True)
    manner = models.CharField("移送方式", max_length=20, blank=True)
    papers = models.JSONField("移送的材料", default=list)

    result = models.CharField("对方处理", max_length=10, choices=AwayResult, blank=True)
    answered_on = models.DateField("回执日期", null=True)
    answer = EncryptedTextField("回执内容", blank=True)

    undone_at = models.DateTimeField(null=True)
    undone_reason = EncryptedTextField("撤销移送的理由", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.agency
