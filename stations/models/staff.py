from django.conf import settings
from django.db import models
from django.urls import reverse

from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.identifiers import Sex
from legalaid.platform.documents.fields import PrivateFileField
from stations.enums import Degree, LeaveKind, Post

from .station import Station


class Profile(models.Model):
    """What staff and handlers have in common: the figures of statistics table 2, and the entry in the public roster."""

    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    # of the identity number only what tells whether a party of a case has the same; the number itself is not kept
    id_blind = models.CharField("证件核对码", max_length=32, db_index=True, blank=True)
    degree = models.CharField("学历", max_length=10, choices=Degree, blank=True)
    law_major = models.BooleanField("法律专业", default=False)
    qualified = models.BooleanField("有法律职业资格", default=False)
    photo = PrivateFileField("照片", digest="photo_sha256", blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    public = models.BooleanField("列入公开名册", default=False)
    public_text = models.CharField("名册介绍", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class StaffQuerySet(models.QuerySet):
    def working(self):
        return self.filter(left_on=None, user__is_active=True)

    def serving(self, day):
        """In post at the end of that day, as tables, report and notices count people: without the bureau's own."""
        came = models.Q(joined_on=None) | models.Q(joined_on__lte=day)
        stays = models.Q(left_on__gt=day) | models.Q(left_on=None, user__is_active=True)
        return self.filter(came, stays).exclude(user__role=Role.BUREAU)


class Staff(Profile):
    """Where a person works; a person sees the rows of this station's subtree."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff", verbose_name="用户"
    )
    station = models.ForeignKey(Station, models.PROTECT, related_name="staff", verbose_name="站点")
    title = models.CharField("职务", max_length=40, blank=True)
    post = models.CharField("用工性质", max_length=12, choices=Post, default=Post.ESTABLISHED)
    full_time = models.BooleanField("专职", default=True)
    joined_on = models.DateField("到岗日期", null=True, blank=True)
    left_on = models.DateField("离岗日期", null=True, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"

    def __str__(self):
        return f"{self.user}（{self.station}）"

    def get_absolute_url(self):
        return reverse("stations:staff", args=[self.pk])


class LeaveQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(starts__lte=day, ends__gte=day, cancelled=False)


class Leave(models.Model):
    """Days on which a person, staff or handler, is not to be counted on; both ends belong to the leave."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaves")
    kind = models.CharField("类别", max_length=10, choices=LeaveKind)
    starts = models.DateField("自")
    ends = models.DateField("至")
    note = models.CharField("说明", max_length=120, blank=True)
    cancelled = models.BooleanField("已销假", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]
        indexes = [
            # is this person away on that day
            models.Index(fields=["user", "ends"], name="leave_of_user")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.starts}—{self.ends}"

    def holds(self, day):
        return self.starts <= day <= self.ends and not self.cancelled


class Commendation(models.Model):
    """A commendation of a station or of a person (statistics tables 1 and 2 count them by year)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="commendations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commendations",
    )
    awarded_on = models.DateField("日期")
    title = models.CharField("表彰名称", max_length=80)
    awarded_by = models.CharField("表彰机关", max_length=60)

    class Meta:
        ordering = ["-awarded_on"]

    def __str__(self):
        return self.title
