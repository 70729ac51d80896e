"""The kinds of paper the house issues (法律援助文书格式 2023): form number, title, series word, template."""

from dataclasses import dataclass

from legalaid.platform.core.registry import Registry

PAPER_KINDS = Registry()
ID, PHONE, ADDRESS = "证件号码", "电话", "住址"
REVEAL = "cases.reveal"  # the right to read these


@dataclass(frozen=True)
class PaperKind:
    """`word` is the series word of the document number (决 -> 清援决字〔2026〕第1号); "" gives a paper without number. `personal`: what it
    prints of the people it is about, shown whole to holders of `right` alone."""

    key: str
    form: str
    title: str
    word: str = ""
    stub: bool = False
    personal: tuple = ()
    right: str = REVEAL

    @property
    def template(self):
        return f"papers/{self.key}.html"


def register(*kinds):
    for kind in kinds:
        PAPER_KINDS[kind.key] = kind
