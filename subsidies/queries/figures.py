"""The figures of the county's annual report that come out of the ledger (features S19): 案均补贴, 发放率, 经费增长, 四落实."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from cases.models import Case, SubsidyPayment, Waiver
from legalaid.platform.core.money import yuan
from stations.enums import HandlerKind, StationKind
from stations.models import Staff, Station
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.law.calculation import CASE
from subsidies.models import Calculation, EntryLine, MonthTotal

FEN = Decimal("0.01")
AGENCY = "agency"


@dataclass(frozen=True)
class Average:
    """案均补贴: what was paid on cases in the period, over how many cases, against the standard."""

    cases: int
    paid: Decimal
    standard: Decimal | None

    @property
    def yuan(self):
        return (self.paid / self.cases).quantize(FEN, ROUND_HALF_UP) if self.cases else None

    @property
    def reached(self):
        return None if self.yuan is None or self.standard is None else self.yuan >= self.standard


@dataclass(frozen=True)
class Rate:
    part: int
    whole: int

    @property
    def percent(self):
        return (
            (Decimal(100 * self.part) / self.whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if self.whole
            else None
        )


def average_subsidy(period, *, standard=None, stations=None):
    """Yuan per case of the case subsidies paid in the period of whole months, corrections taken off the yuan and the cases alike; without
    what staff of the centre were reimbursed. `standard` is the province's yuan per case. Of some stations only, the lines are added up.
    """
    if stations is None:
        rows = MonthTotal.objects.filter(
            cut="case",
            account=CASE,
            starts__gte=period.starts.replace(day=1),
            starts__lte=period.ends,
        )
        number = Sum("count")
    else:
        rows = EntryLine.objects.filter(account=CASE, case__isnull=False, station__in=stations)
        rows = rows.filter(on__gte=period.starts, on__lte=period.ends)
        number = Count("pk", filter=Q(amount__gt=0)) - Count("pk", filter=Q(amount__lt=0))
    found = rows.exclude(performer=AGENCY).aggregate(paid=Sum("amount"), cases=number)
    return Average(found["cases"] or 0, (found["paid"] or Decimal(0)).quantize(FEN), standard)


def payment_rate(period, *, stations=None):
    """发放率: of the cases whose closing was approved in the period, how many are paid and were not taken back. Public posts and staff of
    the centre earn no subsidy, a waiver of 一案一补贴 says that none is due: these do not count.
    """
    first, last = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (period.starts, period.ends + timedelta(days=1))
    )
    cases = Case.objects.filter(
        closure_reviewed_at__gte=first, closure_reviewed_at__lt=last, handler__public_post=False
    )
    cases = cases.exclude(handler__kind=HandlerKind.AGENCY).exclude(
        Exists(Waiver.objects.filter(case=OuterRef("pk"), item="subsidy"))
    )
    if stations is not None:
        cases = cases.filter(station__in=stations)
    calculated = Calculation.objects.filter(case=OuterRef("pk"), service=CASE)
    booked = EntryLine.objects.filter(case=OuterRef("pk"), account=CASE, amount__gt=0)
    recorded = SubsidyPayment.objects.filter(case=OuterRef("pk"))
    paid = Exists(calculated.live().paid()) | ~Exists(calculated) & (
        Exists(booked) | Exists(recorded)
    )
    found = cases.aggregate(part=Count("pk", filter=paid), whole=Count("pk"))
    return Rate(found["part"], found["whole"])


def budget_growth(*, stations=None):
    """[(year, local yuan, all yuan, growth of the local budget over the year before in percent or None)] by fund year, old to new."""
    totals = MonthTotal.objects.filter(account=chart.APPROPRIATED, cut="")
    if stations is not None:
        totals = totals.filter(fund__station__in=stations)
    sums = totals.order_by("fund__year").values_list("fund__year", "fund__source")
    years = {}
    for year, source, amount in sums.annotate(total=Sum("amount")):
        row = years.setdefault(year, [Decimal(0), Decimal(0)])
        row[0] -= amount.quantize(FEN) if source == Source.LOCAL else 0
        row[1] -= amount.quantize(FEN)
    found = []
    for year, (local, whole) in years.items():
        before = years.get(year - 1, (None,))[0]
        growth = (
            (100 * (local - before) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if before
            else None
        )
        found.append((year, local, whole, growth))
    return found


def appropriated(first_year, last_year, *sources):
    """Yuan appropriated from these sources to the funds of these years (carried over money not counted again)."""
    rows = MonthTotal.objects.filter(
        cut="",
        account=chart.APPROPRIATED,
        fund__year__gte=first_year,
        fund__year__lte=last_year,
        fund__source__in=sources,
    )
    return -(rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)).quantize(FEN)


def four_in_place(year, *, stations=None, growth=None):
    """四落实: [(what, whether, on what ground)] of institution, people, premises and money; `growth` is what budget_growth found."""
    within = Station.objects.all() if stations is None else stations
    open_ones = list(within.open().order_by("path").only("name", "kind", "address"))
    centres = [row for row in open_ones if row.kind == StationKind.CENTER]
    centre = centres[0] if centres else None
    working = Staff.objects.working().filter(station__in=within)
    full, part = working.aggregate(
        full=Count("pk", filter=Q(full_time=True)), part=Count("pk", filter=Q(full_time=False))
    ).values()
    growth = budget_growth(stations=within) if growth is None else growth
    money = {row[0]: row[1] for row in growth}.get(year, Decimal(0))
    return [
        (
            "机构",
            centre is not None,
            f"{centre or '未设中心'}，工作站{len(open_ones) - len(centres)}个",
        ),
        ("人员", full > 0, f"专职{full}人，兼职{part}人"),
        ("办公场所", bool(centre and centre.address), centre.address if centre else ""),
        ("经费", money > 0, f"{year}年同级财政拨款{yuan(money)}元"),
    ]
