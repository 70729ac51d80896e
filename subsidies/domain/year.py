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
    funds = list(Fund.objects.filter(station=station, year=year).order_by("pk"))
    check_may_close(station, year, funds, today)

    who = {"by": by, "at": at, "checked_by": checked_by}
    with transaction.atomic():
        commitments = Commitment.objects.filter(fund__in=funds).order_by("pk")
        list(commitments.select_for_update())
        # who is posting now is waited for, who posts next finds the year closed
        hold_numbers("ledger", range(year, today.year + 1))
        check_not_closed(station, year)

        held = list(commitments.all())
        for fund in funds:
            _carry_over(fund, [row for row in held if row.fund_id == fund.pk], **who)

        closed_by = checked_by or by
        return YearEnd.objects.create(station=station, year=year, closed_at=at, closed_by=closed_by)


def check_may_close(station, year, funds, today):
    if year >= today.year:
        raise DomainError(f"{year}年还没有结束，不能结账。", field="year")
    if not funds:
        raise DomainError(f"{year}年没有经费，不用结账。", field="year")
    check_not_closed(station, year)
    if Fund.objects.open().filter(station=station, year__lt=year).exists():
        raise DomainError(f"{year}年以前还有没结账的年度，请先结以前的年度。", field="year")


def check_not_closed(station, year):
    if YearEnd.objects.filter(station=station, year=year).exists():
        raise DomainError(f"{year}年已经结账。", field="year")


def _carry_over(fund, commitments, **who):
    """What the fund holds, and what is set aside in it, goes into the fund of the same source and use of the next year."""
    allotments = Allotment.objects.filter(fund=fund).order_by("pk")
    rows = [row for row in allotments if row.available or row.reserved]
    check_made_up(rows)
    if not rows:
        return

    following = open_fund(
        station=fund.station,
        source=fund.source,
        year=fund.year + 1,
        earmarks=fund.earmarks,
        purpose=fund.purpose,
    )
    _keep_use(fund, following)

    out, into = _carried(fund, following, rows)
    last, first = date(fund.year, 12, 31), date(following.year, 1, 1)
    carry = f"carry:{fund.pk}"
    post(
        EntryKind.CARRY_OVER, out, on=last, memo=f"{fund}结转下年", reference=f"{carry}:out", **who
    )
    post(EntryKind.CARRY_OVER, into, on=first, memo=f"{fund}结转", reference=f"{carry}:in", **who)

    for commitment in commitments:
        if commitment.outstanding:
            commitment.fund = following
            commitment.save(update_fields=["fund"])


def check_made_up(allotments):
    for row in allotments:
        if row.available < 0:
            raise DomainError(f"{row}超支{yuan(-row.available)}元，弥补后才能结账。", field="year")


def _keep_use(fund, following):
    """What is carried over stays bound to its use; a fund nothing is in yet takes the use over (it was opened by a paper taken back since)."""
    if sorted(following.earmarks) == sorted(fund.earmarks):
        return

    if Allotment.objects.filter(fund=following).exclude(available=0, reserved=0).exists():
        raise DomainError(
            f"{_use_words(fund)}，{_use_words(following)}，结转会改变用途。"
            f"请先冲正{following}的拨款，结账后再按原用途入账。",
            field="year",
        )
    following.earmarks = fund.earmarks
    following.save(update_fields=["earmarks"])


def _use_words(fund):
    return f"{fund}限定用途“{'、'.join(fund.earmark_labels) or '不限'}”"


def _carried(fund, following, allotments):
    """(lines out of the old fund, lines into the new one)"""
    out, into = [], []
    for row in allotments:
        for account, amount in ((chart.AVAILABLE, row.available), (chart.RESERVED, row.reserved)):
            if not amount:
                continue
            out += [
                Move(chart.CARRIED_OUT, fund, row.line, amount),
                Move(account, fund, row.line, -amount),
            ]
            into += [
                Move(account, following, row.line, amount),
                Move(chart.CARRIED_IN, following, row.line, -amount),
            ]
    return out, into
