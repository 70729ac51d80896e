from django.conf import settings
from django.db import models
from django.utils import timezone


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
