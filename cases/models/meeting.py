from django.db import models

from cases.enums import ConsentSigned

from .case import Case


class Meeting(models.Model):
    """The first meeting of a handler with the recipient: when, where, with whom, and the four things to be told."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="meetings")
    met_on = models.DateField("会见（约见）日期")
    place = models.CharField("地点", max_length=80)
    manner = models.CharField("方式", max_length=20)
    present = models.CharField("在场人", max_length=120, blank=True)
    told = models.JSONField("已告知事项")  # codes of cases.law.grounds.FIRST_MEETING_TOLD
    # whether who is defended by an organ's notice agrees to this lawyer
    consented = models.BooleanField("同意由其辩护（代理）", null=True)
    refusal = models.TextField("不同意的理由", blank=True)
    signing = models.CharField(
        "征询意见笔录", max_length=8, choices=ConsentSigned, blank=True
    )  # of the paper on which the consent, or the refusal, stands
    unsigned_why = models.CharField("没有签名或者扫描件的原因", max_length=120, blank=True)
    read_aloud = models.BooleanField("已当面宣读", default=False)
    record = models.TextField("会见（约见）记录")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.met_on} {self.place}"
