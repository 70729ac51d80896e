from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .enums import NAMING, NoticeKind, NoticeState


class NoticeQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(state=NoticeState.PUBLISHED, shown_from__lte=day, shown_to__gte=day)

    def readable(self, day):
        """What is shown, and of what was shown before all but the kinds that name somebody (decision 166)."""
        begun = self.filter(state=NoticeState.PUBLISHED, shown_from__lte=day)
        return begun.filter(models.Q(shown_to__gte=day) | ~models.Q(kind__in=NAMING))


class Notice(models.Model):
    """A public notice (公示): its content is frozen when prepared, checked again when published, kept after it is withdrawn."""

    kind = models.CharField("种类", max_length=12, choices=NoticeKind)
    title = models.CharField("标题", max_length=80)
    first_day = models.DateField("数据自")
    last_day = models.DateField("数据至")
    intro = models.TextField("说明", blank=True)
    content = models.JSONField(default=dict)
    shown_from = models.DateField("公示起")
    shown_to = models.DateField("公示止")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    token = models.UUIDField(unique=True, editable=False)  # one form, one notice
    state = models.CharField(
        "状态", max_length=12, choices=NoticeState, default=NoticeState.PREPARED
    )
    returns_to = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    turn = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField(null=True)
    due_from = models.DateTimeField(null=True)
    due_rule = models.CharField(max_length=40, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_from", "-id"]
        verbose_name = verbose_name_plural = "公示"
        indexes = [
            models.Index(fields=["state", "shown_from"], name="notice_in_force")
        ]  # the public page

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("notices:notice", args=[self.pk])

    @property
    def tables(self):
        return self.content.get("tables", [])

    @property
    def in_force(self):
        return (
            self.state == NoticeState.PUBLISHED
            and self.shown_from <= timezone.localdate() <= self.shown_to
        )
