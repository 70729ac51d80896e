import uuid

from django.db import models
from django.db.models import Q

from cases.enums import ObjectionManner, ObjectionState, RemedyKind, RemedyResult
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.models import Station

from .case import Case
from .group import GroupMember


class ObjectionQuerySet(models.QuerySet):
    def under_review(self):
        return self.filter(state=ObjectionState.RECEIVED)

    def ordered(self):
        return self.filter(state=ObjectionState.ORDERED)

    def for_lists(self):
        joined = ("case__applicant", "case__cause", "case__station", "station", "paper")
        return self.select_related(*joined).defer("paper__context")


class Objection(Subject):
    """Somebody objects to a decision of the centre (Law art. 49); the bureau upholds it or orders it to be corrected."""

    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.CASCADE, related_name="objections")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="原决定书")
    member = models.ForeignKey(
        GroupMember, models.PROTECT, null=True, related_name="objections", verbose_name="只涉及其中"
    )
    state = models.CharField(
        "状态", max_length=12, choices=ObjectionState, default=ObjectionState.RECEIVED
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="收到的站点"
    )
    manner = models.CharField("提出方式", max_length=8, choices=ObjectionManner)
    objector = models.CharField("异议人", max_length=60)
    posted_on = models.DateField(
        "交邮日期", null=True
    )  # of what came by post; it is in time by this day
    received_on = models.DateField("收到日期")
    content = EncryptedTextField("异议的事实和理由")
    read_back = models.BooleanField("记录已向异议人宣读", default=False)
    late_reason = EncryptedTextField("逾期受理的理由", blank=True)
    # codes of cases.law.grounds the decision stands on, joined: what the figures are told apart by
    grounds = models.CharField("原决定的情形", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField()

    findings = EncryptedTextField("审查查明", blank=True)
    reasons = EncryptedTextField("审查理由", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("审查决定", null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = verbose_name_plural = "异议"
        indexes = [
            # the list, newest first; what waits for the bureau or the director, by clock
            models.Index(fields=["-received_on", "-id"], name="objection_newest"),
            models.Index(fields=["turn", "due_at"], name="objection_by_clock"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(state__in=(ObjectionState.RECEIVED, ObjectionState.ORDERED)),
                name="one_open_objection_per_paper",
            )
        ]

    def __str__(self):
        return f"{self.case}的异议"

    def get_absolute_url(self):
        return address("cases:objection", self.pk)

    @property
    def title(self):
        return str(self.paper)

    @property
    def late(self):
        """What the history adds where it came after the limit."""
        return "（已逾期，受理）" if self.late_reason else ""

    @property
    def deadlines(self):
        return Deadline.objects.of("objection", self.pk)

    @property
    def reconsidered(self):
        """What was brought against the bureau's decision, with how it ended."""
        return list(self.remedies.all())


class Remedy(models.Model):
    """Reconsideration or suit against what the bureau upheld; one of each."""

    objection = models.ForeignKey(Objection, models.CASCADE, related_name="remedies")
    kind = models.CharField("方式", max_length=16, choices=RemedyKind)
    body = models.CharField("复议机关或者法院", max_length=60)
    brought_on = models.DateField("提出日期")
    result = models.CharField("结果", max_length=8, choices=RemedyResult, blank=True)
    ended_on = models.DateField("结果日期", null=True)

    class Meta:
        ordering = ["brought_on", "id"]
        verbose_name = verbose_name_plural = "复议、诉讼"
        constraints = [
            models.UniqueConstraint(fields=["objection", "kind"], name="one_remedy_of_a_kind")
        ]

    def __str__(self):
        """2026年5月4日向清和县人民政府行政复议，2026年6月30日维持或者驳回."""
        said = f"{day(self.brought_on)}向{self.body}提出{self.get_kind_display()}"
        return f"{said}，{day(self.ended_on)}{self.get_result_display()}" if self.result else said
