from django.db import models

from cases.enums import Kind, Row
from legalaid.platform.core.readings import letters


class Cause(models.Model):
    """A cause of action of the Supreme People's Court's tree. `initials` are pinyin initials, `frequent` orders the county's own first."""

    kind = models.CharField("类别", max_length=14, choices=Kind)
    code = models.CharField("编号", max_length=20)
    name = models.CharField("案由", max_length=120)
    path = models.CharField("上级", max_length=300, blank=True)
    level = models.PositiveSmallIntegerField()
    row = models.CharField("统计行", max_length=24, choices=Row, blank=True)
    initials = models.CharField(max_length=120, db_index=True)
    frequent = models.PositiveIntegerField("本县件数", default=0)

    class Meta:
        ordering = ["-frequent", "kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_cause_per_code")]
        verbose_name = verbose_name_plural = "案由"

    def __str__(self):
        return self.name


class CauseWord(models.Model):
    """What people call a matter (欠薪, 家暴), and the causes it may be; the office adds its own."""

    word = models.CharField("群众的说法", max_length=20, unique=True)
    initials = models.CharField(max_length=40, editable=False)
    causes = models.ManyToManyField(Cause, related_name="words", verbose_name="案由")

    class Meta:
        ordering = ["initials", "word"]
        verbose_name = verbose_name_plural = "群众的说法"

    def __str__(self):
        return self.word

    @classmethod
    def of(cls, word):
        """A new one with its letters."""
        return cls(word=word, initials=letters(word))
