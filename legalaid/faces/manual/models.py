from django.conf import settings
from django.db import models


class Round(models.Model):
    """How far one person has gone on the first round through the pages, as which role."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField("角色", max_length=12)
    stop = models.PositiveSmallIntegerField("第几处", default=0)
    ended = models.BooleanField("已结束", default=False)

    def __str__(self):
        return f"{self.owner_id} {self.role} {self.stop}"
