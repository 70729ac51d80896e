"""What the board draws: rows with a bar, columns of months, a line over the year; where everything stands, in numbers."""

from dataclasses import dataclass
from decimal import Decimal

from legalaid.platform.office.charts import ticks

LEFT, FLOOR, TOP = 36, 206, 18
BROAD, NARROW = 820, 430  # of a drawing: a page's column, half of one


@dataclass(frozen=True)
class Ranked:
    """One line of a ranking; `before`: the same days a year earlier, None where that year has nothing at all."""

    label: str
    number: int
    before: int | None
    most: int
    address: str = ""


@dataclass(frozen=True)
class Place:
    name: str
    home: str
    cases: int
    asked: int
    returned: int
    answered: int
    silent: bool
    most: int
    cases_at: str = ""
    asked_at: str = ""


@dataclass(frozen=True)
class Money:
    name: str
    address: str
    spent: Decimal
    reserved: Decimal
    left: Decimal
    whole: Decimal


@dataclass(frozen=True)
class Mark:
    """One month: where its column or point stands, what is written over it, where it leads; `begun`: not over yet."""

    label: str
    x: float
    y: float
    height: float
    words: str
    begun: bool = False
    address: str = ""

    @property
    def middle(self):
        return f"{self.x + 9:.1f}"

    @property
    def above(self):
        return f"{self.y - 5:.1f}"


@dataclass(frozen=True)
class Drawing:
    """`grid`: [(height, number)]; `last`, `now`: the marks of the two years, as far as they have any."""

    wide: int
    grid: tuple
    last: tuple
    now: tuple
    labels: tuple

    @property
    def paths(self):
        """The two years as lines."""
        return [
            " ".join(f"{mark.middle},{mark.y:.1f}" for mark in marks)
            for marks in (self.last, self.now)
        ]

    @property
    def table(self):
        """[(month, words of the last year, mark of this)]"""
        last = {mark.label: mark.words for mark in self.last}
        now = {mark.label: mark for mark in self.now}
        return [(label, last.get(label), now.get(label)) for _, label in self.labels]


def months(last, now, addresses=None, *, begun, wide=BROAD):
    """Two years month by month. last, now: [number or None], January first; `begun`: the number of the month not over yet, or 0."""
    most = max([number or 0 for number in (*last, *now)], default=0)
    scale = ticks(most)
    unit = (FLOOR - TOP) / (scale[-1] or 1)
    step = (wide - LEFT) / 12

    def mark(month, number, shift):
        height = number * unit
        x = LEFT + step * month + step / 2 + shift
        return Mark(
            f"{month + 1}月",
            x,
            FLOOR - height,
            height,
            f"{number:,}",
            month + 1 == begun,
            (addresses or {}).get(month + 1, ""),
        )

    return Drawing(
        wide,
        tuple((f"{FLOOR - number * unit:.1f}", f"{number:,}") for number in scale),
        tuple(mark(month, number, -18) for month, number in enumerate(last) if number is not None),
        tuple(mark(month, number, 0) for month, number in enumerate(now) if number is not None),
        tuple((f"{LEFT + step * month + step / 2:.1f}", f"{month + 1}月") for month in range(12)),
    )
