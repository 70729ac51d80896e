from django.db import models

from legalaid.platform.accounts.models import User

from .case import Case


class Decision(models.Model):
    """Grant or refusal (Law art. 43): coded grounds, reasons, and for a refusal the last day to object."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="decision")
    granted = models.BooleanField("给予法律援助")
    grounds = models.JSONField("依据")  # codes of cases.law.grounds
    reasons = models.TextField("理由", blank=True)
    mode = models.CharField("援助方式", max_length=24, blank=True)
    opinion = models.TextField("审批意见", blank=True)
    # how a refusal reached the applicant, from when the days to object count
    served_on = models.DateField("送达日期", null=True)
    served_how = models.CharField("送达方式", max_length=20, blank=True)
    served_to = models.CharField("收件人", max_length=60, blank=True)
    object_by = models.DateField("异议期限", null=True)
    # the calendar of its year was missing
    object_provisional = models.BooleanField("异议期限暂定", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return "给予法律援助" if self.granted else "不予法律援助"
