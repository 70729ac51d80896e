from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models import Case
from legalaid.platform.core.money import yuan
from legalaid.platform.procedure.models import Subject
from stations.models import Handler, Station
from subsidies.enums import ProposalKind, ProposalState, Source
from subsidies.law import chart

from .calculation import Calculation
from .fund import Fund
from .ledger import Entry, voucher


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ProposalState.ENTERED)


class Proposal(Subject):
    """A movement of money as entered by its maker; it reaches the ledger when another person approves it."""

    token = models.UUIDField(unique=True, editable=False)  # one form, one proposal
    state = models.CharField(
        "状态", max_length=12, choices=ProposalState, default=ProposalState.ENTERED
    )
    kind = models.CharField("种类", max_length=14, choices=ProposalKind)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="机构")
    fund = models.ForeignKey(
        Fund, models.PROTECT, null=True, related_name="proposals", verbose_name="经费"
    )
    source = models.CharField("来源", max_length=12, choices=Source, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    earmarks = models.JSONField("限定用途", default=list)
    difficult_percent = models.PositiveSmallIntegerField("疑难、跨区域案件最多占（%）", null=True)
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES, blank=True)
    to_line = models.CharField("调入科目", max_length=12, choices=chart.BUDGET_LINES, blank=True)
    expense = models.CharField("支出种类", max_length=14, choices=chart.EXPENSE_KINDS, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=13, decimal_places=2, null=True)
    payee = models.CharField("收款单位", max_length=80, blank=True)
    on = models.DateField("入账日期", null=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    document_date = models.DateField("文件日期", null=True)
    reason = models.CharField("事由", max_length=120)
    # how two handlers in succession share the subsidy of a case
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", verbose_name="案件")
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", verbose_name="原承办人"
    )
    percent = models.PositiveSmallIntegerField("原承办人所占（%）", null=True)
    # what a unit pays back
    calculation = models.ForeignKey(
        Calculation, models.PROTECT, null=True, related_name="refunds", verbose_name="退回的补贴"
    )
    corrects = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="proposals", verbose_name="冲正凭证"
    )
    posted = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="入账凭证"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审批人"
    )
    decided_at = models.DateTimeField("审批时间", null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "经费事项"
        indexes = [models.Index(fields=["station", "state", "-id"], name="proposal_waiting")]

    def __str__(self):
        if self.kind == ProposalKind.YEAR_END:
            return f"{self.year}年度结账"
        if self.kind == ProposalKind.REVERSAL:
            return f"冲正{voucher(self.corrects_id)}"
        if self.kind == ProposalKind.SHARE:
            return f"{self.case}补贴由两名承办人分担"
        return f"{self.get_kind_display()}{yuan(self.amount)}元"

    def get_absolute_url(self):
        return reverse("subsidies:proposal", args=[self.pk])
