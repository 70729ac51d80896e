from django.conf import settings
from django.db import models
from django.urls import reverse

from cases.enums import Kind
from cases.law.handbook import PARTS


class HandbookText(models.Model):
    """What a page says, a line an item (report S22: a handbook beside the form)."""

    title = models.CharField("标题", max_length=60)
    articles = models.CharField("依据", max_length=200, blank=True)
    eligible = models.TextField("符不符合条件")
    ask = models.TextField("问什么")
    collect = models.TextField("收什么")
    say = models.TextField("说什么")

    class Meta:
        abstract = True

    @property
    def parts(self):
        """[(heading, [line])]"""
        return [
            (heading, [line.strip() for line in getattr(self, part).splitlines() if line.strip()])
            for part, heading in PARTS
        ]


class HandbookQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(active=True)


class HandbookPage(HandbookText):
    """A page as it stands, and the matters it is shown beside: see law.handbook.distance."""

    code = models.SlugField("代号", unique=True)
    kind = models.CharField("案件类别", max_length=14, choices=Kind, blank=True)
    words = models.JSONField("案由含有", default=list, blank=True)
    crowds = models.JSONField("人员类别", default=list, blank=True)
    roles = models.JSONField("法律地位", default=list, blank=True)
    topics = models.JSONField("咨询问题类型", default=list, blank=True)
    active = models.BooleanField("在用", default=True)
    version = models.PositiveIntegerField("版本", default=0)
    tokens = models.TextField(editable=False)  # pairs of characters between blanks, for the search

    objects = HandbookQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = "接待手册"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("cases:handbook_page", args=[self.pk])


class HandbookVersion(HandbookText):
    """A page as it stood from a day on, and who wrote it; None: it came with the installation."""

    page = models.ForeignKey(HandbookPage, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("版本")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("修改说明", max_length=120, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="one_handbook_version_per_number"
            )
        ]

    def __str__(self):
        return f"{self.title} 第{self.number}版"
