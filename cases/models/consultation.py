from django.db import models

from cases.enums import Channel
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from stations.models import Station

from .case import Case


class Consultation(models.Model):
    """A consultation at the window (form 1). A caller who gives no identity is recorded as such."""

    number = models.CharField("编号", max_length=40, unique=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="consultations")
    name = models.CharField("姓名", max_length=60, blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    anonymous = models.BooleanField("未提供身份信息", default=False)
    channel = models.CharField("方式", max_length=14, choices=Channel, default=Channel.VISIT)
    question = models.TextField("咨询内容")
    answer = models.TextField("答复意见")
    outcome = models.CharField("处理", max_length=20, blank=True)
    case = models.ForeignKey(Case, models.SET_NULL, null=True, blank=True, related_name="consultations")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["station", "-at"], name="consultation_newest")]

    def __str__(self):
        return self.number
