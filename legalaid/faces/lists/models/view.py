from django.conf import settings
from django.db import models
from django.db.models import Q

from legalaid.platform.office.addresses import address
from stations.models import Station


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user, station):
        """One's own, and those shared with the station one works at."""
        return (
            self.filter(Q(owner=user) | Q(station=station)) if station else self.filter(owner=user)
        )


class SavedView(models.Model):
    """Conditions, columns and order of a list under a name. It narrows what its reader may see, and never widens it.

    The conditions are kept as they are written and the columns by their headings, so that what a list has no more can be named.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # shared with whoever works there
    station = models.ForeignKey(Station, models.SET_NULL, null=True, related_name="+")
    listing = models.CharField("列表", max_length=40)
    name = models.CharField("名称", max_length=20)
    text = models.CharField("条件", max_length=400, blank=True)
    order = models.CharField("次序", max_length=40, blank=True)
    columns = models.JSONField("显示的列", default=list)
    made_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["station", "listing"], name="view_of_station")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "listing", "name"], name="one_view_per_name")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("lists:view", self.pk)
