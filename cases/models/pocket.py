from django.db import models

from legalaid.platform.accounts.models import User

from .case import Case


class Arrival(models.Model):
    """What a device kept while it had no connection and has handed in: sent again under the same token, it makes nothing twice."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    token = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "by", "token"], name="one_arrival_per_token")
        ]

    def __str__(self):
        return f"{self.case} {self.at:%m-%d %H:%M}"
