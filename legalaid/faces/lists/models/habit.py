from django.conf import settings
from django.db import models


class ListHabit(models.Model):
    """How one person left one list: its columns (keys) and its order."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    listing = models.CharField("列表", max_length=40)
    columns = models.JSONField("显示的列", default=list)
    order = models.CharField("次序", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "listing"], name="one_habit_per_list")
        ]

    def __str__(self):
        return f"{self.owner_id} {self.listing}"
