from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import Grade, Kind
from cases.models import Case
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import near
from stations.models import Firm, Handler
from subsidies.enums import EXPENSE_OF, Crossing, Manner, PaymentState, Service

from .batch import Batch
from .payment import Payment
from .standard import Standard

WORK = {
    Service.DUTY_HELP: "法律帮助",
    Service.DUTY_PERSON: "逐人帮助",
    Service.CALLED_PERSON: "班外帮助",
    Service.CALLED_DAY: "班外帮助日",
    Service.DRAFTING: "代书",
    Service.QUALITY_REVIEW: "质量评估",
}
OCCASIONS = {Service.CASE: "结案", Service.DRAFTING: "交付", Service.QUALITY_REVIEW: "评估"}


def subject_words(number, service, on, stage):
    """The number of the case, or the day of other work with its post or the number of the consultation or the file read."""
    if number:
        return number
    return f"{near(on)}{stage.removesuffix('值班')}{WORK.get(service, '值班')}"


def matter_words(kind, service, stage):
    """Kind and stage of a case, or the service."""
    return f"{Kind(kind).label}/{stage}" if kind else Service(service).label


def amounts_of(lines):
    """Frozen lines with their yuan as numbers: [(kind, amount, reason, rate row)]."""
    return [(kind, Decimal(amount), reason, row) for kind, amount, reason, row in lines]


class Claim(models.Model):
    """What the handler states for the subsidy beyond the case's own data; without it the case is an ordinary local one."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="claim")
    crossing = models.CharField("跨区域", max_length=10, choices=Crossing, blank=True)
    difficult = models.BooleanField("重大疑难", default=False)
    gravest = models.BooleanField("可能判处无期徒刑、死刑或者死刑复核", default=False)
    manner = models.CharField("办理方式", max_length=12, choices=Manner, blank=True)
    direct_costs = models.DecimalField(
        "直接费用票据合计（元）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    # {kind of subsidies.enums.Cost: yuan as text}, where the standard asks for them one by one
    costs = models.JSONField("直接费用分项", default=dict, blank=True)
    executed = models.PositiveSmallIntegerField("执行到位的比例（%）", null=True, blank=True)
    group_of = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="group_claims", verbose_name="同一事实的首件"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.case}申报"


class CalculationQuerySet(models.QuerySet):
    def live(self):
        """What counts: neither a correction nor corrected."""
        return self.filter(reverses=None, reversed=False)

    def paid(self):
        return self.filter(payment__state=PaymentState.PAID)

    def unpaid(self):
        return self.filter(Q(payment=None) | ~Q(payment__state=PaymentState.PAID))

    def disputed(self):
        return self.exclude(dispute="").filter(answered_at=None)

    def for_lists(self):
        return self.select_related(
            "case__applicant",
            "case__cause",
            "handler__user",
            "firm",
            "standard",
            "batch",
            "payment",
        )


class Calculation(models.Model):
    """What one handler is paid for one piece of work. Its lines are frozen as computed; changes are adjustments, corrections negative rows.

    The database itself lets one (case, stage, handler, kind of service) stand once; the same for a shift or other work without a case.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="calculations")
    service = models.CharField("服务", max_length=16, choices=Service, default=Service.CASE)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="calculations", verbose_name="案件"
    )
    stage = models.CharField("阶段", max_length=24, blank=True)
    # "shift:12", "help:12", "document:7", "review:3" for work without a case
    work = models.CharField("工作", max_length=40, blank=True)
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="calculations", verbose_name="承办人"
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="calculations", verbose_name="收款单位"
    )
    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="calculations", verbose_name="标准"
    )
    on = models.DateField("适用日期")
    grade = models.CharField("质量等次", max_length=10, choices=Grade, blank=True)
    lines = models.JSONField("明细")  # [kind, yuan, reason, rate row], frozen as computed
    computed = models.DecimalField("按标准（元）", max_digits=10, decimal_places=2)
    adjusted = models.DecimalField("加减额（元）", max_digits=10, decimal_places=2, default=0)
    total = models.DecimalField("应发（元）", max_digits=10, decimal_places=2)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name="冲减"
    )
    reversed = models.BooleanField("已冲减", default=False)
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, related_name="calculations", verbose_name="付款"
    )
    dispute = models.CharField("承办人异议", max_length=200, blank=True)
    disputed_at = models.DateTimeField(null=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = CalculationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "补贴核算"
        # which objections wait, on everybody's first page
        indexes = [
            models.Index(
                fields=["batch"],
                condition=Q(answered_at=None) & ~Q(dispute=""),
                name="subsidy_disputed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage", "handler", "service"],
                condition=Q(reverses=None, reversed=False),
                name="subsidy_once",
            ),
            models.UniqueConstraint(
                fields=["work"],
                condition=Q(reverses=None, reversed=False) & ~Q(work=""),
                name="subsidy_of_work_once",
            ),
            models.CheckConstraint(
                condition=Q(total=models.F("computed") + models.F("adjusted")),
                name="subsidy_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(reverses=None, total__gte=0) | Q(reverses__isnull=False, total__lte=0),
                name="subsidy_sign",
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.handler}"

    def get_absolute_url(self):
        return reverse("subsidies:calculation", args=[self.pk])

    @property
    def subject(self):
        return subject_words(self.case and self.case.number, self.service, self.on, self.stage)

    @property
    def occasion(self):
        """What happened on the day whose standard applies."""
        return OCCASIONS.get(self.service, "值班")

    @property
    def matter(self):
        return matter_words(self.case and self.case.kind, self.service, self.stage)

    @property
    def amounts(self):
        return amounts_of(self.lines)

    @property
    def expense(self):
        return EXPENSE_OF[self.service]

    @property
    def status(self):
        """Owed, in batch or paid, in words."""
        if self.reverses_id:
            return "冲减"
        if self.payment_id:
            return f"{self.payment.status}，已收回" if self.reversed else self.payment.status
        return self.batch.get_state_display()

    @property
    def awaits_answer(self):
        """Whether the handler's objection stands unanswered."""
        return bool(self.dispute) and self.answered_at is None

    @property
    def correctable(self):
        """Whether it was paid and not taken back."""
        is_paid = self.payment_id and self.payment.state == PaymentState.PAID
        taken_back = self.reversed or hasattr(self, "reversal")
        return bool(is_paid) and not self.reverses_id and not taken_back


class Adjustment(models.Model):
    """A line added or taken off by hand, with its reason; the computed lines stay as they are."""

    calculation = models.ForeignKey(Calculation, models.CASCADE, related_name="adjustments")
    amount = models.DecimalField("加减额（元）", max_digits=10, decimal_places=2)
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.amount} {self.reason}"
