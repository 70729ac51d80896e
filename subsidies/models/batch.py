from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases.models import Recusal
from legalaid.platform.accounts.models import User
from legalaid.platform.core.words import period
from legalaid.platform.procedure.models import Subject
from stations.models import Station
from subsidies.enums import UNFROZEN, BatchState

from .fund import Fund


class BatchQuerySet(models.QuerySet):
    def unfinished(self):
        return self.exclude(state__in=(BatchState.PUBLISHED, BatchState.DISCARDED))

    def kept_out(self, batches, user):
        """{batch id: number of a case in it of which this person takes no step}"""
        theirs = Recusal.objects.standing().filter(user=user)
        found = self.filter(pk__in=[row.pk for row in batches if row.pk])
        found = found.filter(calculations__case__in=theirs.values("case"))
        return dict(found.order_by().values_list("pk", "calculations__case__number"))


class Batch(Subject):
    """One payment run: what is owed up to `last_day`, calculated, checked, approved and paid by four people."""

    number = models.CharField("批号", max_length=40, unique=True)
    title = models.CharField("名称", max_length=80)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="batches", verbose_name="机构"
    )
    last_day = models.DateField("结案至")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="batches", verbose_name="经费")
    count = models.PositiveIntegerField("件数", default=0)
    total = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, default=0)

    state = models.CharField("状态", max_length=12, choices=BatchState, default=BatchState.PREPARED)
    # users who computed, adjusted, removed or corrected anything in it
    makers = models.JSONField("核算过的人", default=list)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="初审核定")
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="复审"
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="审批"
    )
    paid_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="支付"
    )
    # a return on paper as the cashier entered it, until another person has held it against the paper
    paper_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="录入纸质回单"
    )
    paper_rows = models.JSONField("纸质回单", default=list)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="公示"
    )
    opened_at = models.DateTimeField("建立")
    approved_at = models.DateTimeField("审批时间", null=True)
    announced_on = models.DateField("发放前公示", null=True)
    announced_until = models.DateField("发放前公示至", null=True)
    paid_on = models.DateField("到账日期", null=True)
    published_at = models.DateTimeField("公示时间", null=True)
    published_until = models.DateField("公示至", null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = verbose_name_plural = "补贴批次"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("subsidies:batch", args=[self.pk])

    def kept_out(self, user):
        """Number of a case in it of which this person takes no step, or ""; asked once for a page."""
        known = self.__dict__.setdefault("kept_out_known", {})
        if user.pk not in known:
            known[user.pk] = Batch.objects.kept_out([self], user).get(self.pk, "")
        return known[user.pk]

    @property
    def announced(self):
        """The period of the publication before paying, as the history says it."""
        return _shown(self.announced_on, self.announced_until)

    @property
    def published(self):
        """The same of the publication of what was paid."""
        if not self.published_at:
            return ""
        return _shown(timezone.localdate(self.published_at), self.published_until)

    @property
    def frozen(self):
        return self.state not in UNFROZEN


def _shown(since, until):
    return f"，公示期{period(since, until)}" if until else ""
