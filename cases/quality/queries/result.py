"""What a review came to, for whoever may read it now."""

from dataclasses import dataclass
from decimal import Decimal

from cases.quality.law.sheet import Item


@dataclass(frozen=True)
class Result:
    """`rows`: (item, [marks of the experts]); `said`: (who, total, vetoes, opinion) of each, whose name is "" for whoever handled the case."""

    total: Decimal
    grade: str
    rows: list[tuple[Item, list[Decimal]]]
    said: list[tuple]


def result_of(review, *, named):
    """None while it may not be read. `named`: for whoever arranges it; else as it is told to whoever handled the case."""
    if not (review.opened if named else review.told):
        return None

    sheets = list(review.standing_sheets().exclude(handed_at=None).select_related("user"))
    marks = [[Decimal(mark) for mark in sheet.marks] for sheet in sheets]
    rows = zip(review.sheet.items, zip(*marks, strict=True), strict=False)
    said = [
        (sheet.user.name if named else "", sheet.total, sheet.vetoes, sheet.opinion)
        for sheet in sheets
    ]
    return Result(review.total, review.get_grade_display(), list(rows), said)
