import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from legalaid.platform.core.wording import Version


class MessageQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Message(models.Model):
    """One thing told to one person. `key` says what it is about, once: telling it again finds this row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    text = models.CharField("内容", max_length=200)
    url = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at"], name="message_of_user")]

    def __str__(self):
        return self.text


class Delivery(models.Model):
    """Sending a message by mail. It is claimed and committed before sending, so that a killed worker never sends twice."""

    class State(models.TextChoices):
        QUEUED = "queued", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已发送"
        FAILED = "failed", "失败"
        UNKNOWN = "unknown", "中断，未知是否送达"

    message = models.OneToOneField(Message, models.CASCADE, related_name="delivery")
    to = models.EmailField(blank=True)  # where not to the person's own address of the day
    together = models.BooleanField(default=False)  # in one mail with what else waits for the person
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_waiting")]

    def __str__(self):
        return f"{self.message} {self.get_state_display()}"


class Wishes(models.Model):
    """How one wants to be told beside the product; without a row: by mail, at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    mail = models.BooleanField("发邮件", default=True)
    text = models.BooleanField("发短信", default=False)
    daily_at = models.TimeField("每天汇总一次，几点发", null=True, blank=True)
    quiet_from = models.TimeField("几点起不打扰", null=True, blank=True)
    quiet_to = models.TimeField("到几点", null=True, blank=True)

    def __str__(self):
        return f"{self.user_id}"


class WordingQuerySet(models.QuerySet):
    def newest(self, sentence):
        return self.filter(sentence=sentence).order_by("-version").first()


class Wording(Version):
    """A sentence as the centre words it (sentences.py). A version is never changed: the newest is used, what was sent keeps its own."""

    sentence = models.CharField(max_length=30)
    text = models.CharField("句子", max_length=300)
    code = models.CharField("运营商模板编号", max_length=40, blank=True)
    active = models.BooleanField("使用", default=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["sentence", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["sentence", "version"], name="one_wording_per_version")
        ]

    def __str__(self):
        return f"{self.sentence} {self.version}"


class TextQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(state__in=(Text.State.QUEUED, Text.State.SENDING))

    def to_call(self, now):
        """What a person must be told by word of mouth, because no text reaches them, while there is still time."""
        missed = self.filter(state__in=(Text.State.FAILED, Text.State.BARRED), called_at=None)
        return missed.filter(spoken=True).filter(models.Q(until=None) | models.Q(until__gt=now))


class Text(models.Model):
    """A text message (短信). The gateway is given `key`, by which it sends once however often it is asked. No number and no name is kept:
    whom it goes to is read when it goes, as they may be reached at that moment."""

    class State(models.TextChoices):
        QUEUED = "queued", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已提交运营商"
        DELIVERED = "delivered", "已送达"
        FAILED = "failed", "没有送达"
        BARRED = "barred", "不得发短信"
        DROPPED = "dropped", "不必再发"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about = models.CharField(max_length=120, unique=True)  # telling it again finds this row
    sentence = models.CharField(max_length=30)
    to = models.BigIntegerField()  # whom, as the sentence knows them
    row = models.BigIntegerField(null=True)  # what it is about, as the sentence knows it
    workflow = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    spoken = models.BooleanField(default=False)  # told by word of mouth where no text arrives
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="texts")
    places = models.JSONField(default=dict)  # as they stood when it was first sent
    state = models.CharField("状态", max_length=9, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)  # afterwards it says nothing any more
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("提交时间", null=True)
    delivered_at = models.DateTimeField("送达时间", null=True)
    error = models.CharField("原因", max_length=80, blank=True)
    called_at = models.DateTimeField("告知时间", null=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    call_note = models.CharField("告知情况", max_length=120, blank=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "next_at"], name="text_waiting"),
            models.Index(fields=["workflow", "subject_id"], name="text_of_subject"),
            # what waits to be told by word of mouth, what ends first in front; what was told lately
            models.Index(
                fields=["until", "id"],
                condition=models.Q(called_at=None, spoken=True, state__in=["failed", "barred"]),
                name="text_to_call",
            ),
            models.Index(
                fields=["-called_at"],
                condition=models.Q(called_at__isnull=False),
                name="text_told_lately",
            ),
        ]

    def __str__(self):
        return f"{self.sentence} {self.get_state_display()}"
