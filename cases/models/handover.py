from django.db import models

from cases.enums import PreReviewed, ReturnReason
from legalaid.platform.accounts.models import User

from .case import Case


class PreReview(models.Model):
    """What the station found before it hands an application over; the last one counts."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="pre_review")
    proposal = models.CharField("初审建议", max_length=12, choices=PreReviewed)
    checked = models.JSONField("已核对", default=list)
    opinion = models.TextField("初审意见")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("初审时间")

    class Meta:
        verbose_name = verbose_name_plural = "工作站初审"

    def __str__(self):
        return self.get_proposal_display()


class HandOver(models.Model):
    """The way of an application from a station to the centre, and how it was received."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    materials = models.JSONField("移交的材料", default=list)
    note = models.CharField("移交说明", max_length=200, blank=True)
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="移交人")
    handed_at = models.DateTimeField("移交时间")
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="接收人"
    )
    answered_at = models.DateTimeField("接收时间", null=True)
    reasons = models.JSONField("退回原因", default=list)  # ReturnReason codes; empty: signed for
    return_note = models.CharField("退回说明", max_length=200, blank=True)

    class Meta:
        ordering = ["handed_at", "id"]
        verbose_name = verbose_name_plural = "移交"
        indexes = [
            models.Index(fields=["-handed_at"], name="hand_over_newest")
        ]  # the page of hand-overs

    def __str__(self):
        return f"{self.case} {self.handed_at:%Y-%m-%d}"

    @property
    def returned(self):
        return bool(self.reasons)

    @property
    def reason_texts(self):
        return [ReturnReason(code).label for code in self.reasons]
