from django.db import models

from cases.enums import Organ
from cases.law.unclear import named, split

from .case import Case


class Notice(models.Model):
    """The paper by which an organ notified us to assign a lawyer (Law art. 36); its name is the case's `organ`."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="notice")
    organ_kind = models.CharField("机关类别", max_length=14, choices=Organ)
    number = models.CharField("通知书文号", max_length=60, blank=True)
    apart = models.CharField("另行登记的理由", max_length=200, blank=True)
    dated_on = models.DateField("通知书日期", null=True)
    received_on = models.DateField("收到日期")
    # from then on the organ has its three days (Law art. 36)
    found_on = models.DateField("机关发现情形的日期", null=True, blank=True)
    contact = models.CharField("机关联系人", max_length=60, blank=True)
    phone = models.CharField("机关联系电话", max_length=30, blank=True)
    held_at = models.CharField("羁押场所", max_length=80, blank=True)

    # ",number,cause,": keys of `law.unclear.ITEMS`
    unclear = models.CharField("看不清的项", max_length=80, blank=True)

    hearing_at = models.DateTimeField("开庭时间", null=True, blank=True)
    hearing_place = models.CharField("开庭地点", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "指派通知"
        indexes = [
            # was this paper registered before?
            models.Index(fields=["number"], name="notice_by_number"),
            # how punctual were the organs of a period?
            models.Index(fields=["received_on"], name="notice_by_received"),
            # the desk: what is asked of the organ
            models.Index(
                fields=["received_on", "id"],
                condition=~models.Q(unclear=""),
                name="notice_unclear",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def unread(self):
        """What of it could not be read and is not known yet."""
        return split(self.unclear)

    @property
    def unread_named(self):
        return named(self.unread)
