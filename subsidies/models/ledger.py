from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.models import Case
from stations.models import Firm, Handler, Station
from subsidies.enums import EntryKind
from subsidies.law import chart

from .fund import Fund

# what a line belongs to, and what else is read of it when the lines are added up
PLACES = ("firm", "handler", "station")
TOTALLED_BY = ("starts", "fund", "line", "account", "cut", "key", "other", "performer", "matter")
CLASS = ".class"
ADDED_UP = ("account", *PLACES, "fund", "performer", "matter", "amount", "entry")


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

    # year and serial: 2026000123
    number = models.PositiveBigIntegerField("凭证号", primary_key=True)
    kind = models.CharField("种类", max_length=14, choices=EntryKind)
    on = models.DateField("入账日期")
    at = models.DateTimeField("记账时间")
    memo = models.CharField("摘要", max_length=120)
    reference = models.CharField("依据", max_length=80, unique=True)  # what is posted, once
    reversal_of = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="制单"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核"
    )

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
    fund = models.ForeignKey(
        Fund, models.PROTECT, related_name="lines", db_index=False, verbose_name="经费"
    )
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES)
    account = models.CharField("科目", max_length=14, choices=chart.ACCOUNTS)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2)
    payee = models.CharField("收款单位", max_length=80, blank=True)
    firm = models.ForeignKey(
        Firm, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="承办机构"
    )
    handler = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="承办人"
    )
    station = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="受理站点",
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="ledger_lines", verbose_name="案件"
    )
    performer = models.CharField(
        "办理人员", max_length=12, blank=True, choices=[row[:2] for row in chart.PERFORMERS]
    )
    matter = models.CharField(
        "案件类别", max_length=26, blank=True, choices=[row[:2] for row in chart.MATTERS]
    )

    objects = models.Manager.from_queryset(SealedQuerySet)()

    class Meta:
        ordering = ["-entry_id", "-id"]
        verbose_name = verbose_name_plural = "分录"
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="line_moves_money")
        ]
        # the ledger pages: newest first, all or of one account, fund, unit, handler or station; the lines of the latter three
        # are also added up by everything else, from the index alone
        indexes = [
            models.Index(fields=["-on", "-id"], name="line_newest"),
            *(
                models.Index(fields=[name, "-on", "-id"], name=f"line_of_{name}")
                for name in ("account", "fund")
            ),
            *(
                models.Index(
                    fields=[name, "-on", "-id", *(more for more in ADDED_UP if more != name)],
                    condition=models.Q(account__in=list(chart.EXPENSES)),
                    name=f"line_of_{name}",
                )
                for name in PLACES
            ),
            # whether a case is paid
            models.Index(
                fields=["case"],
                condition=models.Q(account="case", amount__gt=0),
                name="line_paying_case",
            ),
        ]

    def __str__(self):
        return f"{self.get_account_display()} {self.amount}"


class Total(models.Model):
    """The ledger added up over a span, by fund, line and account; kept with every posting, so that no page adds up a million lines.

    `cut` names what a row is of: the whole (""), one unit, handler or station (`key`, its id, "" for none), or the case subsidies with
    the number of cases, by who worked ("case"). With ".class" behind it, it is also by who worked and by what kind of case.
    """

    starts = models.DateField("起始日")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", verbose_name="经费")
    line = models.CharField("预算科目", max_length=12, choices=chart.BUDGET_LINES)
    account = models.CharField("科目", max_length=14, choices=chart.ACCOUNTS)
    cut = models.CharField("分项", max_length=20, blank=True)
    key = models.CharField("分项值", max_length=20, blank=True)
    other = models.CharField("另一分项值", max_length=20, blank=True)
    performer = models.CharField("办理人员", max_length=12, blank=True)
    matter = models.CharField("案件类别", max_length=26, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2, default=0)
    count = models.IntegerField("笔数", default=0)

    class Meta:
        abstract = True
        ordering = ["starts", "id"]
        constraints = [models.UniqueConstraint(fields=TOTALLED_BY, name="%(class)s_once")]
        # the ledger pages: every key of some spans, or some spans of one key
        indexes = [
            models.Index(fields=["cut", "starts"], name="%(class)s_of_cut"),
            models.Index(fields=["cut", "key", "starts"], name="%(class)s_of_key"),
        ]

    def __str__(self):
        return f"{self.starts} {self.get_account_display()} {self.amount}"


class MonthTotal(Total):
    class Meta(Total.Meta):
        verbose_name = verbose_name_plural = "月度合计"


class YearTotal(Total):
    """Also by two of unit, handler and station together: `cut` names both, `key` and `other` are theirs, in the order of PLACES."""

    class Meta(Total.Meta):
        verbose_name = verbose_name_plural = "年度合计"
        indexes = [
            *Total.Meta.indexes,
            models.Index(fields=["cut", "other", "starts"], name="%(class)s_of_other"),
        ]


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
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人"
    )
    at = models.DateTimeField("批准时间")

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = verbose_name_plural = "已批待付"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    amount__gte=models.F("paid") + models.F("released"),
                    paid__gte=0,
                    released__gte=0,
                ),
                name="commitment_not_overdrawn",
            )
        ]

    def __str__(self):
        return f"{self.memo} {self.amount}"

    @property
    def outstanding(self):
        return self.amount - self.paid - self.released
