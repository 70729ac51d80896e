"""Which items of the sheets were scored low, out of what experts gave. Pure."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

WEAK = Decimal("0.7")  # of an item's points; no text sets it, the page says it
FEWEST = 3  # files; of fewer nothing is said of a county


@dataclass(frozen=True)
class Rated:
    """An item: what part of its points was given, over how many files."""

    item: str
    share: Decimal
    files: int

    @property
    def percent(self):
        return f"{self.share * 100:.0f}%"

    @property
    def weak(self):
        return self.share < WEAK


def rated(marked):
    """[Rated], the weakest first. marked: [(file, item, points it was given, its points)]."""
    given, most, files = defaultdict(Decimal), defaultdict(Decimal), defaultdict(set)
    for file, item, mark, points in marked:
        given[item] += mark
        most[item] += points
        files[item].add(file)

    found = [Rated(item, given[item] / most[item], len(files[item])) for item in given]
    return sorted(found, key=lambda one: (one.share, one.item))
