import hashlib
import json

from django.conf import settings
from django.db import models
from django.http import QueryDict

from cases.models import Case, SupplementNotice
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.safety import SafeContact
from legalaid.platform.documents.models import Attachment
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Subject
from stations.models import Station

from .enums import SeenBy, SubmissionState, Why


class Answers(models.Model):
    """What was answered, {name of a field: [what stands in it]}, sealed. Code and words are kept as keyed digests alone."""

    token = models.UUIDField(unique=True, editable=False)  # of the case that comes of it, too
    code_blind = models.CharField(max_length=32, unique=True)
    words_blind = models.CharField(max_length=32, unique=True)
    answers = EncryptedTextField(blank=True)

    class Meta:
        abstract = True

    @property
    def said(self):
        return json.loads(self.answers) if self.answers else {}

    @property
    def as_query(self):
        """The answers as a form would post them."""
        data = QueryDict(mutable=True)
        for name, values in self.said.items():
            data.setlist(name, values)
        return data

    def first(self, name):
        return (self.said.get(name) or [""])[0]

    @property
    def shown(self):
        """What its pages show."""
        return self.said

    def first_shown(self, name):
        return (self.shown.get(name) or [""])[0]

    def keep(self, said):
        self.answers = json.dumps(said, ensure_ascii=False, sort_keys=True)

    @property
    def files(self):
        return Attachment.objects.filter(workflow=self.KEPT_AS, subject_id=self.pk, removed_at=None)


class Draft(Answers):
    """An application that somebody is still filling in; nobody of the office reads it, and it goes when its time is over."""

    KEPT_AS = "draft"

    known = EncryptedTextField(blank=True)  # answered elsewhere: proposed, no answer yet
    done = models.JSONField(default=list)  # the pages answered
    seen_by = models.CharField("谁可能看到手机", max_length=8, choices=SeenBy)
    remind = models.BooleanField("删除前发短信提醒", default=False)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "网上填写未提交的申请"
        # whose time is over, or nearly
        indexes = [models.Index(fields=["expires_on"], name="apply_draft_expires")]

    def __str__(self):
        return f"未提交的网上申请{self.pk}"

    def propose(self, known):
        self.known = json.dumps(known, ensure_ascii=False, sort_keys=True) if known else ""

    @property
    def shown(self):
        """What was answered on its pages, and before that what is proposed."""
        return (json.loads(self.known) if self.known else {}) | self.said


class SubmissionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=SubmissionState.RECEIVED)

    def for_lists(self):
        return self.select_related("station", "case", "handled_by").defer("answers")


class Submission(Answers, SafeContact, Subject):
    """An application sent in by the public, frozen as it came. It counts as received from `received_at` on; a person registers it."""

    KEPT_AS = "submission"

    state = models.CharField(
        "状态", max_length=12, choices=SubmissionState, default=SubmissionState.RECEIVED
    )
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="submissions", verbose_name="交给"
    )
    name = EncryptedTextField("申请人")
    phone = EncryptedTextField("电话", blank=True)
    wish = models.CharField("事项", max_length=120, blank=True)
    received_at = models.DateTimeField("收到")
    sha256 = models.CharField(max_length=64)
    seen_by = models.CharField("谁可能看到手机", max_length=8, choices=SeenBy)
    case = models.OneToOneField(
        Case, models.PROTECT, null=True, related_name="submission", verbose_name="案件"
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    handled_at = models.DateTimeField("办理时间", null=True)
    why = models.CharField("原因", max_length=14, choices=Why, blank=True)
    told = EncryptedTextField("告知的内容", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = verbose_name_plural = "网上申请"
        indexes = [
            # the list, newest first, and what waits at each station, the oldest first
            models.Index(fields=["-received_at", "-id"], name="submission_newest"),
            models.Index(
                fields=["station", "received_at"],
                condition=models.Q(state=SubmissionState.RECEIVED),
                name="submission_waiting",
            ),
        ]

    def __str__(self):
        return f"网上申请第{self.pk}号"

    def get_absolute_url(self):
        return address("submissions:detail", self.pk)

    @property
    def intact(self):
        """Whether the answers are those that were sent."""
        return digest_of(self.answers) == self.sha256

    @property
    def open_notice(self):
        """The supplement notice of its case that waits for an answer, or None."""
        return (
            self.case_id
            and SupplementNotice.objects.filter(case=self.case_id, answered_at=None).last()
        )


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


class Arrived(models.Model):
    """A paper sent in after the application: seen by a person before it joins the file of the case."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="arrived")
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return str(self.file)
