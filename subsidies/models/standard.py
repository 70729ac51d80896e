from dataclasses import fields

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import Grade, Kind
from legalaid.platform.accounts.models import User
from legalaid.platform.core.money import yuan
from legalaid.platform.procedure.models import Subject
from subsidies.enums import OF_CALLS, OF_DUTY, Cost, Level, Manner, Service, StandardState
from subsidies.law import calculation as law

# what of a sheet stands in a field of the same name
CONDITIONS = tuple(
    field.name for field in fields(law.Sheet) if field.name not in ("rates", "factors")
)


class StandardQuerySet(models.QuerySet):
    def settled(self):
        """Approved or published: no other may be in force on their days."""
        return self.filter(state__in=(StandardState.APPROVED, StandardState.PUBLISHED))

    def unfinished(self):
        """The county's own, not yet in force."""
        return self.filter(
            state__in=(StandardState.PROPOSED, StandardState.APPROVED), example=False
        )

    def on(self, day):
        """In force on that day, or on the day of an OuterRef."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def paying(self):
        """What the county pays by."""
        return self.filter(state=StandardState.PUBLISHED, level=Level.COUNTY)


class Standard(Subject):
    """A subsidy standard: dated, never overlapping another of its level; `example` rows are only looked at."""

    title = models.CharField("名称", max_length=80)
    level = models.CharField("层级", max_length=10, choices=Level, default=Level.COUNTY)
    region = models.CharField("适用地区", max_length=40)
    source = models.CharField("依据（文号）", max_length=120)
    valid_from = models.DateField("自何日起")
    valid_to = models.DateField("至何日止", null=True, blank=True)
    example = models.BooleanField("示例", default=False, editable=False)

    group_step = models.DecimalField(
        "同一事实每增一件（元）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    group_ceiling = models.DecimalField(
        "同一事实合计最高（元）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    cross_city = models.DecimalField(
        "跨县（市、区）增加（元）", max_digits=8, decimal_places=2, default=0
    )
    cross_province = models.DecimalField(
        "跨省增加（元）", max_digits=8, decimal_places=2, default=0
    )
    difficult = models.DecimalField("重大疑难增加（元）", max_digits=8, decimal_places=2, default=0)
    cross_city_percent = models.DecimalField(
        "跨县（市、区）另加劳务费的（%）", max_digits=5, decimal_places=2, default=0
    )
    cross_province_percent = models.DecimalField(
        "跨省另加劳务费的（%）", max_digits=5, decimal_places=2, default=0
    )
    difficult_percent = models.DecimalField(
        "重大疑难另加劳务费的（%）", max_digits=5, decimal_places=2, default=0
    )
    gravest_factor = models.DecimalField(
        "无期、死刑、复核劳务费倍数", max_digits=4, decimal_places=2, default=1
    )
    case_ceiling = models.DecimalField(
        "单件最高（元）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    factor_excellent = models.DecimalField("优秀系数", max_digits=4, decimal_places=2, default=1)
    factor_good = models.DecimalField("良好系数", max_digits=4, decimal_places=2, default=1)
    factor_pass = models.DecimalField("合格系数", max_digits=4, decimal_places=2, default=1)
    factor_fail = models.DecimalField("不合格系数", max_digits=4, decimal_places=2, default=1)
    # paying less for 不合格 is the county's own rule, never ours (Law art. 52; facts sections 5 and 12)
    withheld_by = models.CharField("不合格减发的本县规定（文号）", max_length=120, blank=True)
    beside_duty = models.BooleanField("同一天的值班和法律帮助都付", default=False)
    graded = models.BooleanField("评定质量等次后才发放", default=False)
    # direct costs are stated by these kinds; none: as one sum
    costs = models.JSONField("直接费用按项申报", default=list, blank=True)
    file_days = models.PositiveSmallIntegerField("报送结案材料天数", default=30)
    late_per_day = models.DecimalField(
        "逾期每日扣减（元）", max_digits=8, decimal_places=2, default=0
    )
    late_ceiling = models.DecimalField(
        "逾期最多扣减（元）", max_digits=8, decimal_places=2, null=True, blank=True
    )
    notice_days = models.PositiveSmallIntegerField("发放前公示天数", default=0)

    state = models.CharField(
        "状态", max_length=12, choices=StandardState, default=StandardState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="拟订"
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="批准"
    )
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="公布"
    )
    published_at = models.DateTimeField("公布时间", null=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["example", "level", "-valid_from", "id"]
        verbose_name = verbose_name_plural = "补贴标准"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("subsidies:standard", args=[self.pk])

    def holds_on(self, day):
        has_ended = self.valid_to is not None and self.valid_to < day
        return self.valid_from <= day and not has_ended

    def explained(self, lines):
        """[(kind, yuan, reason, rate row)] for reading: reason, name of the rate row, amount."""
        names = {rate.pk: rate.name for rate in self.rates.all()}
        return [
            {"reason": reason, "rule": names.get(row, ""), "amount": amount}
            for _, amount, reason, row in lines
        ]

    @property
    def doubled_rates(self):
        """The rows that pay a duty lawyer's one day more than once."""
        paid = [rate for rate in self.rates.all() if rate.amount]
        lots = [[rate for rate in paid if rate.service in lot] for lot in (OF_DUTY, OF_CALLS)]
        return [rate for lot in lots if len(lot) > 1 for rate in lot]

    @property
    def cost_labels(self):
        return [Cost(code).label for code in self.costs]

    @property
    def sheet(self):
        """The pure sheet the calculation reads."""
        rates = tuple(rate.rule for rate in self.rates.all())
        conditions = {name: getattr(self, name) for name in CONDITIONS}
        factors = {grade: getattr(self, f"factor_{grade}") for grade in Grade.values}
        return law.Sheet(rates, factors=factors, **conditions)


class StandardRate(models.Model):
    """One rule row of a standard; an empty kind, stage, manner or grade fits any."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="rates")
    service = models.CharField("服务", max_length=16, choices=Service, default=Service.CASE)
    kind = models.CharField("案件类别", max_length=14, choices=Kind, blank=True)
    stage = models.CharField("阶段", max_length=24, blank=True)
    manner = models.CharField("办理方式", max_length=12, choices=Manner, blank=True)
    grade = models.CharField("质量等次", max_length=10, choices=Grade, blank=True)
    by_share = models.BooleanField("按执行到位的比例", default=False)
    direct = models.DecimalField("直接费用（元）", max_digits=8, decimal_places=2)
    labour = models.DecimalField("基本劳务费（元）", max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "service", "kind", "stage", "manner", "grade"],
                name="one_rate_per_work",
            ),
            models.CheckConstraint(
                condition=Q(direct__gte=0, labour__gte=0), name="rate_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.name} {yuan(self.amount)}元"

    @property
    def amount(self):
        return self.direct + self.labour

    @property
    def work(self):
        """What it pays for, to be compared with another standard's."""
        return self.service, self.kind, self.stage, self.manner, self.grade

    @property
    def name(self):
        kind = self.get_kind_display() if self.kind else ""
        manner = self.get_manner_display() if self.manner else ""

        grade = f"质量{self.get_grade_display()}" if self.grade else ""
        share = "按执行到位的比例" if self.by_share else ""

        parts = (self.get_service_display(), kind, self.stage, manner, grade, share)
        return "·".join(part for part in parts if part)

    @property
    def rule(self):
        named = (self.kind, self.stage, self.manner, self.pk, self.grade, self.by_share)
        return law.Rate(self.service, self.direct, self.labour, *named)
