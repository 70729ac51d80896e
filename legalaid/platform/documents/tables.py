"""The passages of a kind as they are said today, and the versions of one."""

from dataclasses import dataclass

from django.urls import reverse

from legalaid.platform.core.words import moment
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip

from .models import PaperWording
from .passages import Passage


@dataclass(frozen=True)
class InUse:
    """`row`: its newest wording, None for none."""

    passage: Passage
    row: PaperWording | None

    @property
    def number(self):
        return self.row.version if self.row else 0

    @property
    def anew(self):
        return bool(self.row and not self.row.house)

    @property
    def text(self):
        return self.row.text if self.anew else self.passage.text


@dataclass(frozen=True)
class Shown:
    """A passage on the page of a kind; `shared`: how many kinds print it."""

    now: InUse
    kind: str
    shared: int

    @property
    def page(self):
        return reverse("documents:passage", args=[self.kind, self.now.passage.key])


def _said(row, words):
    return chip(words, "soon" if row.now.anew else "quiet")


PASSAGES = Table(
    columns=(
        Column("label", "这一处", lambda row: row.now.passage.label, link=lambda row: row.page),
        Column("text", "现在的文字", lambda row: row.now.text, none="（不印）"),
        Column(
            "said",
            "写法",
            lambda row: f"本中心第{row.now.number}版" if row.now.anew else "系统内置",
            draw=_said,
        ),
        Column(
            "shared",
            "用于",
            lambda row: f"{row.shared}种文书" if row.shared > 1 else "",
            quiet=True,
        ),
    ),
)

VERSIONS = Table(
    columns=(
        Column("version", "版本", "version", "num"),
        Column("text", "与上一版比较", "compared", draw=lambda row, words: row.compared),
        Column("house", "来源", lambda row: "系统内置" if row.house else "本中心改写"),
        Column("reason", "理由"),
        Column("by", "修改人", lambda row: row.by.name),
        Column("at", "时间", "at", "date", show=moment),
    ),
)
