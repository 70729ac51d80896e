from django.db import models

from cases.enums import FollowUpResult, Satisfaction
from cases.law.alarm import in_words
from cases.models import Case
from cases.quality.enums import CallStage
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.office.addresses import address
from stations.models import Handler


class Callback(models.Model):
    """One attempt to call a recipient back while the work runs, or once more after it (form 32). The call every closed case waits for is
    the case's own (`cases.FollowUp`)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="callbacks")
    handler = models.ForeignKey(
        Handler, models.PROTECT, related_name="callbacks", verbose_name="承办人"
    )
    stage = models.CharField("环节", max_length=10, choices=CallStage)
    at = models.DateTimeField("时间")
    manner = models.CharField("方式", max_length=20, default="电话")
    result = models.CharField("结果", max_length=12, choices=FollowUpResult)
    met = models.BooleanField("承办人是否会见（约见）", null=True)
    told = models.BooleanField("是否告知权利义务和风险", null=True)
    reported = models.BooleanField("是否通报进展", null=True)
    money_asked = models.BooleanField("是否收取财物", null=True)
    satisfaction = models.CharField("满意度", max_length=1, choices=Satisfaction, blank=True)
    more = models.JSONField("其他问题", default=list, blank=True)  # [[question, answer]] as asked
    suggestions = EncryptedTextField("意见建议", blank=True)
    # codes of cases.law.alarm: what cannot stay without a second call by somebody else
    found = models.JSONField("反映的问题", default=list, blank=True)
    # of a second call: the one it looks into
    first = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="second", verbose_name="再次回访的"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="回访人")
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = verbose_name_plural = "办理中的回访"
        indexes = [
            # whether a case was called at a stage; the rates of a handler
            models.Index(fields=["case", "stage", "result"], name="callback_of_case"),
            models.Index(fields=["handler", "at"], name="callback_of_handler"),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}回访：{self.get_result_display()}"

    def get_absolute_url(self):
        return address("quality:callback", self.pk)

    @property
    def found_words(self):
        return in_words(self.found)
