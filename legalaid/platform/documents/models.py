import json

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models

from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.wording import Version

from .fields import PrivateFileField


class Attachment(models.Model):
    """A file received: checked by content, stored byte for byte under a random name, with its SHA-256; beside it the copy that is shown
    and printed of what no browser and no volume shows as it is."""

    class Scan(models.TextChoices):
        NONE = "none", "未扫描"
        CLEAN = "clean", "安全"

    workflow = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    slot = models.CharField("目录项", max_length=40, blank=True)
    title = models.CharField("材料名称", max_length=120)
    file = PrivateFileField()
    original_name = models.CharField("原文件名", max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=False)  # does something when it is opened
    sha256 = models.CharField(max_length=64)
    copy = PrivateFileField(digest="copy_sha256", blank=True)
    copy_mime = models.CharField(max_length=100, blank=True)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField("病毒扫描", max_length=6, choices=Scan, default=Scan.NONE)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["workflow", "subject_id"], name="attachment_of_subject")]

    def __str__(self):
        return self.title

    @property
    def look(self):
        """What is shown and printed of it: the copy where there is one."""
        return self.copy or self.file

    @property
    def look_mime(self):
        return self.copy_mime or self.mime

    @property
    def look_name(self):
        """What it was called, ending as what is shown of it does: of a HEIC that is a JPG."""
        named, shown = self.original_name.rpartition("."), self.look.name.rpartition(".")
        return f"{named[0] or named[2]}.{shown[2]}"

    def keep_copy(self, made):
        """Keeps `made` (data, mime, pages) as what is shown; the row is saved by the caller."""
        extension = "pdf" if made.mime == "application/pdf" else "jpg"
        self.copy.save(f"copy.{extension}", ContentFile(made.data), save=False)
        self.copy_mime, self.pages = made.mime, made.pages


class Paper(models.Model):
    """An official paper, frozen when issued: its context, template version, number and digest never change; a correction supersedes it."""

    class State(models.TextChoices):
        PENDING = "pending", "生成中"
        READY = "ready", "已生成"

    workflow = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    title = models.CharField("名称", max_length=60)
    series = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    number_text = models.CharField("文号", max_length=60, blank=True)
    context = EncryptedTextField()
    context_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    file = PrivateFileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("出具时间")
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="supersedes"
    )
    supersede_reason = EncryptedTextField("更正理由", blank=True)
    wordings = models.JSONField(
        default=dict
    )  # {passage: version} where the centre's own words stand

    class Meta:
        ordering = ["issued_at", "id"]
        indexes = [
            models.Index(fields=["workflow", "subject_id"], name="paper_of_subject"),
            # what nobody was brought yet: decisions and notices of some kinds, the oldest first
            models.Index(fields=["kind", "issued_at"], name="paper_of_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="one_paper_per_number"
            )
        ]

    def __str__(self):
        return f"{self.title} {self.number_text}".strip()

    @property
    def facts(self):
        """The frozen context."""
        return json.loads(self.context)


class PaperWording(Version):
    """A passage of papers as the centre words it (passages.py); `house`: back to the house's own words, which were then `text`."""

    passage = models.CharField(max_length=80)
    text = models.TextField("文字", blank=True)
    house = models.BooleanField("系统内置的文字", default=False)

    class Meta:
        ordering = ["passage", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "version"], name="one_paper_wording_per_version"
            )
        ]

    def __str__(self):
        return f"{self.passage} {self.version}"


class Volume(models.Model):
    """A sealed volume of the dossier: one PDF/A, with the digest of the file and of every item in it."""

    workflow = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=60)
    file = PrivateFileField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    manifest = models.JSONField()
    built_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workflow", "subject_id", "kind"], name="one_volume_per_kind"
            )
        ]

    def __str__(self):
        return self.title
