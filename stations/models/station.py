from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from legalaid.platform.core.regions import region_name
from stations.enums import Duty, Equipment, Nature, StationAct, StationHost, StationKind, all_duties
from stations.law.notifying import NOTIFIES


class StationQuerySet(models.QuerySet):
    def subtree(self, station):
        return self.filter(path__startswith=station.path)

    def open(self):
        return self.filter(closed_on=None)

    def standing(self, day):
        """Set up and not closed at the end of that day."""
        opened = models.Q(opened_on=None) | models.Q(opened_on__lte=day)
        return self.filter(opened, models.Q(closed_on=None) | models.Q(closed_on__gt=day))

    def roots(self):
        return self.filter(parent=None)


class Station(models.Model):
    """A node of the network. `path` is the ids from the root down ("1/7/"), so a subtree is a prefix."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    name = models.CharField(
        "名称",
        max_length=60,
        unique=True,
        error_messages={"unique": "已有同名站点，请核对是否重复登记。"},
    )
    kind = models.CharField("类别", max_length=12, choices=StationKind)
    host = models.CharField("设立单位", max_length=16, choices=StationHost)
    nature = models.CharField("机构性质", max_length=16, choices=Nature, blank=True)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    area = models.CharField("服务区域", max_length=120, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    way = models.CharField("怎样找到（路口、标志、楼层）", max_length=200, blank=True)
    buses = models.CharField("公交线路和站名", max_length=120, blank=True)
    step_free = models.CharField("没有台阶的入口", max_length=120, blank=True)
    hours = models.CharField("开放时间", max_length=80, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("对外电话", max_length=30, blank=True)
    duties = models.JSONField("职责", default=all_duties, blank=True)
    equipment = models.JSONField("设施设备", default=list, blank=True)
    posts = models.PositiveSmallIntegerField("编制数", null=True, blank=True)
    floor_area = models.PositiveIntegerField("业务用房面积（平方米）", null=True, blank=True)
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = verbose_name_plural = "站点"

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else ''}{self.pk}/"
        if path != self.path:
            self.path = path
            super().save(update_fields=["path"])

    def get_absolute_url(self):
        return reverse("stations:station", args=[self.pk])

    @cached_property
    def covers_everything(self):
        """Whether every station of the installation lies below this one; with a second county beside it, no root's subtree is all."""
        return self.parent_id is None and not Station.objects.roots().exclude(pk=self.pk).exists()

    def allows(self, duty):
        """Whether this station is open and may do `duty` (a Duty)."""
        return self.closed_on is None and duty in self.duties

    @property
    def notifies(self):
        """Whether it stands in an organ that notifies us to assign a lawyer (Law art. 36)."""
        return self.kind == StationKind.PARTNER and self.host in NOTIFIES

    @property
    def organ(self):
        """清和县公安局法律援助工作站 -> 清和县公安局."""
        return self.name.removesuffix("工作站").removesuffix("法律援助") or self.name

    @property
    def duty_names(self):
        return [duty.label for duty in Duty if duty in self.duties]

    @property
    def equipment_names(self):
        return [item.label for item in Equipment if item in self.equipment]

    @property
    def region_name(self):
        return region_name(self.region)


class StationChange(models.Model):
    """One dated line of a station's history."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="changes")
    act = models.CharField("事项", max_length=10, choices=StationAct)
    on = models.DateField("日期")
    # the new parent, or the station merged into
    other = models.ForeignKey(Station, models.PROTECT, null=True, related_name="+")
    before = models.CharField("变更前", max_length=60, blank=True)
    reason = models.CharField("理由（文号）", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.on} {self.get_act_display()}"
