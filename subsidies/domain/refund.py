"""A unit pays back what it was paid wrongly, without further work to take it from: by receipt, approved by another, booked in the ledger."""

from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from subsidies.models import Calculation, Fund

from .fund import post_refund


def refund(pk, *, receipt, on, at, **who):
    """Books the whole sum of a paid row back to the money it came from; the work may be paid anew."""
    rows = Calculation.objects.select_for_update(of=("self",))
    row = rows.select_related("batch__fund", "firm", "case__station", "handler__firm").get(pk=pk)
    if not row.correctable:
        raise DomainError("只有已到账、没有冲减也没有退回的补贴可以登记单位退款。")
    if on > timezone.localdate(at):
        raise DomainError("退款日期不能晚于今天。", field="on")
    if row.payment.paid_on and on < row.payment.paid_on:
        raise DomainError(f"退款日期不能早于到账日期{row.payment.paid_on}。", field="on")

    memo = f"{row.firm}退回{row.subject}补贴，收据{receipt}"[:120]
    entry = post_refund(row, fund=open_money(row.batch.fund), memo=memo, on=on, at=at, **who)
    row.reversed = True
    row.save(update_fields=["reversed"])
    return entry


def open_money(fund):
    """The fund itself or, its year closed, the next open one of its source, into which it was carried."""
    if not fund.closed:
        return fund

    later = Fund.objects.filter(station=fund.station, source=fund.source, year__gt=fund.year)
    found = later.open().order_by("year").first()
    if found is None:
        raise DomainError(f"{fund}已结账，没有同一来源、未结账的以后年度经费可以收回这笔款。")
    return found


def came_back(row):
    """[(what came back, in words, address)] of a paid row: a correction in a later batch, a refund of the unit."""
    found = []
    reversal = getattr(row, "reversal", None)
    if reversal:
        words = f"{reversal.batch}冲减{yuan(-reversal.total)}元（{reversal.status}）"
        found.append((words, reversal.get_absolute_url()))
    for proposal in row.refunds.select_related("posted").order_by("pk"):
        state = "已收回" if proposal.posted_id else proposal.get_state_display()
        words = f"单位退款{yuan(proposal.amount)}元，收据{proposal.document_number}（{state}）"
        found.append((words, proposal.get_absolute_url()))
    return found
