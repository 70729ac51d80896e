from django.conf import settings
from django.db import models
from django.urls import reverse

from legalaid.platform.core import words
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.text import mask_account
from stations.enums import FirmKind, HandlerKind

from .staff import Leave, Profile
from .station import Station


class Firm(models.Model):
    station = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="firms",
        verbose_name="登记机构",
    )
    name = models.CharField(
        "名称",
        max_length=80,
        unique=True,
        error_messages={"unique": "已有同名机构，请核对是否重复登记。"},
    )
    kind = models.CharField("类别", max_length=12, choices=FirmKind)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    # subsidies are paid to the unit, never to a person's card (司发通〔2019〕27号)
    bank = models.CharField("开户行", max_length=80, blank=True)
    account_name = models.CharField("户名", max_length=80, blank=True)
    account_number = EncryptedTextField("账号", blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = "承办机构"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:firm", args=[self.pk])

    @property
    def masked_account(self):
        return mask_account(self.account_number)


class FirmManager(models.Model):
    """Who arranges the people of a firm; an account of its own, which sees the firm and no case. Ended with the account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="manages", verbose_name="用户"
    )
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="managers", verbose_name="承办机构")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="开设人"
    )
    at = models.DateTimeField("开设时间")

    class Meta:
        ordering = ["firm__name", "user__name"]
        verbose_name = verbose_name_plural = "机构管理人"

    def __str__(self):
        return str(self.user)


class HandlerQuerySet(models.QuerySet):
    def working(self):
        return self.filter(active=True, user__is_active=True)

    def licensed_lawyers(self):
        """As `Handler.licensed_lawyer` says."""
        practising = models.Q(qualified=True) | ~models.Q(kind=HandlerKind.AGENCY)
        return self.filter(practising).exclude(kind=HandlerKind.GRASSROOTS).exclude(licence="")

    def engaged(self, day):
        """On the list and practising at the end of that day."""
        came = models.Q(joined_on=None) | models.Q(joined_on__lte=day)
        works = models.Q(left_on=None, active=True, user__is_active=True)
        return self.filter(came, models.Q(left_on__gt=day) | works, practice_start__lte=day)

    def available(self, day):
        """Working, licence valid and not on leave on `day`."""
        away = Leave.objects.on(day).values("user")
        expired = models.Q(licence_expires__lt=day)
        return self.working().exclude(expired).exclude(user__in=away)

    def expiring(self, until):
        return self.working().filter(licence_expires__lte=until)


class Handler(Profile):
    """Who may handle cases (Procedure Rules art. 2): a lawyer, a grass-roots legal worker, a volunteer or qualified agency staff."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="handler", verbose_name="用户"
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="handlers", verbose_name="所属机构"
    )
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="handlers", verbose_name="承办机构")
    kind = models.CharField("类别", max_length=12, choices=HandlerKind)
    licence = models.CharField("执业证号", max_length=30, blank=True)
    licence_expires = models.DateField("执业证有效期至", null=True, blank=True)
    practice_start = models.DateField("开始执业")
    criminal_start = models.DateField("开始刑事辩护", null=True, blank=True)
    specialities = models.CharField(
        "专长", max_length=120, blank=True, help_text="以顿号分开，如：劳动、婚姻家庭"
    )
    languages = models.CharField("语言", max_length=80, blank=True)
    minors = models.BooleanField("熟悉未成年人身心特点", default=False)
    public_post = models.BooleanField("有公职身份", default=False)
    mobile = EncryptedTextField("手机", blank=True)
    active = models.BooleanField("接受指派", default=True)
    joined_on = models.DateField("登记日期", null=True, editable=False)
    left_on = models.DateField("离岗日期", null=True, editable=False)

    objects = HandlerQuerySet.as_manager()

    class Meta:
        ordering = ["firm__name", "user__name"]
        verbose_name = verbose_name_plural = "承办人"

    def __str__(self):
        return self.user.name

    def get_absolute_url(self):
        return reverse("stations:handler", args=[self.pk])

    @property
    def licensed_lawyer(self):
        """A lawyer who may practise, as a notified defence and a duty lawyer's post ask for (Law art. 14, 25, 28)."""
        if self.kind == HandlerKind.GRASSROOTS or not self.licence:
            return False
        return self.qualified or self.kind != HandlerKind.AGENCY

    def years(self, on):
        """Whole years of practice on the date `on`."""
        start = self.practice_start
        return on.year - start.year - ((on.month, on.day) < (start.month, start.day))

    def unavailable(self, day, leaves=None):
        """Why this handler can take no case on `day`, as a sentence without its end; "" when they can. `leaves`: their own, where those of
        many were read together."""
        if not self.active or not self.user.is_active:
            return "目前不接受指派"
        if self.licence_expires and self.licence_expires < day:
            return f"执业证已于{words.day(self.licence_expires)}到期"

        for leave in self.user.leaves.all() if leaves is None else leaves:
            if leave.holds(day):
                return f"请假至{words.day(leave.ends)}"
        return ""
