"""What a fund pays under the rules of the project that gave it (彩票公益金): the cases it took on, and how many of them are difficult."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from legalaid.platform.core.money import percent
from subsidies.enums import BatchState, Service
from subsidies.law.calculation import ZERO
from subsidies.models import Calculation

DIFFICULT = Q(case__claim__difficult=True) | ~Q(case__claim__crossing="")
CLAIMED = Q(case__claim__isnull=False)
NAMES = (
    "case",
    "case__number",
    "case__kind",
    "stage",
    "case__cause__name",
    "case__secret",
    "firm__name",
    "handler__user__name",
    "case__assigned_at",
    "on",
    "case__claim__difficult",
    "case__claim__crossing",
    "total",
    "payment__paid_on",
)


@dataclass(frozen=True)
class Share:
    """How many cases of a fund are difficult or across the border, and how many may be."""

    cases: int
    difficult: int
    percent: Decimal | None
    limit: int | None

    @property
    def exceeded(self):
        return self.limit is not None and self.difficult * 100 > self.cases * self.limit


def cases_of(fund):
    """What stands against the fund for cases, in batches that are not discarded."""
    rows = Calculation.objects.live().filter(batch__fund=fund, service=Service.CASE)
    return rows.exclude(batch__state=BatchState.DISCARDED)


def share_of(fund):
    sums = cases_of(fund).aggregate(
        cases=Count("case", distinct=True),
        difficult=Count("case", distinct=True, filter=CLAIMED & DIFFICULT),
    )
    cases, difficult = sums["cases"], sums["difficult"]
    return Share(cases, difficult, percent(difficult, cases), fund.difficult_percent)


def quarters_of(fund):
    """The quarters in which cases of the fund were closed, the newest first: (year, quarter)."""
    months = cases_of(fund).dates("on", "month")
    return sorted({(month.year, (month.month + 2) // 3) for month in months}, reverse=True)


def closed_in(fund, year, quarter):
    """The rows of the cases closed in the quarter, by the day of closing."""
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    rows = cases_of(fund).filter(on__gte=first, on__lt=after)
    return list(rows.order_by("on", "case__number", "pk").values(*NAMES))


def sums_of(rows):
    """[(kind, cases, difficult ones, yuan)], the whole last; a case of two handlers is one."""
    found = []
    for kind in ("criminal", "civil", "administrative", ""):
        of_kind = [row for row in rows if not kind or row["case__kind"] == kind]
        difficult = {row["case"] for row in of_kind if is_difficult(row)}
        cases = {row["case"] for row in of_kind}
        amount = sum((row["total"] for row in of_kind), ZERO)
        found.append((kind, len(cases), len(difficult), amount))
    return found


def is_difficult(row):
    return bool(row["case__claim__difficult"] or row["case__claim__crossing"])
