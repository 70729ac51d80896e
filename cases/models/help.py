import uuid

from django.db import models
from django.urls import reverse

from cases.enums import HELPED, HelpOrgan, HelpSigned, HelpSource, HelpState, NotHelped, Plea
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.named import Named, NamedQuerySet, NameSaidField
from legalaid.platform.procedure.models import Deadline, Subject
from stations.enums import HelpKind
from stations.models import Handler, Shift, Station

from .case import Case
from .cause import Cause


class HelpQuerySet(NamedQuerySet):
    def given(self):
        """Given, whatever became of an application: a row of form 29."""
        return self.filter(state__in=HELPED)

    def overdue(self, now):
        return self.filter(due_at__lt=now)

    def for_lists(self):
        names = ("station", "lawyer__user", "cause", "shift__post")
        return self.select_related(*names).prefetch_related("acts")


class Help(Subject, Named):
    """One person helped once by a duty lawyer (Law art. 14, 30; forms 23 to 29), or waiting for it."""

    number = models.CharField("编号", max_length=40, unique=True)
    # one form, one help
    token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    state = models.CharField("状态", max_length=12, choices=HelpState, default=HelpState.WAITING)
    source = models.CharField("来源", max_length=10, choices=HelpSource)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="legal_helps", verbose_name="管理机构"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")
    lawyer = models.ForeignKey(
        Handler,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_helps",
        verbose_name="值班律师",
    )
    shift = models.ForeignKey(
        Shift,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_helps",
        verbose_name="值班班次",
    )

    name = models.CharField("姓名", max_length=60)
    name_said = NameSaidField(max_length=NameSaidField.LONGEST)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, default=IdKind.NONE)
    id_number = EncryptedTextField("证件号码", blank=True)
    id_blind = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    birth = models.DateField("出生日期", null=True, blank=True)

    organ_kind = models.CharField("机关类别", max_length=14, choices=HelpOrgan)
    organ = models.CharField("办案机关", max_length=80)
    held_at = models.CharField("羁押场所", max_length=80, blank=True)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="+", verbose_name="涉嫌罪名")
    stage = models.CharField("所处阶段", max_length=24)
    plea = models.CharField("是否认罪认罚", max_length=8, choices=Plea, blank=True)

    # what asked for it: forms 24 to 27, or 23
    notice_number = models.CharField("通知书文号", max_length=60, blank=True)
    received_at = models.DateTimeField("收到时间", null=True)
    wanted_at = models.DateTimeField("要求到场时间", null=True, blank=True)
    wanted = models.CharField("要求的帮助", max_length=200, blank=True)

    # form 28
    on = models.DateField("日期")  # of the help; of the notice until it is given
    starts_at = models.DateTimeField("开始", null=True)
    ends_at = models.DateTimeField("结束", null=True)
    result = models.TextField("结果", blank=True)
    signed = models.CharField("签名", max_length=10, choices=HelpSigned, blank=True)
    unsigned_why = models.CharField("未签名的原因", max_length=80, blank=True)
    why = models.CharField("未能提供的原因", max_length=12, choices=NotHelped, blank=True)

    # Law art. 39(2)
    applied_at = models.DateTimeField("提出申请", null=True)
    forwarded_at = models.DateTimeField("转交", null=True)
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="helps")

    objects = HelpQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = verbose_name_plural = "值班律师法律帮助"
        indexes = [
            # form 29, newest first: all, one station's, one lawyer's
            models.Index(fields=["-on", "-id"], name="help_newest_all"),
            models.Index(fields=["station", "-on"], name="help_newest"),
            models.Index(fields=["lawyer", "-on"], name="help_newest_own"),
            # what waits, by its limit
            models.Index(fields=["state", "due_at"], name="help_open_by_clock"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="help_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("cases:help", args=[self.pk])

    @property
    def who(self):
        return self.name

    @property
    def deadlines(self):
        return Deadline.objects.of("help", self.pk)

    @property
    def kinds(self):
        return [act.kind for act in self.acts.all()]

    @property
    def act_texts(self):
        return [act.get_kind_display() for act in self.acts.all()]

    @property
    def was_given(self):
        return self.state in HELPED


class HelpAct(models.Model):
    """One kind of help of it; each counts as one person-time of its kind (form 29)."""

    help = models.ForeignKey(Help, models.CASCADE, related_name="acts")
    kind = models.CharField("内容", max_length=12, choices=HelpKind)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["help", "kind"], name="one_help_act_per_kind")
        ]

    def __str__(self):
        return self.get_kind_display()
