from django.db import models

from cases.enums.agencies import QuerySource, Verified
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from stations.models import Station

from .case import Case


class MeansQueryQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(voided_at=None)


class MeansQuery(models.Model):
    """The means of an applicant asked of somebody who knows (Law art. 41), and the answer. One about the wrong person is voided and stays."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="means_queries")
    source = models.CharField("查询对象", max_length=18, choices=QuerySource)
    office = models.CharField("单位名称", max_length=80)
    about = EncryptedTextField("被查询人")
    what = EncryptedTextField("查询事项")
    asked_on = models.DateField("查询日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="查询人")
    answered_on = models.DateField("答复日期", null=True)
    answer = EncryptedTextField("查询结果", blank=True)
    voided_at = models.DateTimeField(null=True)
    voided_reason = EncryptedTextField("作废的理由", blank=True)

    objects = MeansQueryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_source_display()}（{self.office}）"


class CommitmentBar(models.Model):
    """Whoever committed to what was untrue is not believed on a commitment again, whatever is applied for; applying is never barred.
    `being`: the mark of the person's records (decision 81)."""

    being = models.CharField(max_length=32, db_index=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="commitment_bars")
    reason = EncryptedTextField("理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_reason = EncryptedTextField("解除的理由", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.case}"


class VerificationPlan(models.Model):
    """A share of the commitments of a period, drawn by a seed that is kept: the draw can be repeated by anybody. Its list is frozen."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="机构")
    first = models.DateField("自")
    last = models.DateField("至")
    share = models.PositiveSmallIntegerField("抽取比例（%）")
    seed = models.CharField("随机种子", max_length=40)
    population = models.JSONField("参加抽取的案件编号")
    digest = models.CharField("名单校验码", max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")
    at = models.DateTimeField("抽取时间")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "承诺核查计划"

    def __str__(self):
        return f"{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}的承诺"

    def get_absolute_url(self):
        return address("cases:verification", self.pk)


class VerifiedCommitment(models.Model):
    """One commitment that was drawn, and what its check found."""

    plan = models.ForeignKey(VerificationPlan, models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, related_name="verifications")
    position = models.PositiveIntegerField("抽取顺序")
    result = models.CharField("核查结果", max_length=8, choices=Verified, blank=True)
    note = EncryptedTextField("核查情况", blank=True)
    checked_on = models.DateField("核查日期", null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="核查人")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "case"], name="drawn_once_in_a_plan")
        ]

    def __str__(self):
        return str(self.case)
