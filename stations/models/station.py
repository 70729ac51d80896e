from django.db import models

from stations.enums import StationHost, StationKind


class StationQuerySet(models.QuerySet):
    def subtree(self, station):
        return self.filter(path__startswith=station.path)

    def open(self):
        return self.filter(closed_on=None)


class Station(models.Model):
    """A node of the network. `path` is the ids from the root down ("1/7/"), so a subtree is a prefix."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    name = models.CharField("名称", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=12, choices=StationKind)
    host = models.CharField("设立单位", max_length=16, choices=StationHost)
    region = models.CharField("行政区划代码", max_length=12, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("对外电话", max_length=30, blank=True)
    path = models.CharField(max_length=120, db_index=True, editable=False, default="")
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

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
