from django.db import models

from legalaid.platform.accounts.models import User
from legalaid.platform.documents.fields import PrivateFileField

from .case import Case


class ReceivedPackage(models.Model):
    """A transfer package another agency sent: kept as it came, seen, then registered once as a case (`case`)."""

    package_id = models.UUIDField("移送包编号", unique=True)
    source = models.CharField("移送机构", max_length=80)
    source_number = models.CharField("移送机构的案件编号", max_length=40)
    reason = models.TextField("移送理由")
    file = PrivateFileField()
    sha256 = models.CharField(max_length=64)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间")
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, related_name="received_package", verbose_name="案件"
    )

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self):
        return f"{self.source} {self.source_number}"
