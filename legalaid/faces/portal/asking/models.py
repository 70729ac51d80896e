from django.conf import settings
from django.db import models

from cases.law import topics
from cases.models import Consultation
from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.platform.office.addresses import address
from legalaid.platform.procedure.models import Subject

from .enums import AnswerState


class Asked(models.Model):
    """By what whoever asked online reads the answer: code, four words and the word they chose are kept as keyed digests alone."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="asked")
    token = models.UUIDField(unique=True, editable=False)  # of the form; the code follows from it
    code_blind = models.CharField(max_length=32, unique=True)
    words_blind = models.CharField(max_length=32, unique=True)
    word_blind = models.CharField(max_length=32)
    seen_by = models.CharField("谁可能看到手机", max_length=8, choices=SeenBy)
    pressing = models.BooleanField("可能紧急", default=False)
    may_publish = models.BooleanField("同意隐去个人情况后公开", default=False)
    read_at = models.DateTimeField("咨询人看到答复", null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "网上提问"

    def __str__(self):
        return f"网上提问{self.pk}"


class PublicAnswer(Subject):
    """What everybody may read of a consultation: words of the office, nothing taken over unseen."""

    token = models.UUIDField(unique=True, editable=False)  # one form, one answer
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="public_answers")
    state = models.CharField(
        "状态", max_length=10, choices=AnswerState, default=AnswerState.WRITTEN
    )
    topic = models.CharField("问题类型", max_length=20, choices=topics.CHOICES, default="other")
    title = models.CharField("标题", max_length=60)
    question = models.TextField("问")
    answer = models.TextField("答")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟写"
    )
    written_at = models.DateTimeField("拟写时间")
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核"
    )
    shown_on = models.DateField("公开日期", null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = "公开解答"
        # what the public reads, the newest first; what waits to be looked at
        indexes = [models.Index(fields=["state", "-shown_on", "-id"], name="answer_shown")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("answers:detail", self.pk)
