from django.db import models

from cases.law.relief import COURT_FEE, FORMS, KINDS, OUTSIDE, RESULTS
from legalaid.platform.accounts.models import User
from legalaid.platform.core.money import yuan

from .case import Case


class Relief(models.Model):
    """One fee the recipient may be spared, or judicial aid: told, asked for, answered."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reliefs")
    kind = models.CharField("事项", max_length=14, choices=KINDS)
    told_on = models.DateField("告知日期")
    told_how = models.CharField("告知方式", max_length=20)
    asked_on = models.DateField("申请日期", null=True, blank=True)
    organ = models.CharField("向谁申请", max_length=80, blank=True)
    form = models.CharField("申请", max_length=4, choices=[(f, f) for f in FORMS], blank=True)
    grounds = models.JSONField("依据", default=list, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=RESULTS, blank=True)
    # saved of a fee, or paid as judicial aid; of a fee that is only put off nothing is saved
    amount = models.DecimalField(
        "金额（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        # the report: what was answered in a year
        indexes = [models.Index(fields=["answered_on", "kind"], name="relief_by_answer")]

    def __str__(self):
        return self.get_kind_display()

    @property
    def what(self):
        """免交诉讼费用; 司法救助."""
        form = self.form if self.kind == COURT_FEE else OUTSIDE.get(self.form, "")
        return f"{form}{self.get_kind_display()}"

    @property
    def said(self):
        """准许，1,200.00元."""
        sum_ = "" if self.amount is None else f"，{yuan(self.amount)}元"
        return f"{self.get_result_display()}{sum_}"
