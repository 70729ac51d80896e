import json

from django.db import models
from django.db.models.functions import Left

from cases.enums import ConflictFinding, MeansResult
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.named import NameKeyField

from .case import Case


class EconomicStandard(models.Model):
    """The hardship standard of a region, dated (Law art. 34): monthly income per head in yuan, and what assets are looked at."""

    region = models.CharField("地区", max_length=60)
    valid_from = models.DateField("自何日起")
    monthly_per_head = models.DecimalField(
        "人均月收入不高于（元）", max_digits=10, decimal_places=2
    )
    asset_limit = models.DecimalField(
        "人均金融资产不高于（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    source = models.CharField("依据", max_length=120)

    class Meta:
        ordering = ["region", "-valid_from"]
        verbose_name = verbose_name_plural = "经济困难标准"
        constraints = [
            models.UniqueConstraint(fields=["region", "valid_from"], name="one_standard_per_day")
        ]

    def __str__(self):
        return f"{self.region} {self.monthly_per_head}元/月"


class MeansTest(models.Model):
    """The applicant's own statement of means (form 4) and what follows from it."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="means")
    # codes of cases.law.grounds: of art. 32, of art. 42
    not_limited = models.CharField("不受经济困难条件限制的情形", max_length=40, blank=True)
    exempt = models.CharField("免予核查的情形", max_length=40, blank=True)
    proof = models.CharField("证明材料", max_length=120, blank=True)
    opponent_in_household = models.BooleanField("对方当事人是共同生活的家庭成员", default=False)
    housing = models.CharField("住房", max_length=80, blank=True)
    vehicle = models.CharField("车辆", max_length=80, blank=True)
    savings = models.DecimalField(
        "存款和有价证券（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    own_savings = models.DecimalField(
        "其中申请人本人的（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    debts = models.DecimalField(
        "债务（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    spending = models.CharField("重大支出", max_length=120, blank=True)
    committed = models.BooleanField("已作个人诚信承诺", default=False)
    standard = models.ForeignKey(EconomicStandard, models.PROTECT, null=True, blank=True)
    per_head = models.DecimalField("人均月收入（元）", max_digits=12, decimal_places=2, null=True)
    result = models.CharField("结论", max_length=10, choices=MeansResult, blank=True)
    reasons = models.JSONField("理由", default=list)
    # stated anew while the work runs: as it is since that day, judged by its standard
    since = models.DateField("自哪一天起", null=True, blank=True)
    overridden = models.CharField("人工认定", max_length=10, choices=MeansResult, blank=True)
    override_reason = models.TextField("人工认定理由", blank=True)
    overridden_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return self.get_effective_display()

    @property
    def effective(self):
        return self.overridden or self.result

    def get_effective_display(self):
        return MeansResult(self.effective).label if self.effective else "未审查"


class EarlierMeans(models.Model):
    """A statement of means as it stood before it was put right: what was stated, what followed from it, why another took its place."""

    means = models.ForeignKey(MeansTest, models.CASCADE, related_name="earlier")
    stated = EncryptedTextField("原来的陈述")  # JSON: [[label, words]]
    result = models.CharField("原来的结论", max_length=10, choices=MeansResult, blank=True)
    reasons = models.JSONField("原来的理由", default=list)
    reason = EncryptedTextField("更正的理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("更正时间")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.get_result_display() or "未审查"

    @property
    def lines(self):
        return json.loads(self.stated)


class HouseholdMember(models.Model):
    means = models.ForeignKey(MeansTest, models.CASCADE, related_name="members")
    name = models.CharField("姓名", max_length=60)
    name_key = NameKeyField()
    relation = models.CharField("与申请人关系", max_length=20)
    id_number = EncryptedTextField("证件号码", blank=True)
    age = models.PositiveSmallIntegerField("年龄", null=True, blank=True)
    occupation = models.CharField("职业", max_length=40, blank=True)
    income_kind = models.CharField("收入类型", max_length=20, blank=True)
    monthly_income = models.DecimalField("月收入（元）", max_digits=10, decimal_places=2, default=0)

    class Meta:
        ordering = ["id"]
        # whose name begins with what stands in a public notice
        indexes = [models.Index(Left("name_key", 2), name="member_by_start")]

    def __str__(self):
        return self.name


class Review(models.Model):
    """The formal and the substantive review as two recorded steps: each criterion with its finding and reasons."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="review")
    form_passed_at = models.DateTimeField(null=True)
    form_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    form_note = models.TextField(blank=True)
    scope_passed = models.BooleanField("属于法律援助范围", null=True)
    scope_reason = models.TextField(blank=True)
    means_passed = models.BooleanField("符合经济困难或其他法定条件", null=True)
    means_reason = models.TextField(blank=True)
    merits_passed = models.BooleanField("有事实和理由", null=True)
    merits_reason = models.TextField(blank=True)
    conflict_checked = models.BooleanField("已核对利益冲突", default=False)
    conflict_finding = models.CharField(
        "利益冲突的处理", max_length=8, choices=ConflictFinding, blank=True
    )
    conflict_known = models.JSONField(default=list)  # the certain hits it was decided on
    conflict_note = models.TextField(blank=True)
    proposal = models.CharField("建议", max_length=10, blank=True)
    opinion = models.TextField("审查意见", blank=True)
    reviewed_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.opinion
