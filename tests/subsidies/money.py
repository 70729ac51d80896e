"""Funds of the demo county for tests."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from stations.models import Station
from subsidies.domain.fund import open_fund, post_appropriation, post_payment

AT = timezone.make_aware(datetime(2026, 3, 3, 9, 0))


def fund_of(
    county, amount="100000.00", *, source="local", year=2026, line="casework", earmarks=(), at=AT
):
    """A fund of the centre with one appropriation on one budget line."""
    fund = open_fund(
        station=Station.objects.get(parent=None), source=source, year=year, earmarks=earmarks
    )
    if amount:
        post_appropriation(
            fund=fund,
            line=line,
            amount=Decimal(amount),
            memo="年初拨款",
            reference=f"{source}{year}{line}",
            by=county.caiwu,
            at=at,
        )
    return fund


def pay(county, fund, amount, kind, reference, payee="清和县印刷厂", **changes):
    return post_payment(
        fund=fund,
        kind=kind,
        amount=Decimal(amount),
        payee=payee,
        reference=reference,
        **{"by": county.caiwu, "at": AT} | changes,
    )
