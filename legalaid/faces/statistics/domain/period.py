"""Reporting periods as data: laid out a year at a time, changed by hand, never overlapping within their scheme."""

import logging
from datetime import date, timedelta

from django.db import transaction

from legalaid.faces.statistics.models import Period, Scheme, Span
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError

YEARS = range(2022, 2027)
AHEAD = timedelta(days=60)
GIVEN_UP = timedelta(days=400)
log = logging.getLogger(__name__)
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
# name, unit, months before January in which the year begins, first day
SCHEMES = (
    ("自然年", "year", 0, 1),
    ("统计年度（12月至次年11月）", "year", 1, 1),
    ("半年", "half", 0, 1),
    ("季度", "quarter", 0, 1),
    ("自然月", "month", 0, 1),
    ("统计月（21日至次月20日）", "month", 1, 21),
    ("统计半年（12月至次年5月、6月至11月）", "half", 1, 1),
    ("统计季度（12月至次年2月起）", "quarter", 1, 1),
)


def load_schemes(using="default"):
    """Fills an empty table with the usual schemes and their years; an office's own are left alone."""
    if Scheme.objects.using(using).exists():
        return
    for name, unit, early, first in SCHEMES:
        scheme = Scheme.objects.using(using).create(name=name, unit=unit)
        for year in YEARS:
            Period.objects.using(using).bulk_create(laid_out(scheme, year, early, first))


def laid_out(scheme, year, early=0, first=1):
    """The unsaved periods of `year`, which begins `early` months before January on day `first`."""
    span, periods = MONTHS[scheme.unit], []
    for number in range(12 // span):
        starts, after = (_day(year, 1 - early + span * n, first) for n in (number, number + 1))
        periods.append(
            Period(
                scheme=scheme,
                name=_name(scheme.unit, year, number),
                starts_on=starts,
                ends_on=after - timedelta(days=1),
            )
        )

    return periods


def _day(year, month, day):
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)


def _name(unit, year, number):
    part = {
        "year": "",
        "half": ("上半年", "下半年"),
        "quarter": ("一季度", "二季度", "三季度", "四季度"),
    }.get(unit)
    return f"{year}年{part[number] if part else '' if unit == 'year' else f'{number + 1}月'}"


def check(scheme, span, *, besides=None):
    """Refuses a period that ends before it begins, is longer than its unit, or overlaps another of its scheme."""
    if span.ends < span.starts:
        raise DomainError("止期早于起期，请核对。", field="ends_on")
    if (span.ends - span.starts).days + 1 > MONTHS[scheme.unit] * 31:
        raise DomainError(
            f"“{scheme}”每期为一{scheme.get_unit_display()}，所填期间过长，会与自己的下一期重叠。",
            field="ends_on",
        )

    others = scheme.periods.overlapping(span).exclude(pk=besides.pk if besides else None)
    if other := others.first():
        raise DomainError(f"与“{other.name}”（{other.span}）重叠。", field="starts_on")


def save_period(*, by, scheme, name, starts_on, ends_on, period=None):
    """Adds a period, or changes `period`; recorded in the audit log."""
    with transaction.atomic():
        Scheme.objects.select_for_update().get(pk=scheme.pk)  # two people adding at once
        check(scheme, Span(starts_on, ends_on), besides=period)
        if scheme.periods.filter(name=name).exclude(pk=period.pk if period else None).exists():
            raise DomainError(f"“{scheme}”已有名为“{name}”的期别。", field="name")

        if period and period.snapshots.exists():
            raise DomainError("这一期的报表已经存档，期别不能再改。", field="name")

        period = period or Period(scheme=scheme)
        period.scheme, period.name, period.starts_on, period.ends_on = (
            scheme,
            name,
            starts_on,
            ends_on,
        )
        period.save()
        record("office.setting", by=by, what=f"统计期“{scheme}”", change=f"{name}：{period.span}")

    return period


def next_year(*, by, scheme):
    """Lays out the year after the scheme's last one in the same pattern; returns the new periods."""
    last = scheme.periods.order_by("-ends_on").first()
    if last is None:
        raise DomainError("这一口径还没有期别，请先手工录入一年。")

    rows = scheme.periods.filter(ends_on__gt=last.span.year_before.ends).order_by("starts_on")
    made = []
    with transaction.atomic():
        for row in rows:
            starts, after = (
                day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
                for day in (row.starts_on, row.span.after)
            )
            name = row.name.replace(str(last.ends_on.year), str(last.ends_on.year + 1))
            made.append(
                save_period(
                    by=by,
                    scheme=scheme,
                    name=name,
                    starts_on=starts,
                    ends_on=after - timedelta(days=1),
                )
            )

    return made


def lay_out_ahead(today):
    """What ends within two months goes on in the same pattern, so that every day falls into a period; what an office let end long ago
    does not, and what does not fit is left to it. Returns the new periods."""
    made = []
    for scheme in Scheme.objects.all():
        last = scheme.periods.order_by("-ends_on").first()
        if last is None or not today - GIVEN_UP < last.ends_on < today + AHEAD:
            continue
        try:
            made += next_year(by=None, scheme=scheme)
        except DomainError as error:
            log.warning("periods of scheme %s are not laid out: %s", scheme.pk, error)
    return made
