from django.db import models

from legalaid.platform.accounts.models import User
from stations.models import Handler

from .case import Case


class Wish(models.Model):
    """Whom the recipient asks for (点援), out of the published roster: the first, the second, the third."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="wishes")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="+", verbose_name="点选的承办人"
    )
    place = models.PositiveSmallIntegerField("第几位")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["place"]
        verbose_name = verbose_name_plural = "点援"
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="one_wish_per_place"),
            models.UniqueConstraint(fields=["case", "handler"], name="wished_for_once"),
        ]

    def __str__(self):
        return str(self.handler)
