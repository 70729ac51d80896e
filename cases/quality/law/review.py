"""What two or three blind sheets come to: whether they lie apart, the score, the grade. Pure; the limits are rows."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

CENT = Decimal("0.01")
BANDS = ("excellent", "good", "pass")
FAIL = "fail"
RANKS = (*BANDS, FAIL)


@dataclass(frozen=True)
class Limits:
    """The least score of each grade, and how far two sheets may lie apart."""

    excellent: Decimal
    good: Decimal
    passing: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Given:
    """One expert's sheet: its total, and whether a veto item is marked."""

    total: Decimal
    vetoed: bool = False


def worse_for(grade, told):
    """Whether a second reading must be heard on: it fails the file, or is worse than what the handler was told."""
    return grade == FAIL or RANKS.index(grade) > RANKS.index(told)


def lie_apart(one, other, gap):
    """More than the gap, or one of them alone marks a veto: a third reads the file."""
    return abs(one.total - other.total) > gap or one.vetoed != other.vetoed


def score(given):
    """Of two the mean; of three that of the two that lie nearer to each other, of all where they are as far apart. Rounded to two places,
    half up: what is shown is what counts."""
    totals = sorted(one.total for one in given)
    if len(totals) == 3:
        low, middle, high = totals
        if middle - low != high - middle:
            totals = min(combinations(totals, 2), key=lambda two: two[1] - two[0])
    return (sum(totals) / len(totals)).quantize(CENT, ROUND_HALF_UP)


def vetoed(given):
    """By two experts at least: what one alone marks, the third confirms or does not."""
    return sum(one.vetoed for one in given) >= 2


def grade(total, has_veto, limits):
    if has_veto:
        return FAIL
    least = zip(BANDS, (limits.excellent, limits.good, limits.passing), strict=True)
    return next((name for name, limit in least if total >= limit), FAIL)
