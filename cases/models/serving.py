from django.db import models
from django.db.models import Q

from cases.enums import Addressee, ServedHow
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Attachment, Paper

from .case import Case
from .group import GroupMember


class ServiceQuerySet(models.QuerySet):
    def standing(self):
        """On their way or received: one a paper, of one to several one for each, of a joint decision one for each person. What came back or
        was registered wrongly stays as history."""
        return self.filter(returned_on=None, voided_at=None)

    def to_serve_again(self):
        return self.filter(again=True)


class Service(models.Model):
    """A paper brought to whom it is for: how, sent and received when, the proof (form 22). Limits that run from receipt count from
    `received_on` (Law art. 43, 49)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="services")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services", verbose_name="文书")
    # of a paper to several: which of them
    addressee = models.CharField("收件方", max_length=8, choices=Addressee, blank=True)
    # of a decision on several applicants: which of them
    member = models.ForeignKey(GroupMember, models.CASCADE, null=True, related_name="services")
    recipient = models.CharField("受送达人", max_length=60)
    how = models.CharField("送达方式", max_length=12, choices=ServedHow)
    number = models.CharField("邮件号码", max_length=40, blank=True)
    address = EncryptedTextField("送达地址", blank=True)
    through = EncryptedTextField("代收人或者转交的单位", blank=True)
    agreed = EncryptedTextField("同意电子送达的情况", blank=True)
    sent_on = models.DateField("送出日期")
    received_on = models.DateField("收到日期", null=True)
    returned_on = models.DateField("退回日期", null=True)
    returned_why = EncryptedTextField("退回的原因", blank=True)
    again = models.BooleanField("待再次送达", default=False)
    voided_at = models.DateTimeField("作废", null=True)
    note = EncryptedTextField("备注", blank=True)
    proof = models.ForeignKey(
        Attachment, models.PROTECT, null=True, related_name="+", verbose_name="送达回证"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on", "id"]
        verbose_name = verbose_name_plural = "送达"
        indexes = [
            # the desk: what came back
            models.Index(fields=["returned_on"], condition=Q(again=True), name="service_again"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "addressee"],
                condition=Q(returned_on=None, voided_at=None, member=None),
                name="one_service_per_paper",
            ),
            models.UniqueConstraint(
                fields=["paper", "member"],
                condition=Q(returned_on=None, voided_at=None),
                name="one_service_per_person",
            ),
        ]

    def __str__(self):
        to = self.recipient if self.member_id else self.get_addressee_display()
        whose = f"（{to}）" if to else ""
        return f"{self.title}{whose}：{self.manner}，{self.days}"

    @property
    def title(self):
        return str(self.paper)

    @property
    def manner(self):
        """邮寄（1099001234567）；由近亲属代收（孙小梅，女儿）."""
        said = self.number or self.through
        return f"{self.get_how_display()}（{said}）" if said else self.get_how_display()

    @property
    def place(self):
        """For the history, which keeps it from whoever may not see what is personal."""
        return f"，送达地址{self.address}" if self.address else ""

    @property
    def days(self):
        """3月2日送出，3月5日收到."""
        if self.received_on == self.sent_on:
            return f"{day(self.sent_on)}送达"
        if self.received_on:
            return f"{day(self.sent_on)}送出，{day(self.received_on)}收到"
        if self.returned_on:
            return f"{day(self.sent_on)}送出，{day(self.returned_on)}退回（{self.returned_why}）"
        return f"{day(self.sent_on)}送出，尚未收到"
