"""The figures of the county's annual report that come out of the ledger (features S19): 案均补贴, 发放率, 经费增长, 四落实."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.utils import timezone

from cases.models import Case, SubsidyPayment, Waiver
from legalaid.platform.core.money import percent, rounded, yuan
from stations.enums import HandlerKind, StationKind
from stations.models import Staff, Station
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.law.calculation import CASE, FEN, ZERO
from subsidies.models import Calculation, EntryLine, MonthTotal

AGENCY = "agency"


@dataclass(frozen=True)
class Average:
    """案均补贴: what was paid on cases in the period, over how many cases, against the standard."""

    cases: int
    paid: Decimal
    standard: Decimal | None

    @property
    def yuan(self):
        if not self.cases:
            return None
        return rounded(self.paid / self.cases, 2)

    @property
    def reached(self):
        if self.yuan is None or self.standard is None:
            return None
        return self.yuan >= self.standard


@dataclass(frozen=True)
class PaymentRate:
    part: int
    whole: int

    @property
    def percent(self):
        return percent(self.part, self.whole)


def average_subsidy(period, *, standard=None, stations=None):
    """Yuan per case of the case subsidies paid in the period of whole months, corrections taken off the yuan and the cases alike; without
    what staff of the centre were reimbursed. `standard` is the province's yuan per case. Of some stations only, the lines are added up.
    """
    if stations is None:
        rows = MonthTotal.objects.filter(cut="case", account=CASE)
        rows = rows.filter(starts__gte=period.starts.replace(day=1), starts__lte=period.ends)
        number = Sum("count")
    else:
        rows = EntryLine.objects.filter(account=CASE, case__isnull=False, station__in=stations)
        rows = rows.filter(on__gte=period.starts, on__lte=period.ends)
        number = Count("pk", filter=Q(amount__gt=0)) - Count("pk", filter=Q(amount__lt=0))

    sums = rows.exclude(performer=AGENCY).aggregate(paid=Sum("amount"), cases=number)
    paid = (sums["paid"] or ZERO).quantize(FEN)
    return Average((sums["cases"] or 0) - told_twice(period, stations), paid, standard)


def told_twice(period, stations=None):
    """Payments of a case's earlier handler less those taken back: with the last handler's they are one case."""
    shares = EntryLine.objects.filter(account=CASE, case__share__handler=F("handler"))
    shares = shares.filter(on__gte=period.starts, on__lte=period.ends).exclude(performer=AGENCY)
    if stations is not None:
        shares = shares.filter(station__in=stations)
    return shares.aggregate(n=Count("pk") - 2 * Count("pk", filter=Q(amount__lt=0)))["n"]


def payment_rate(period, *, stations=None):
    """发放率: of the cases whose closing was approved in the period, how many are paid and were not taken back. Public posts and staff of
    the centre earn no subsidy, a waiver of 一案一补贴 says that none is due: these do not count.
    """
    cases = _earning(period, stations)
    calculated = Calculation.objects.filter(case=OuterRef("pk"), service=CASE)
    booked = EntryLine.objects.filter(case=OuterRef("pk"), account=CASE, amount__gt=0)
    recorded = SubsidyPayment.objects.filter(case=OuterRef("pk"))

    paid_before_batches = ~Exists(calculated) & (Exists(booked) | Exists(recorded))
    paid = Exists(calculated.live().paid()) | paid_before_batches

    counts = cases.aggregate(part=Count("pk", filter=paid), whole=Count("pk"))
    return PaymentRate(counts["part"], counts["whole"])


def _earning(period, stations):
    """Cases whose closing was approved in the period and for which a subsidy is due."""
    none_due = Waiver.objects.filter(case=OuterRef("pk"), item="subsidy")
    cases = Case.objects.filter(
        closure_reviewed_at__gte=_midnight(period.starts),
        closure_reviewed_at__lt=_midnight(period.ends + timedelta(days=1)),
        handler__public_post=False,
    )
    cases = cases.exclude(handler__kind=HandlerKind.AGENCY).exclude(Exists(none_due))
    return cases if stations is None else cases.filter(station__in=stations)


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def budget_growth(*, stations=None):
    """[(year, local yuan, all yuan, growth of the local budget over the year before in percent or None)] by fund year, old to new."""
    totals = MonthTotal.objects.filter(account=chart.APPROPRIATED, cut="")
    if stations is not None:
        totals = totals.filter(fund__station__in=stations)
    of_sources = totals.order_by("fund__year").values_list("fund__year", "fund__source")

    local, whole = defaultdict(Decimal), defaultdict(Decimal)
    for year, source, amount in of_sources.annotate(total=Sum("amount")):
        whole[year] -= amount.quantize(FEN)
        if source == Source.LOCAL:
            local[year] -= amount.quantize(FEN)

    return [
        (year, local[year], whole[year], _growth(local.get(year - 1), local[year]))
        for year in sorted(whole)
    ]


def _growth(before, now):
    """Percent over the year before; None where there was nothing."""
    return rounded(100 * (now - before) / before, 1) if before else None


def appropriated(first_year, last_year, *sources):
    """Yuan appropriated from these sources to the funds of these years (carried over money not counted again)."""
    totals = MonthTotal.objects.filter(cut="", account=chart.APPROPRIATED)
    rows = totals.filter(
        fund__year__gte=first_year, fund__year__lte=last_year, fund__source__in=sources
    )
    total = rows.aggregate(total=Sum("amount"))["total"] or ZERO
    return -total.quantize(FEN)


def four_in_place(year, *, on=None, stations=None, growth=None):
    """四落实: [(what, whether, on what ground)] of institution, people, premises and money, people and places as of the day `on`, today
    without one; `growth` is what budget_growth found."""
    day = on or timezone.localdate()
    within = Station.objects.all() if stations is None else stations
    working_stations = list(within.standing(day).order_by("path").only("name", "kind", "address"))
    centres = [row for row in working_stations if row.kind == StationKind.CENTER]
    centre = centres[0] if centres else None
    address = centre.address if centre else ""
    others = len(working_stations) - len(centres)

    staff = Staff.objects.serving(day).filter(station__in=within)
    full_time = Count("pk", filter=Q(full_time=True))
    part_time = Count("pk", filter=Q(full_time=False))
    full, part = staff.aggregate(full=full_time, part=part_time).values()

    growth = budget_growth(stations=within) if growth is None else growth
    local = {row[0]: row[1] for row in growth}.get(year, ZERO)

    return [
        ("机构", centre is not None, f"{centre or '未设中心'}，工作站{others}个"),
        ("人员", full > 0, f"专职{full}人，兼职{part}人"),
        ("办公场所", bool(address), address),
        ("经费", local > 0, f"{year}年同级财政拨款{yuan(local)}元"),
    ]
