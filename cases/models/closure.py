from django.db import models
from django.urls import reverse

from cases.enums import FollowUpResult, Outcome, Satisfaction
from cases.law.callback import lines
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import day

from .case import Case


class Closure(models.Model):
    """The closing of the work (form 21): date and its ground, outcome, money won or saved."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="closure")
    closed_on = models.DateField("结案日")
    served_on = models.DateField("受援人本人收到文书之日", null=True)
    document = models.CharField("结案文书", max_length=40)
    document_number = models.CharField("文书编号", max_length=60, blank=True)
    outcome = models.CharField("办理结果", max_length=20, choices=Outcome)
    amount_won = models.DecimalField(
        "挽回损失或取得利益（元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    adopted = models.TextField("意见采纳情况", blank=True)
    result = models.TextField("处理结果")
    summary = models.TextField("办理情况小结", blank=True)
    no_opinion = models.TextField("没有提交书面辩护意见的理由", blank=True)
    discussed_on = models.DateField("集体讨论日期", null=True, blank=True)
    discussion = models.TextField("集体讨论情况", blank=True)
    returned = models.TextField("退回补正理由", blank=True)
    opinion = models.TextField("结案审查意见", blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    archive_note = models.TextField("备考", blank=True)
    retention = models.CharField("保管期限", max_length=10, blank=True)
    archived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.closed_on} {self.get_outcome_display()}"

    @property
    def runs_from(self):
        """The day from which limits against the recipient run: the own receipt, where it was before the handler's."""
        return min(self.closed_on, self.served_on or self.closed_on)


class AskedItem(models.Model):
    """One named thing the accepted file lacks after all, which its handler is asked for; `note` says why it cannot be had."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="asked_items")
    slot = models.CharField(max_length=40)
    item = models.CharField("材料", max_length=80)
    reason = models.TextField("缺什么、为什么")
    due = models.DateField("补交期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    note = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.item


class PlannedCall(models.Model):
    """Who calls the recipient back, and by when (Law art. 59); agreed anew it replaces what was agreed before."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="planned_call")
    # indexed by planned_call_of_officer
    officer = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name="回访人"
    )
    due_on = models.DateField("回访期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        # what one person calls on a day
        indexes = [models.Index(fields=["officer", "due_on"], name="planned_call_of_officer")]

    def __str__(self):
        return f"{self.officer} {self.due_on:%Y-%m-%d}"


class FollowUp(models.Model):
    """One attempt to call the recipient back (form 32; Law art. 59). `member`: of several applicants the one who was called by the sample."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    member = models.ForeignKey(
        "cases.GroupMember",
        models.PROTECT,
        null=True,
        related_name="calls",
        verbose_name="回访的人",
    )
    at = models.DateTimeField("时间")
    manner = models.CharField("方式", max_length=20, default="电话")
    result = models.CharField("结果", max_length=12, choices=FollowUpResult)
    met = models.BooleanField("承办人是否会见（约见）", null=True)
    told = models.BooleanField("是否告知权利义务和风险", null=True)
    reported = models.BooleanField("是否通报进展", null=True)
    money_asked = models.BooleanField("是否收取财物", null=True)
    satisfaction = models.CharField("满意度", max_length=1, choices=Satisfaction, blank=True)
    more = models.JSONField("其他问题", default=list, blank=True)  # [[question, answer]] as asked
    suggestions = models.TextField("意见建议", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.get_result_display()}"

    def get_absolute_url(self):
        return reverse("cases:call", args=[self.pk])


class CallQuestions(models.Model):
    """What the county asks at a call back besides what is asked always (`law.callback`), from a day on; none at all where it is empty."""

    valid_from = models.DateField("自何日起", unique=True)
    text = models.TextField("问题", blank=True)
    source = models.CharField("依据或者来源", max_length=120)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self):
        return f"自{day(self.valid_from)}起问{len(lines(self.text))}个问题（{self.source}）"


class SubsidyPayment(models.Model):
    """一案一补贴 by the amount and date of its payment (Law art. 52), written when the subsidy ledger books it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="payments")
    amount = models.DecimalField("金额（元）", max_digits=10, decimal_places=2)
    paid_on = models.DateField("发放日期")
    note = models.CharField("说明", max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["paid_on"]

    def __str__(self):
        return f"{self.paid_on} {self.amount}"


class Waiver(models.Model):
    """A director's waiver of one of the seven ones, with its reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="waivers")
    item = models.CharField("事项", max_length=16)
    reason = models.TextField("理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="one_waiver_per_item")]

    def __str__(self):
        return self.item
