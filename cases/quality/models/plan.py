from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from cases.enums import Kind
from cases.quality.enums import Tool
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import address
from stations.enums import HandlerKind
from stations.models import Firm, Station


class QualityPlan(models.Model):
    """What is looked at of the cases closed in a period, by which tool and how many of which (Law art. 59)."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="机构")
    title = models.CharField("名称", max_length=60)
    first = models.DateField("结案自")
    last = models.DateField("至")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="制定人")
    at = models.DateTimeField("制定时间")

    class Meta:
        ordering = ["-first", "-id"]
        verbose_name = verbose_name_plural = "质量检查计划"
        # the plans of one's stations, the latest first
        indexes = [models.Index(fields=["station", "-first", "-id"], name="quality_plan_newest")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("quality:plan", self.pk)

    @property
    def span(self):
        return f"{day(self.first)}至{day(self.last)}"


class PlanLine(models.Model):
    """One tool, for some of the cases; blank conditions ask for nothing. Either a share or a number of them is looked at."""

    plan = models.ForeignKey(QualityPlan, models.CASCADE, related_name="lines")
    tool = models.CharField("方式", max_length=12, choices=Tool)
    kind = models.CharField("案件类别", max_length=14, choices=Kind, blank=True)
    handler_kind = models.CharField("承办人员类别", max_length=12, choices=HandlerKind, blank=True)
    cause = models.CharField("案由含", max_length=40, blank=True)
    firm = models.ForeignKey(
        Firm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办机构"
    )
    first_time = models.BooleanField("只限首次办案的承办人", default=False)
    group = models.BooleanField("只限申请人较多的案件", default=False)
    major = models.BooleanField("只限重大疑难案件", default=False)
    share = models.PositiveSmallIntegerField(
        "比例（%）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    number = models.PositiveIntegerField(
        "件数", null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "计划项目"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share=None, number__isnull=False)
                | models.Q(share__isnull=False, number=None),
                name="plan_line_by_share_or_number",
            )
        ]

    def __str__(self):
        return f"{self.get_tool_display()}：{self.among}，{self.wanted}"

    @property
    def among(self):
        """Which cases, in words."""
        asked = [
            self.get_kind_display(),
            self.get_handler_kind_display(),
            f"案由含“{self.cause}”" if self.cause else "",
            str(self.firm) if self.firm_id else "",
            "首次办案的承办人" if self.first_time else "",
            "申请人较多的案件" if self.group else "",
            "重大疑难案件" if self.major else "",
        ]
        return "、".join(filter(None, asked)) or "全部案件"

    @property
    def wanted(self):
        return f"{self.share}%" if self.share else f"{self.number}件"

    @property
    def standing(self):
        """The draw that holds; None before there is one."""
        return next((one for one in self.draws.all() if one.voided_at is None), None)
