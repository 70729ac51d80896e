import uuid

from django.db import models
from django.db.models.functions import Left

from cases.enums import ConsultChannel, ConsultOutcome, ConsultState, Row
from cases.law import grounds, topics
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.named import Named, NamedQuerySet, NameSaidField
from legalaid.platform.core.safety import SafeContact
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.hall.models.ticket import Ticket
from stations.models import Referral, Station

from .case import Case
from .cause import Cause


class ConsultationQuerySet(NamedQuerySet):
    def unanswered(self):
        return self.filter(state=ConsultState.OPEN)

    def overdue(self, now):
        return self.filter(due_at__lt=now)

    def for_lists(self):
        return self.select_related("station", "by", "owner").prefetch_related("topics")


class Consultation(Subject, Named, SafeContact):
    """One person's question (form 1): 1 person-time, and one item for each topic. A refusal to give an identity is recorded."""

    number = models.CharField("编号", max_length=40, unique=True)
    # one form, one consultation
    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    state = models.CharField("状态", max_length=10, choices=ConsultState, default=ConsultState.OPEN)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="consultations", verbose_name="站点"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    at = models.DateTimeField("时间")
    channel = models.CharField(
        "方式", max_length=14, choices=ConsultChannel, default=ConsultChannel.VISIT
    )
    call_number = models.CharField("热线工单号", max_length=40, unique=True, null=True, blank=True)

    name = models.CharField("姓名", max_length=60, blank=True)
    name_said = NameSaidField(max_length=NameSaidField.LONGEST)
    anonymous = models.BooleanField("未提供身份信息", default=False)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, default=IdKind.NONE)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    birth = models.DateField("出生日期", null=True, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    phone_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    address = EncryptedTextField("住所地", blank=True)
    crowds = models.JSONField("人员类别", default=list, blank=True)

    question = models.TextField("咨询内容")
    # the quarterly return counts each person once, by the kind of question named first
    main = models.CharField(
        "主要问题", max_length=20, choices=topics.CHOICES, default="other", editable=False
    )
    charge = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="涉嫌罪名"
    )
    # the row of the charge on the day it was said
    crime = models.CharField(max_length=24, choices=Row, blank=True, editable=False)
    local = models.JSONField("本地典型", default=list, blank=True)
    answer = models.TextField("答复意见", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True)
    taken_back_at = models.DateTimeField("收回答复", null=True)  # what was answered before is void
    outcome = models.CharField("处理", max_length=20, choices=ConsultOutcome, blank=True)
    directed_to = models.CharField("引导去向", max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField("用时（分钟）", null=True, blank=True)
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="consultations"
    )
    ticket = models.ForeignKey(
        Ticket,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="排队号",
    )
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="转介单",
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "咨询"
        indexes = [
            # the register, newest first: all, one station's, and what waits for an answer
            models.Index(fields=["-at", "-id"], name="consultation_newest_all"),
            models.Index(fields=["station", "-at"], name="consultation_newest"),
            models.Index(fields=["state", "due_at"], name="consultation_open_by_clock"),
            # whose name begins with what stands in a public notice
            models.Index(Left("name_key", 2), name="consultation_by_start"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return address("cases:consultation", self.pk)

    @property
    def who(self):
        return self.name or "未提供姓名"

    @property
    def deadlines(self):
        return Deadline.objects.of("consultation", self.pk)

    @property
    def topic_texts(self):
        return [row.get_topic_display() for row in self.topics.all()]

    @property
    def crowd_texts(self):
        return [grounds.text_of(grounds.CROWDS, code) for code in self.crowds]


class ConsultationTopic(models.Model):
    """One kind of question; each counts as one item (件) of its consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="topics")
    topic = models.CharField("问题类型", max_length=20, choices=topics.CHOICES)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "topic"], name="one_row_per_topic")
        ]

    def __str__(self):
        return self.get_topic_display()


class FurtherAnswer(models.Model):
    """The same person came back with the same matter, or the answer was completed later."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="further_answers")
    text = models.TextField("补充答复")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.consultation_id} {self.at:%Y-%m-%d}"


class FurtherQuestion(models.Model):
    """Asked once more by whoever asked online, under the answer they were given."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="further_questions")
    text = models.TextField("追问")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.consultation_id} {self.at:%Y-%m-%d}"


class DraftedDocument(models.Model):
    """代书: a document drafted for somebody who conducts the matter alone (Law art. 22(2))."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="documents")
    title = models.CharField("文书", max_length=60)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("代拟时间")
    handed_on = models.DateField("交付日期", null=True)

    class Meta:
        ordering = ["drafted_at"]

    def __str__(self):
        return self.title
