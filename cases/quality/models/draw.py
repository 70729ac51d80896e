import zlib

from django.db import models

from cases.models import Case
from legalaid.platform.accounts.models import User
from legalaid.platform.core.fields import EncryptedTextField
from legalaid.platform.core.words import day
from legalaid.platform.office.addresses import address

from .plan import PlanLine


class Drawing(models.Model):
    """Seed and list are kept, so that anybody can draw it again. One made by mistake is voided and stays."""

    seed = models.CharField("随机种子", max_length=40)
    total = models.PositiveIntegerField("参加抽取")
    many = models.PositiveIntegerField("抽中")
    digest = models.CharField("名单校验码", max_length=64)
    packed = models.BinaryField()  # the numbers of the cases, a line each, compressed
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")
    at = models.DateTimeField("抽取时间")
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_why = EncryptedTextField("作废的理由", blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]

    @staticmethod
    def pack(numbers):
        return zlib.compress("\n".join(numbers).encode(), 1)

    @property
    def numbers(self):
        """The list as it was when it was drawn from."""
        return zlib.decompress(self.packed).decode().split("\n")


class Draw(Drawing):
    """What was drawn for a line of the plan."""

    line = models.ForeignKey(PlanLine, models.PROTECT, related_name="draws")

    class Meta(Drawing.Meta):
        verbose_name = verbose_name_plural = "抽取"
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(voided_at=None), name="one_draw_of_a_line"
            )
        ]

    def __str__(self):
        return f"{day(self.at)}抽取：{self.line}"

    def get_absolute_url(self):
        return address("quality:draw", self.pk)


class DrawnCaseQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(draw__voided_at=None)

    def waiting(self):
        return self.standing().filter(done_at=None)

    def by_tool(self, tool):
        return self.filter(draw__line__tool=tool)


class DrawnCase(models.Model):
    """A case that was drawn: a task for whoever does what the line says."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="drawn")
    position = models.PositiveIntegerField("抽取顺序")
    done_at = models.DateTimeField("完成", null=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="完成人"
    )

    objects = DrawnCaseQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = verbose_name_plural = "抽中的案件"
        constraints = [models.UniqueConstraint(fields=["draw", "case"], name="case_once_in_a_draw")]
        # how much of a draw is done
        indexes = [models.Index(fields=["draw", "done_at"], name="drawn_case_done")]

    def __str__(self):
        return str(self.case)
