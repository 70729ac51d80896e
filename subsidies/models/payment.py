from django.db import models
from django.db.models import Q

from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Firm
from subsidies.enums import PaymentState

from .batch import Batch


class PaymentQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=(PaymentState.PAID, PaymentState.ENDED))

    def due(self):
        """Of which money moves: a unit owed nothing has a row for its work and no transfer."""
        return self.filter(amount__gt=0)


class Payment(models.Model):
    """One transfer of a batch to a unit's account (司发通〔2019〕27号: to the unit, not the person); the account as it was approved, or as
    corrected after the bank returned the money. `number` names the payment in the ledger, `transfer` each attempt to the bank.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="payments", verbose_name="收款单位")
    number = models.CharField("业务编号", max_length=40, unique=True)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    bank = models.CharField("开户行", max_length=80)
    account_name = models.CharField("户名", max_length=80)
    account_number = EncryptedTextField("账号")
    state = models.CharField("状态", max_length=6, choices=PaymentState, default=PaymentState.READY)
    failure = models.CharField("退回原因", max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField("送出次数", default=1)
    # of the batch: one file for the bank
    sending = models.PositiveSmallIntegerField("第几次送出", default=1)
    sent_at = models.DateTimeField("送出时间", null=True)
    paid_on = models.DateField("到账日期", null=True)
    receipt = models.CharField("收款收据号", max_length=60, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = verbose_name_plural = "付款"
        constraints = [
            models.UniqueConstraint(fields=["batch", "firm"], name="one_payment_per_unit"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
        ]

    def __str__(self):
        return f"{self.number} {self.firm}"

    @property
    def status(self):
        """Where the money is, in words."""
        return self.get_state_display() if self.amount else "无需支付"

    @property
    def transfer(self):
        """业务编号 as the bank knows it: an answer to an earlier attempt never fits a later one."""
        return self.number_of(self.attempts)

    def number_of(self, attempt):
        return self.number if attempt == 1 else f"{self.number}-{attempt}"


class BankReturn(models.Model):
    """A return file that was read: the same file is booked once."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="returns")
    sha256 = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=200)
    paid = models.PositiveIntegerField("到账")
    failed = models.PositiveIntegerField("退回")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="one_booking_per_return")
        ]

    def __str__(self):
        return self.name


class BankWord(models.Model):
    """A bank's word for what became of a transfer, as the cashier found out what it means."""

    word = models.CharField("银行用语", max_length=40, unique=True)
    paid = models.BooleanField("意思是", choices=((True, "已到账"), (False, "退回")))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["word"]

    def __str__(self):
        return self.word
