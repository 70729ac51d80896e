"""公文字体: which font each part of a paper is printed in on this machine, and a sheet to look at."""

from django.template.loader import render_to_string
from django.utils import timezone

from legalaid.platform.core.office import office_at
from legalaid.platform.office.downloads import PDF, download
from legalaid.platform.office.pages import Page
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip
from legalaid.platform.office.wordings import SETTINGS

from . import fonts, render


def _how(found):
    if not found.family:
        return "缺少，印不出汉字", "late"
    return ("标准字体", "kept") if found.official else ("代替", "soon")


FONTS = Table(
    columns=(
        Column("label", "用在", lambda row: row.use.label),
        Column("named", "公文标准", lambda row: row.use.named),
        Column("family", "本机印出的", "family", none="没有"),
        Column("how", "情况", lambda row: _how(row)[0], draw=lambda row, words: chip(*_how(row))),
        Column("names", "按这个顺序找", lambda row: row.use.stack.replace('"', ""), place="small"),
    ),
)


class Fonts(Page):
    permission = SETTINGS
    template_name = "documents/fonts.html"

    def get_context_data(self, **kwargs):
        last = {"serif": fonts.SERIF, "sans": fonts.SANS}
        return super().get_context_data(table=FONTS, found=fonts.found(), **last, **kwargs)


class FontSample(Page):
    permission = SETTINGS

    def get(self, request, *args, **kwargs):
        return download(sample(), "公文字体样张.pdf", PDF, inline=True)


def sample():
    """A sheet on which each use stands in its font."""
    facts = {"OFFICE": office_at(timezone.now()), "found": fonts.found()}
    return render.pdf(render_to_string("papers/fonts.html", facts))
