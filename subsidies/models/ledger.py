from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models import Case
from stations.models import Firm, Handler, Station
from subsidies.enums import EntryKind
from subsidies.law import chart

from .fund import Fund


class Sealed(Exception):
    """The ledger is only ever added to; a correction is a reversal entry."""


class SealedQuerySet(models.QuerySet):
    def update(self, **fields):
        raise Sealed

    def delete(self):
        raise Sealed


def voucher(number):
    return f"记{number // 1_000_000}-{number % 1_000_000:06d}"


class Entry(models.Model):
    """One journal entry. Its lines are written first and the entry seals them: the database refuses one that does not balance."""

    number = models.PositiveBigIntegerField("凭证号", primary_key=True)  # year and serial: 2026000123
    kind = models.CharField("种类", max_length=14, choices=EntryKind)
    on = models.DateField("入账日期")
    at = models.DateTimeField("记账时间")
    memo = models.CharField("摘要", max_length=120)
    reference = models.CharField("依据", max_length=80, unique=True)  # what is posted, once
    reversal_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="制单")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核")

    objects = models.Manager.from_queryset(SealedQuerySet)()

    class Meta:
        ordering = ["-number"]
        verbose_name = verbose_name_plural = "记账凭证"

    def __str__(self):
        return voucher(self.number)

    def get_absolute_url(self):
        return reverse("subsidies:entry", args=[self.pk])


class EntryLine(models.Model):
    """One line: an amount on an account, debit positive and credit negative, with everything the ledger is added up by."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines")
    on = models.DateField("入账日期")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines", db_index=False, verbose_name="经费")
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES)
    account = models.CharField("科目", max_length=14, choices=chart.ACCOUNTS)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2)
    payee = models.CharField("收款单位", max_length=80, blank=True)
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="承办机构")
    handler = models.ForeignKey(Handler, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="承办人")
    station = models.ForeignKey(Station, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="受理站点")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="ledger_lines", verbose_name="案件")
    performer = models.CharField("办理人员", max_length=12, blank=True, choices=[row[:2] for row in chart.PERFORMERS])
    matter = models.CharField("案件类别", max_length=26, blank=True, choices=[row[:2] for row in chart.MATTERS])

    objects = models.Manager.from_queryset(SealedQuerySet)()

    class Meta:
        ordering = ["-entry_id", "-id"]
        verbose_name = verbose_name_plural = "分录"
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="line_moves_money")]
        # the ledger pages: newest first, all or of one account, fund, unit, handler or station
        indexes = [
            models.Index(fields=["-on", "-id"], name="line_newest"),
            *(
                models.Index(fields=[name, "-on", "-id"], name=f"line_of_{name}")
                for name in ("account", "fund", "firm", "handler", "station")
            ),
            # whether a case is paid
            models.Index(fields=["case"], condition=models.Q(account="case", amount__gt=0), name="line_paying_case"),
        ]

    def __str__(self):
        return f"{self.get_account_display()} {self.amount}"


class MonthTotal(models.Model):
    """The ledger added up by month, fund, line and account, whole (`cut` "") and once by each of the other things it is read by; kept with
    every posting, so that no page adds up a million lines. `key` is the id or code, "" for none.
    """

    month = models.DateField("月份")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="totals", verbose_name="经费")
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES)
    account = models.CharField("科目", max_length=14, choices=chart.ACCOUNTS)
    cut = models.CharField("分项", max_length=10, blank=True)
    key = models.CharField("分项值", max_length=26, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2, default=0)
    count = models.IntegerField("笔数", default=0)

    class Meta:
        ordering = ["month", "id"]
        verbose_name = verbose_name_plural = "月度合计"
        constraints = [models.UniqueConstraint(fields=["month", "fund", "line", "account", "cut", "key"], name="one_total_each")]
        indexes = [  # the ledger pages: every key of some months, or some months of one key
            models.Index(fields=["cut", "month"], name="total_of_cut"),
            models.Index(fields=["cut", "key", "month"], name="total_of_key"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.get_account_display()} {self.amount}"


class CommitmentQuerySet(models.QuerySet):
    def outstanding(self):
        return self.filter(amount__gt=models.F("paid") + models.F("released"))


class Commitment(models.Model):
    """Approved and not yet paid: what a batch set aside, drawn down by payments, the rest released."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="commitments", verbose_name="经费")
    kind = models.CharField("支出种类", max_length=14, choices=chart.EXPENSE_KINDS)
    amount = models.DecimalField("批准金额（元）", max_digits=16, decimal_places=2)
    paid = models.DecimalField("已付（元）", max_digits=16, decimal_places=2, default=0)
    released = models.DecimalField("已解除（元）", max_digits=16, decimal_places=2, default=0)
    reference = models.CharField("依据", max_length=80, unique=True)
    memo = models.CharField("摘要", max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    at = models.DateTimeField("批准时间")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = verbose_name_plural = "已批待付"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=models.F("paid") + models.F("released"), paid__gte=0, released__gte=0),
                name="commitment_not_overdrawn",
            )
        ]

    def __str__(self):
        return f"{self.memo} {self.amount}"

    @property
    def outstanding(self):
        return self.amount - self.paid - self.released
