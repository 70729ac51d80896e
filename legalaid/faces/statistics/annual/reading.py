"""A figure as the annual report reads it: named, with its unit, its period and its definition; None when no data can say it yet."""

from dataclasses import dataclass
from decimal import Decimal

from legalaid.platform.core.money import rounded


@dataclass(frozen=True)
class Reading:
    """`value` is an int, a Decimal, a text or a list of texts; a tuple of texts may be empty and is known nevertheless: there are none.

    `decimals` are those printed."""

    key: str
    label: str
    value: object
    unit: str = ""
    period: str = ""
    definition: str = ""
    decimals: int = 0

    @property
    def known(self):
        return self.value not in (None, "", [])

    @property
    def text(self):
        if not self.known:
            return f"［待填：{self.label}］"
        if isinstance(self.value, list | tuple):
            return "、".join(self.value) or "无"
        if isinstance(self.value, str):
            return self.value
        return f"{rounded(self.value, self.decimals):,}{self.unit}"


class Readings(dict):
    """The figures of one year by key; `f["granted"]` prints, `f.value("granted")` computes with.

    `until`: the day a year that is not over is counted up to, in words; its figures stand against the same days of the year before.
    `worded`: {key: {text}} of the standing words that the centre words itself.
    """

    until = ""
    worded = {}

    def value(self, key, default=0):
        figure = dict.__getitem__(self, key)
        return figure.value if figure.known else default

    def known(self, *keys):
        return all(dict.__getitem__(self, key).known for key in keys)

    def __getitem__(self, key):
        return dict.__getitem__(self, key).text

    @property
    def missing(self):
        return [figure for figure in self.values() if not figure.known]

    def change(self, key, before):
        """The figure against the one of the year before, as `change` says it; "" where one of them is not known."""
        if not self.known(key, before):
            return ""
        return change(self.value(key), self.value(before), "上年同期" if self.until else "上年")


def change(now, before, when="上年"):
    """比上年增长12.5% / 比上年下降3.0% / 与上年持平; "" when there is nothing to compare with."""
    if not before:
        return ""
    percent = rounded(Decimal(100) * (Decimal(now) - Decimal(before)) / Decimal(before), 1)
    if not percent:
        return f"与{when}持平"
    return f"比{when}{'增长' if percent > 0 else '下降'}{abs(percent)}%"
