from django.db import models

from cases.law.local import COLUMNS, lines
from legalaid.platform.core.words import day


class LocalTopics(models.Model):
    """本地典型: what the county counts in the free columns of the quarterly return, from a day on; a line a column."""

    valid_from = models.DateField("自何日起", unique=True)
    text = models.TextField("各栏的名称", blank=True)
    source = models.CharField("依据或者来源", max_length=120)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self):
        said = "、".join(self.names.values()) or "不列"
        return f"自{day(self.valid_from)}起：{said}（{self.source}）"

    @property
    def names(self):
        """{column: name}"""
        return dict(zip(COLUMNS, lines(self.text), strict=False))
