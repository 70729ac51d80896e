from django.db import models
from django.db.models import Q

from cases.enums import Kind
from cases.quality.law import sheet
from legalaid.platform.accounts.models import User


class ItemSheetQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)


class ItemSheet(models.Model):
    """A version of the items by which files of some kinds, and of one stage where it says so, are read. It never changes: a change is the
    next version, and who has begun by this one ends by it."""

    series = models.CharField("指标", max_length=20)
    version = models.PositiveSmallIntegerField("版本", default=1)
    name = models.CharField("名称", max_length=40)
    kinds = models.JSONField("案件类别")
    stage = models.CharField("所处阶段", max_length=24, blank=True)
    rows = models.JSONField("指标")  # law.sheet.kept
    vetoes = models.JSONField("一票否决情形", default=list, blank=True)
    basis = models.CharField("依据", max_length=120)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = ItemSheetQuerySet.as_manager()

    class Meta:
        ordering = ["series", "-version"]
        verbose_name = verbose_name_plural = "评估指标"
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="one_sheet_of_a_version"),
            models.UniqueConstraint(
                fields=["series"], condition=Q(replaced_at=None), name="one_current_sheet"
            ),
        ]

    def __str__(self):
        return f"{self.name}（第{self.version}版）"

    @property
    def items(self):
        return sheet.of(self.rows)

    @property
    def text(self):
        return sheet.write(self.items)

    @property
    def kind_words(self):
        return "、".join(Kind(kind).label for kind in self.kinds)
