from django.db import models

from cases.models import Case
from cases.quality.enums import InquiryManner, InquiryState, Mark
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Deadline, Subject
from stations.models import Handler


class InquiryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=InquiryState.SENT)

    def answered(self):
        return self.filter(state=InquiryState.ANSWERED)

    def for_lists(self):
        return self.select_related("case__station", "handler__user", "handler__firm", "by")


class Inquiry(Subject):
    """The organ that had the case is asked how the handler worked (form 31; Law art. 59). `code` stands on the slip that comes back."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="inquiries")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="inquiries", verbose_name="承办人"
    )
    code = models.CharField("回执编码", max_length=8, unique=True)
    state = models.CharField("状态", max_length=10, choices=InquiryState, default=InquiryState.SENT)
    organ = models.CharField("办案机关", max_length=80)
    organ_number = models.CharField("办案机关案号", max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发函人")
    at = models.DateTimeField("发函时间")

    answered_on = models.DateField("答复日期", null=True)
    manner = models.CharField("答复方式", max_length=8, choices=InquiryManner, blank=True)
    timely = models.CharField("会见、阅卷是否及时", max_length=1, choices=Mark, blank=True)
    prepared = models.CharField("庭前准备", max_length=1, choices=Mark, blank=True)
    opinion = models.CharField("意见质量", max_length=1, choices=Mark, blank=True)
    clean = models.BooleanField("廉洁", null=True)
    overall = models.CharField("总体评价", max_length=1, choices=Mark, blank=True)
    remarks = EncryptedTextField("其他意见", blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = verbose_name_plural = "征询意见"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organ"],
                condition=~models.Q(state=InquiryState.VOID),
                name="organ_asked_once_of_a_case",
            )
        ]
        indexes = [
            # the list; what waits for an answer, by clock; what was said of one; the figures of an organ
            models.Index(fields=["-at", "-id"], name="inquiry_newest"),
            models.Index(fields=["state", "due_at"], name="inquiry_by_clock"),
            models.Index(fields=["handler", "-at"], name="inquiry_of_handler"),
            models.Index(fields=["organ", "state"], name="inquiry_of_organ"),
        ]

    def __str__(self):
        return f"{self.case}的征询意见函"

    def get_absolute_url(self):
        return address("quality:organ_inquiry", self.pk)

    @property
    def deadlines(self):
        return Deadline.objects.of("inquiry", self.pk)
