from django.db import models
from django.db.models import Q

from cases.models import Case
from stations.models import Handler

from .calculation import Calculation


class ShareQuerySet(models.QuerySet):
    def half_batched(self):
        """Of cases of which one of the two stands in a batch and the other does not."""
        live = Calculation.objects.live().filter(case=models.OuterRef("case"))
        mine = live.filter(handler=models.OuterRef("handler"))
        others = live.exclude(handler=models.OuterRef("handler"))
        one_alone = Q(models.Exists(mine)) & ~Q(models.Exists(others))
        return self.filter(one_alone | ~Q(models.Exists(mine)) & Q(models.Exists(others)))


class Share(models.Model):
    """What of a case's subsidy goes to the handler who had it before; the rest is the last handler's. Set by an approved proposal."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="share", verbose_name="案件")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="shares", verbose_name="原承办人"
    )
    percent = models.PositiveSmallIntegerField("原承办人所占（%）")

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=99), name="share_of_two"
            )
        ]

    def __str__(self):
        return f"{self.case}：{self.handler}{self.percent}%"
