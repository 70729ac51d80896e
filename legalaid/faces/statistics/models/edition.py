from django.conf import settings
from django.db import models
from django.urls import reverse

from legalaid.platform.documents.fields import PrivateFileField


class ReportEdition(models.Model):
    """One edition of a year's work report: begun with a reason where an earlier one was handed in, itself handed in once, with its file.

    What was handed in is never changed (decision 187).
    """

    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几版")
    reason = models.CharField("重报的理由", max_length=200, blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="开始人"
    )
    begun_at = models.DateTimeField("开始时间")

    to = models.CharField("报送给", max_length=80, blank=True)
    sent_on = models.DateField("报送日期", null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="登记人",
        null=True,
    )
    at = models.DateTimeField("登记时间", null=True)
    file = PrivateFileField("报送的文件", blank=True)
    sha256 = models.CharField("校验码", max_length=64, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    words = models.JSONField(
        "报送时的文字", default=dict
    )  # {key of the passage: as it was printed}

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = verbose_name_plural = "工作报告报送"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="report_edition_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="report_again_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.year}年工作报告第{self.number}版"

    def get_absolute_url(self):
        return reverse("statistics:report_year", args=[self.year])

    @property
    def handed_in(self):
        return self.at is not None
