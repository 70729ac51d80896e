import json

from django.conf import settings
from django.db import models

from legalaid.platform.core.fields import EncryptedTextField


class AppendOnly(Exception):
    """The audit log is only ever added to."""


class EventQuerySet(models.QuerySet):
    def update(self, **fields):
        raise AppendOnly

    def delete(self):
        raise AppendOnly


class Event(models.Model):
    """One link of the chain. The personal part is encrypted and enters the hash by its keyed digest, so it can be shredded."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)
    workflow = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    personal = EncryptedTextField(blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=45, blank=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = models.Manager.from_queryset(EventQuerySet)()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["workflow", "subject_id", "seq"], name="event_of_subject"),
            # what one did today
            models.Index(fields=["actor", "at"], name="event_of_actor"),
        ]

    def __str__(self):
        return f"{self.seq} {self.verb}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly

    @property
    def personal_data(self):
        return json.loads(self.personal) if self.personal else {}
