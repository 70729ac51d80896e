"""Which items of the sheets were scored low, out of what experts gave. Pure."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Rated:
    """An item: what part of its points was given, over how many files; whether the county calls that weak."""

    item: str
    share: Decimal
    files: int
    weak: bool

    @property
    def percent(self):
        return f"{self.share * 100:.0f}%"


def rated(marked, below):
    """[Rated], the weakest first. marked: [(file, item, points it was given, its points)]; `below`: per cent of an item's points of which
    less is weak."""
    given, most, files = defaultdict(Decimal), defaultdict(Decimal), defaultdict(set)
    for file, item, mark, points in marked:
        given[item] += mark
        most[item] += points
        files[item].add(file)

    shares = {item: given[item] / most[item] for item in given}
    found = [
        Rated(item, share, len(files[item]), share * 100 < below) for item, share in shares.items()
    ]
    return sorted(found, key=lambda one: (one.share, one.item))
