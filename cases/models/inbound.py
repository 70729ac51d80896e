from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from stations.models import Station


class InboundQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answered_on=None, voided_at=None)

    def for_lists(self):
        return self.select_related("assigned_to", "answered_by")


class Inbound(models.Model):
    """A request of another legal aid agency to verify or investigate something here (form 7 of that agency), and our answer."""

    number = models.CharField("收文编号", max_length=40, unique=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="收件机构")
    agency = models.CharField("来函机构", max_length=80)
    their_number = models.CharField("来函文号", max_length=60)
    received_on = models.DateField("收到日期")
    person = EncryptedTextField("协作所涉当事人")
    content = EncryptedTextField("请求协作的事项")
    due = models.DateField("来函要求的期限")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")
    assigned_to = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="inbound", verbose_name="办理人"
    )

    helped = models.BooleanField("已协助", null=True)
    answer = EncryptedTextField("答复内容", blank=True)
    cost = models.DecimalField("费用（元）", max_digits=10, decimal_places=2, null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    voided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = verbose_name_plural = "外地协作请求"
        indexes = [
            # the register, newest first; what waits, by its limit
            models.Index(fields=["-received_on", "-id"], name="inbound_newest"),
            models.Index(
                fields=["due", "id"],
                condition=models.Q(answered_on=None, voided_at=None),
                name="inbound_waiting",
            ),
        ]
        constraints = [
            # the same letter is registered once, unless it was by mistake
            models.UniqueConstraint(
                fields=["agency", "their_number"],
                condition=models.Q(voided_at=None),
                name="one_inbound_per_letter",
            )
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return address("cases:inbound", self.pk)

    @property
    def state(self):
        if self.voided_at:
            return "登记有误，已作废"
        if self.answered_on:
            return "已协助" if self.helped else "书面说明不能协助"
        return "办理中" if self.assigned_to_id else "待分派"
