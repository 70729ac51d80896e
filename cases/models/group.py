"""What is so of each of several applicants of one case (群体案件); the list itself is `JointApplicant`."""

from django.db import models

from cases.enums import MemberMeans
from cases.law.notices import ADULT
from cases.law.termination import BY_CODE
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import age
from legalaid.platform.core.money import yuan
from legalaid.platform.core.safety import SafeContact

from .case import Case
from .joint import JointApplicant


class GroupMember(SafeContact):
    """One of those who apply together, the applicant of the case among them (`joint` None): papers, means, decision, what was won, whether
    the person left or died, who acts for one under age, how the person is reached (the applicant as the case says). There is one for each
    person as soon as there is a list."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    joint = models.OneToOneField(
        JointApplicant, models.CASCADE, null=True, related_name="member", verbose_name="共同申请人"
    )
    papers = models.JSONField("收到的材料", default=dict)  # {code of MemberPaper: day}
    means = models.CharField("经济状况", max_length=8, choices=MemberMeans, blank=True)

    # None: not decided on yet, as a case before its decision, or who joined later
    granted = models.BooleanField("给予法律援助", null=True)
    grounds = models.JSONField(
        "不予的情形", default=list
    )  # of the own decision; else it is that of the case
    reasons = models.TextField("理由", blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    joined_on = models.DateField("决定以后加入", null=True)
    joined_reason = models.CharField("加入理由", max_length=300, blank=True)
    left_on = models.DateField("退出日期", null=True)
    left_reason = models.CharField("退出理由", max_length=300, blank=True)
    died_on = models.DateField("死亡日期", null=True)
    address = EncryptedTextField("联系地址", blank=True)
    guardian = EncryptedTextField("法定代理人", blank=True)
    guardian_relation = models.CharField("与其关系", max_length=40, blank=True)
    guardian_phone = EncryptedTextField("法定代理人电话", blank=True)
    # aid of this one ended by a decision (Law art. 48); `left_on` is its day
    ended = models.CharField("终止的情形", max_length=16, blank=True)
    ended_provision = models.CharField("法律、法规的条文", max_length=120, blank=True)
    ended_reasons = models.TextField("终止的理由", blank=True)
    ended_heard = EncryptedTextField("受援人对终止的意见", blank=True)
    representative = models.BooleanField("推选的代表人", default=False)
    won = models.DecimalField(
        "取得或者挽回（元）", max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = [models.F("joint").asc(nulls_first=True)]
        verbose_name = verbose_name_plural = "名单中的人"

    def __str__(self):
        return self.who.name

    @property
    def who(self):
        """The record of the person: name, document, telephone."""
        return self.joint or self.case.applicant

    @property
    def phone(self):
        return self.who.phone

    @property
    def reached_as(self):
        """Whose agreement on safe contact holds for this person."""
        return self.case.applicant if self.leads else self

    def acted_for(self, day):
        """{name, relation} of the statutory representative of one under age on that day; None from the eighteenth birthday on."""
        minor = bool(self.who.birth) and age(self.who.birth, day) < ADULT
        if self.leads or not (self.guardian and minor):
            return None
        return {"name": self.guardian, "relation": self.guardian_relation}

    @property
    def leads(self):
        return self.joint_id is None

    @property
    def what(self):
        """For what reason aid of this one was ended."""
        return BY_CODE[self.ended]

    @property
    def stands(self):
        """Whether the person is aided, or still applies."""
        return self.left_on is None and self.granted is not False

    @property
    def has_share(self):
        """Whether money may be theirs: also of whoever left after something was won, or died (it goes to the heirs)."""
        return bool(self.granted) and (self.left_on is None or self.won is not None)

    @property
    def claimed(self):
        return self.joint.amount if self.joint else None


class RecipientPayment(models.Model):
    """What one of them was paid of what was won (款项是否支付给受援人). One registered wrongly is voided with a reason and stays."""

    member = models.ForeignKey(GroupMember, models.PROTECT, related_name="payments")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("给付日期")
    note = models.CharField("说明", max_length=120, blank=True)
    late_reason = models.CharField("归档后补记的理由", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    void_reason = models.CharField("作废理由", max_length=300, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["paid_on", "id"]
        verbose_name = verbose_name_plural = "款项给付"

    def __str__(self):
        return f"{self.paid_on} {yuan(self.amount)}元"


class CallSample(models.Model):
    """Who of a list is called back, drawn at random (Law art. 59): `law.groups.draw` of `pool` with `seed` gives `drawn` again. A later
    one replaces it and says why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="call_samples")
    seed = models.CharField("随机种子", max_length=32)
    pool = models.JSONField("从中抽取")  # keys of GroupMember
    drawn = models.JSONField("抽中")
    reason = models.CharField("重抽理由", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "回访抽样"

    def __str__(self):
        return f"{len(self.pool)}人抽{len(self.drawn)}人"


class GroupReport(models.Model):
    """The handler's report to the centre of a matter of many people (群体性案件)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="group_reports")
    facts = models.TextField("人数、诉求和情绪")
    measures = models.TextField("已做的工作和建议")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "群体性案件报告"

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"
