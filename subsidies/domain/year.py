"""Closing a year: what is left, and what is set aside, goes into the next year's fund of the same source; then nothing more is accepted."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from legalaid.platform.core.numbering import hold_numbers
from subsidies.enums import EntryKind
from subsidies.law import chart
from subsidies.models import Allotment, Commitment, Fund, YearEnd

from .fund import open_fund
from .ledger import Move, post


def close_year(*, station, year, by, at, checked_by=None):
    """Carries every fund of the year over and closes it. Raises DomainError while the year runs, is closed, or an overdraft is not made up."""
    today = timezone.localdate(at)
    if year >= today.year:
        raise DomainError(f"{year}年还没有结束，不能结账。", field="year")
    funds = list(Fund.objects.filter(station=station, year=year).order_by("pk"))
    if not funds:
        raise DomainError(f"{year}年没有经费，不用结账。", field="year")
    if YearEnd.objects.filter(station=station, year=year).exists():
        raise DomainError(f"{year}年已经结账。", field="year")
    if Fund.objects.open().filter(station=station, year__lt=year).exists():
        raise DomainError(f"{year}年以前还有没结账的年度，请先结以前的年度。", field="year")
    with transaction.atomic():
        list(Commitment.objects.select_for_update().filter(fund__in=funds).order_by("pk"))
        hold_numbers(
            "ledger", range(year, today.year + 1)
        )  # who is posting now is waited for, who posts next finds the year closed
        if YearEnd.objects.filter(station=station, year=year).exists():
            raise DomainError(f"{year}年已经结账。", field="year")
        held = list(Commitment.objects.filter(fund__in=funds).order_by("pk"))
        for fund in funds:
            _carry_over(
                fund,
                [row for row in held if row.fund_id == fund.pk],
                by=by,
                at=at,
                checked_by=checked_by,
            )
        return YearEnd.objects.create(
            station=station, year=year, closed_at=at, closed_by=checked_by or by
        )


def _same_use(fund, following):
    """What is carried over stays bound to its use; a fund nothing is in yet takes the use over (it was opened by a paper taken back since)."""
    if sorted(following.earmarks) == sorted(fund.earmarks):
        return
    words = [
        f"{row}限定用途“{'、'.join(row.earmark_labels) or '不限'}”" for row in (fund, following)
    ]
    if Allotment.objects.filter(fund=following).exclude(available=0, reserved=0).exists():
        raise DomainError(
            f"{words[0]}，{words[1]}，结转会改变用途。请先冲正{following}的拨款，结账后再按原用途入账。",
            field="year",
        )
    following.earmarks = fund.earmarks
    following.save(update_fields=["earmarks"])


def _carry_over(fund, commitments, *, by, at, checked_by):
    rows = [
        row
        for row in Allotment.objects.filter(fund=fund).order_by("pk")
        if row.available or row.reserved
    ]
    if overdrawn := next((row for row in rows if row.available < 0), None):
        raise DomainError(
            f"{overdrawn}超支{yuan(-overdrawn.available)}元，弥补后才能结账。", field="year"
        )
    if not rows:
        return
    following = open_fund(
        station=fund.station,
        source=fund.source,
        year=fund.year + 1,
        earmarks=fund.earmarks,
        purpose=fund.purpose,
    )
    _same_use(fund, following)
    out, into = [], []
    for row in rows:
        for account, amount in ((chart.AVAILABLE, row.available), (chart.RESERVED, row.reserved)):
            if amount:
                out += [
                    Move(chart.CARRIED_OUT, fund, row.line, amount),
                    Move(account, fund, row.line, -amount),
                ]
                into += [
                    Move(account, following, row.line, amount),
                    Move(chart.CARRIED_IN, following, row.line, -amount),
                ]
    who = {"by": by, "at": at, "checked_by": checked_by}
    post(
        EntryKind.CARRY_OVER,
        out,
        on=date(fund.year, 12, 31),
        memo=f"{fund}结转下年",
        reference=f"carry:{fund.pk}:out",
        **who,
    )
    post(
        EntryKind.CARRY_OVER,
        into,
        on=date(fund.year + 1, 1, 1),
        memo=f"{fund}结转",
        reference=f"carry:{fund.pk}:in",
        **who,
    )
    for commitment in commitments:
        if commitment.outstanding:
            commitment.fund = following
            commitment.save(update_fields=["fund"])
