from django.db import models

from cases.models import Consultation
from legalaid.faces.portal.apply.enums import SeenBy


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
