from django.conf import settings
from django.db import models

from legalaid.platform.documents.fields import PrivateFileField


class Export(models.Model):
    """A long piece of work asked for by one person: made by a job, kept for some days, opened only by them while they have the right."""

    kind = models.CharField(max_length=20)
    title = models.CharField("名称", max_length=80)
    args = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    scope = models.CharField(
        max_length=140, blank=True
    )  # whose rows it holds: of which station, or of which handler
    job_id = models.BigIntegerField(null=True)
    file = PrivateFileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    requested_at = models.DateTimeField("提出时间", auto_now_add=True)
    expires_at = models.DateTimeField("保留至", null=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [models.Index(fields=["owner", "-requested_at"], name="export_of_owner")]

    def __str__(self):
        return self.title
