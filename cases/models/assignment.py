from django.db import models

from cases.enums import ReplacedFor
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day
from stations.models import Firm, Handler

from .case import Case


class AssignmentQuerySet(models.QuerySet):
    def kept(self):
        """Neither sent back, nor taken back before it was answered, nor given to another since: one of each case."""
        return self.filter(declined_at=None, recalled_at=None, replaced_at=None)


class Assignment(models.Model):
    """One offer of the case to one handler; `declined_reason` when it came back."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments")
    handler = models.ForeignKey(Handler, models.PROTECT, related_name="assignments")
    # it is paid, wherever the handler goes
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="+", verbose_name="指派时所在机构")
    reason = models.TextField("指派理由", blank=True)
    # of a handler who took over: why the one before was replaced
    ground = models.CharField("更换的情形", max_length=8, choices=ReplacedFor, blank=True)
    # whom the ranking of that moment offered before the one chosen
    passed_over = models.ForeignKey(
        Handler, models.PROTECT, null=True, related_name="+", verbose_name="未指派的推荐首位"
    )
    wish_unmet = models.BooleanField("没有按点选指派", default=False)
    # where only units could be chosen that act for the other side
    consented_on = models.DateField("双方书面同意的日期", null=True)
    consent_ours = EncryptedTextField("受援人一方签名的人", blank=True)
    consent_theirs = EncryptedTextField("对方签名的人", blank=True)
    consent = EncryptedTextField("书面同意的内容", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(blank=True)
    recalled_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    # the person an organ's notice is about does not want this lawyer
    refused_on = models.DateField("当事人表示不同意的日期", null=True)
    refused_reason = models.TextField("不同意的理由", blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        # whose turn it is, and what each was given in a month
        indexes = [
            models.Index(
                fields=["at", "handler"],
                include=["declined_at", "recalled_at", "replaced_at"],
                name="assignment_by_day",
            )
        ]

    def __str__(self):
        return str(self.handler)

    @property
    def agreed(self):
        """For the record of the case: （双方于2026年3月9日书面同意）."""
        return f"（双方于{day(self.consented_on)}书面同意）" if self.consented_on else ""

    @property
    def grounded(self):
        """For the record of the case: （利益冲突）."""
        return f"（{self.get_ground_display()}）" if self.ground else ""

    @property
    def passed(self):
        """For the record of the case: ，未指派推荐首位张三：张三近期开庭多."""
        if self.passed_over is None:
            return f"，没有按受援人的点选：{self.reason.strip()}" if self.wish_unmet else ""
        return f"，未指派推荐首位{self.passed_over}：{self.reason.strip()}"


class Transfer(models.Model):
    """What a replaced handler has to hand over (Procedure Rules art. 37); until his successor signs for it he goes on reading the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="transfers")
    before = models.ForeignKey(Handler, models.PROTECT, related_name="+", verbose_name="移交人")
    items = models.JSONField("应移交的材料", default=list)
    # what whoever replaced him proposes; null: finance asks
    percent = models.PositiveSmallIntegerField("建议原承办人分担的补贴（%）", null=True)
    at = models.DateTimeField()
    received = models.JSONField("收到的材料", default=list)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="签收人")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.before} {self.at:%Y-%m-%d}"

    @property
    def shut(self):
        """Whether he keeps out of the case: what he has is taken from him without his seeing it again."""
        return f",{self.before.user_id}," in self.case.recused
