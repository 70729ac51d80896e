import uuid

from django.db import models

from cases.enums import RemedyKind
from cases.models import Alarm, Case
from cases.quality.enums.complaint import (
    AnswerManner,
    ComplaintChannel,
    ComplaintLine,
    ComplaintOutcome,
    ComplaintParty,
    ComplaintState,
    InquiryKind,
)
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.models import Firm, Station

NAMELESS = "匿名投诉人"
ASKS = (ComplaintState.INVESTIGATING, ComplaintState.ANSWERING, ComplaintState.ANSWERED)


class ComplaintGround(models.Model):
    """What may be complained of, in the words of the office (those of 司法部令第149号 were not read), each counted in one line of table 13."""

    text = models.CharField(
        "投诉事由",
        max_length=100,
        unique=True,
        error_messages={"unique": "已有这一项事由。"},
    )
    line = models.CharField("计入表十三", max_length=10, choices=ComplaintLine)
    active = models.BooleanField("使用", default=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "投诉事由"

    def __str__(self):
        return self.text


class ComplaintQuerySet(models.QuerySet):
    def standing(self):
        """But for what was registered by mistake."""
        return self.exclude(state=ComplaintState.CANCELLED)

    def settled(self):
        """On which the bureau has come to an outcome that stands."""
        return self.filter(state__in=(ComplaintState.ANSWERING, ComplaintState.ANSWERED))

    def complained(self):
        """What somebody complained of; what the centre found itself and reported is no complaint (table 13)."""
        return self.exclude(channel=ComplaintChannel.REPORTED)

    def for_lists(self):
        return self.select_related("station", "person", "ground", "case")


class Complaint(Subject):
    """Somebody complains of the centre or of who works for it (Law art. 55); the bureau looks into it and answers (art. 56)."""

    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    number = models.CharField("投诉编号", max_length=20, unique=True)
    state = models.CharField(
        "状态", max_length=14, choices=ComplaintState, default=ComplaintState.RECEIVED
    )
    channel = models.CharField("方式", max_length=10, choices=ComplaintChannel)
    received_on = models.DateField("收到日期")
    read_back = models.BooleanField("记录已宣读确认", default=False)
    name = EncryptedTextField("投诉人", blank=True)  # "": nameless
    phone = EncryptedTextField("联系电话", blank=True)
    address = EncryptedTextField("通讯地址", blank=True)

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="被投诉的机构"
    )
    party = models.CharField("投诉谁", max_length=8, choices=ComplaintParty)
    accused = models.CharField("被投诉人", max_length=80, blank=True)
    # None: the office itself, or somebody who never had an account
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="complaints")
    alarm = models.ForeignKey(Alarm, models.PROTECT, null=True, related_name="complaints")
    consented_on = models.DateField("受援人同意转为投诉", null=True)

    ground = models.ForeignKey(
        ComplaintGround, models.PROTECT, related_name="+", verbose_name="投诉事由"
    )
    line = models.CharField("计入表十三", max_length=10, choices=ComplaintLine)
    content = EncryptedTextField("反映的情况")
    demand = EncryptedTextField("要求", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    withdrawn_on = models.DateField("投诉人撤回", null=True)  # and the bureau goes on
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    refused_why = EncryptedTextField("不予受理的理由", blank=True)
    outcome = models.CharField("处理", max_length=12, choices=ComplaintOutcome, blank=True)
    findings = EncryptedTextField("查明的事实", blank=True)
    handling = EncryptedTextField("处理情况", blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField("处理日期", null=True)
    told_how = models.CharField("答复方式", max_length=10, choices=AnswerManner, blank=True)
    told_on = models.DateField("答复日期", null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = verbose_name_plural = "投诉"
        indexes = [
            # the bureau's list, newest first; what one took down oneself; what waits; table 13
            models.Index(fields=["-received_on", "-id"], name="complaint_newest"),
            models.Index(fields=["by", "-received_on"], name="complaint_taken"),
            models.Index(fields=["turn", "due_at"], name="complaint_by_clock"),
            models.Index(fields=["settled_on"], name="complaint_settled"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["alarm"],
                condition=~models.Q(state=ComplaintState.CANCELLED),
                name="one_complaint_of_an_alarm",
            )
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return address("quality:complaint", self.pk)

    @property
    def complainant(self):
        if self.channel == ComplaintChannel.REPORTED:
            return str(self.station)
        return self.name or NAMELESS

    @property
    def about(self):
        """Who is complained of."""
        return f"{self.accused}（{self.station}）" if self.accused else str(self.station)

    @property
    def lead(self):
        """The one in which it is dealt with."""
        return self.merged_into or self

    @property
    def deadlines(self):
        return Deadline.objects.of("complaint", self.pk)


class ComplaintHearing(models.Model):
    """Whom the bureau heard on a complaint, and what they said."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="hearings")
    on = models.DateField("日期")
    heard = EncryptedTextField("向谁调查")
    said = EncryptedTextField("调查的情况")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        verbose_name = verbose_name_plural = "投诉调查"

    def __str__(self):
        return self.heard


class InquiryQuerySet(models.QuerySet):
    def open(self):
        """Not answered, of a complaint that is still looked into or was answered."""
        return self.filter(answered_at=None, complaint__state__in=ASKS)


class ComplaintInquiry(models.Model):
    """What the bureau asks somebody of the office to state or to put right: they see the question alone, never the complaint."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="inquiries")
    kind = models.CharField("要求", max_length=10, choices=InquiryKind)
    to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="请谁答复")
    question = EncryptedTextField("请其说明、整改的事项")
    due_on = models.DateField("答复期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = EncryptedTextField("答复", blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "投诉询问"
        indexes = [
            # what waits for one person
            models.Index(fields=["to", "answered_at", "due_on"], name="inquiry_for_one")
        ]

    def __str__(self):
        return f"司法局请您{self.get_kind_display()}"

    @property
    def waits(self):
        """Not answered, and still asked for: a complaint that is merged, withdrawn or refused asks nothing."""
        return self.answered_at is None and self.complaint.state in ASKS

    def get_absolute_url(self):
        return address("quality:inquiry", self.pk)


class ComplaintRemedy(models.Model):
    """Reconsideration or suit against what became of a complaint."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="remedies")
    kind = models.CharField("方式", max_length=16, choices=RemedyKind)
    body = models.CharField("复议机关或者法院", max_length=60)
    brought_on = models.DateField("提出日期")

    class Meta:
        ordering = ["brought_on", "id"]
        verbose_name = verbose_name_plural = "对投诉处理的复议、诉讼"
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "kind"], name="one_remedy_of_a_kind_per_complaint"
            )
        ]

    def __str__(self):
        return self.get_kind_display()
