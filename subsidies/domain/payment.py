"""Paying a batch to the units' accounts and booking what the bank returns. Every refusal leaves nothing half-posted."""

import hashlib
from collections import namedtuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.money import yuan
from legalaid.platform.core.words import day
from legalaid.platform.jobs.queue import enqueue, job
from subsidies.enums import PaymentState
from subsidies.law.calculation import ZERO
from subsidies.models import BankReturn, Batch, Calculation
from subsidies.queries.batch import (
    by_expense,
    commitments_of,
    left_untold,
    notice_days,
    owed_units,
    regraded,
    untold,
    waived,
)
from subsidies.workflow import BATCH

from .account import check, check_corrected, corrected, on_file
from .batch import check_answered, last_of
from .fund import Charge, post_offset, post_payment

Retried = namedtuple("Retried", "payments corrected")
AT_ONCE = 100  # cases told within a request, and in one portion of the job


@BATCH.step("send")
def send(batch, *, by, at, count, total):
    """The transfers as approved. An account changed since then is refused: nobody approved it."""
    check_answered(batch)
    days, today = notice_days(batch), timezone.localdate(at)
    if days and batch.announced_on is None:
        raise DomainError(f"标准要求发放前公示{days}日，公示期满才能支付。")
    if batch.announced_on and today <= (
        last := batch.announced_until or last_of(batch.announced_on, days)
    ):
        raise DomainError(f"发放前公示至{day(last)}，公示期满才能支付。")
    for rows, changed in ((waived(batch), "免除了“一案一补贴”"), (regraded(batch), "改了质量等次")):
        if row := rows.select_related("case").first():
            raise DomainError(f"{row.case.number}审批后{changed}，请审批人撤回审批，重新核算。")
    if total != batch.total or count != len(owed_units(batch)):
        raise DomainError("付款笔数或金额与审批的不一致，没有送出。")
    payments = list(batch.payments.select_for_update(of=("self",)).select_related("firm"))
    if other := corrected(payments):
        raise DomainError(
            f"审批后改了收款账户：{'、'.join(row.firm.name for row in other)}。请改回审批时的账户，或者由审批人撤回审批，按新账户重新审批。"
        )
    for payment in payments:
        payment.state, payment.sent_at = PaymentState.SENT, at
        payment.save(update_fields=["state", "sent_at"])
        batch.calculations.filter(firm=payment.firm_id).update(payment=payment)
        if not payment.amount:
            _paid(payment, by=by, at=at, on=today)
    _tell_cases(batch, by=by, at=at)
    batch.paid_by = by
    return batch


@BATCH.step("book_return")
def _book_return(batch, *, by, at, rows, paid, failed, name, sha256):
    """Books a whole return file, or nothing of it; every row is checked against what was sent while the batch is held."""
    if batch.returns.filter(sha256=sha256).exists():
        raise DomainError("这份回单已经登记过。")
    if errors := list(wrong_rows(batch, rows, timezone.localdate(at))):
        raise DomainError("回单没有入账。" + "".join(errors[:8]))
    payments = {
        p.transfer: p for p in batch.payments.select_for_update(of=("self",)).select_related("firm")
    }
    for row in rows:
        payment = payments[row.number]
        if row.paid:
            _paid(payment, by=by, at=at, on=row.on or timezone.localdate(at))
        else:
            payment.state, payment.failure = PaymentState.FAILED, row.reason[:120]
            payment.save(update_fields=["state", "failure"])
    BankReturn.objects.create(
        batch=batch, sha256=sha256, name=name[:200], paid=paid, failed=failed, by=by, at=at
    )
    return batch


def book_return(batch, *, by, rows, content, name, at=None, seen=None):
    """Books a whole return of the bank, its money at once; the batch is settled when nothing is left."""
    at, digest = at or timezone.now(), hashlib.sha256(content).hexdigest()
    paid = sum(row.paid for row in rows)
    with transaction.atomic():
        BATCH.acts["book_return"](
            batch,
            by=by,
            at=at,
            seen=seen,
            rows=rows,
            paid=paid,
            failed=len(rows) - paid,
            name=name,
            sha256=digest,
        )
        _tell_cases(batch, by=by, at=at)
        close(batch, at=at)
    return batch


def close(batch, *, at):
    """Ends the paying when no transfer is open any more; of a batch that paid nobody nothing is left to publish."""
    if not batch.payments.open().exists():
        paid = batch.payments.filter(state=PaymentState.PAID).exists()
        BATCH.acts["settle" if paid else "end_unpaid"](batch, by=system_user(), at=at)


def _tell_cases(batch, *, by, at):
    """一案一补贴 of the cases just paid: each is an event of its own, so many of them are left to a job, and those that refuse too:
    the job keeps why."""
    waiting = untold(batch)
    if waiting.count() > AT_ONCE or _record(waiting, at):
        enqueue("tell_cases", owner=by, batch=batch.pk)


@job("tell_cases")
def tell_cases(job, *, batch):
    """In portions of their own; run again after a crash it goes on where it stopped. A case that refuses keeps no other waiting."""
    refused = []
    ids = list(untold(Batch.objects.get(pk=batch)).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        job.step(start, len(ids))
        with transaction.atomic():
            row = Batch.objects.select_for_update().get(pk=batch)
            refused += _record(
                untold(row).filter(pk__in=ids[start : start + AT_ONCE]), timezone.now()
            )
    return {"count": len(ids) - len(refused), "refused": refused}


def tell_left():
    """Goes on where such a job failed or cases refused; the number of batches."""
    left = left_untold()
    for batch in left:
        enqueue("tell_cases", batch=batch.pk)
    return len(left)


def _record(calculations, at):
    """Each case by an act of its own, which leaves no trace where it refuses: [(calculation, why)] of those."""
    refused, tell, system = [], CASE.acts["record_payment"], system_user()
    for row in calculations.select_related("case", "payment", "batch"):
        try:
            tell(
                row.case,
                by=system,
                at=at,
                amount=row.total,
                paid_on=row.payment.paid_on,
                note=row.batch.number,
            )
        except DomainError as error:
            refused.append((row.pk, error.sentence))
    return refused


def wrong_rows(batch, rows, today):
    """A sentence for every row that does not answer a transfer under way."""
    sent = {p.transfer: p for p in batch.payments.all()}
    earlier = {p.number_of(n): p for p in sent.values() for n in range(1, p.attempts)}
    met = set()
    if not rows:
        yield "文件里没有回单行。"
    for row in rows:
        payment = sent.get(row.number)
        if row.number in earlier:
            yield f"第{row.line}行：业务编号{row.number}是以前送出的，已由{earlier[row.number].transfer}重付。"
        elif payment is None:
            yield f"第{row.line}行：没有业务编号{row.number[:40]}。"
        elif row.number in met:
            yield f"第{row.line}行：业务编号{row.number}重复。"
        elif payment.state != PaymentState.SENT:
            yield f"第{row.line}行：{payment.firm}这笔{payment.get_state_display()}，不在等待回单。"
        elif row.amount != payment.amount:
            yield f"第{row.line}行：金额{yuan(row.amount)}元，送出的是{yuan(payment.amount)}元。"
        elif row.on and row.on > today:
            yield f"第{row.line}行：处理日期{row.on}晚于今天。"
        elif row.on and row.on < timezone.localdate(payment.sent_at):
            yield f"第{row.line}行：处理日期{row.on}早于送出日期。"
        met.add(row.number)


@BATCH.step("settle")
def settle(batch, *, by, at):
    """Every unit has its money."""
    batch.paid_on = batch.payments.aggregate(last=Max("paid_on"))["last"]
    return batch


@BATCH.step("end_unpaid")
def end_unpaid(batch, *, by, at):
    """Every transfer came back and was given up."""
    return batch


@BATCH.step("retry")
def retry(batch, *, by, at, payments, count, total):
    """Sends those of what came back once more, to the account as it is on file now; the history names the units whose account was corrected.
    The others wait until theirs is.
    """
    failed = batch.payments.filter(state=PaymentState.FAILED, pk__in=payments)
    back = list(failed.select_for_update(of=("self",)).select_related("firm"))
    if not back or (count, total) != (len(back), sum((p.amount for p in back), ZERO)):
        raise DomainError("没有这样的退回款项。")
    check(payment.firm for payment in back)
    other = corrected(back)
    check_corrected(other, by)
    sending = batch.payments.aggregate(last=Max("sending"))["last"] + 1
    for payment in back:
        payment.state, payment.attempts, payment.sending, payment.sent_at = (
            PaymentState.SENT,
            payment.attempts + 1,
            sending,
            at,
        )
        for key, value in on_file(payment.firm).items():
            setattr(payment, key, value)
        payment.save()
    names = "、".join(payment.firm.name for payment in other)
    return Retried(back, f"，账户已更正：{names}" if other else "")


@BATCH.step("record_receipt")
def record_receipt(batch, *, by, at, payment, payee, receipt):
    """The receipt of the unit; subsidies bear no tax (法律援助法第五十二条). It comes when the unit sends it, after the publication too."""
    if not batch.payments.due().filter(pk=payment, state=PaymentState.PAID).update(receipt=receipt):
        raise DomainError("只有已到账的款项可以登记收据。")
    return batch


def record_receipts(batch, *, by, receipts, at=None, seen=None):
    """[(payment, number)] of several units, all or none."""
    with transaction.atomic():
        for payment, receipt in receipts:
            facts = {"payment": payment.pk, "payee": payment.firm.name, "receipt": receipt}
            BATCH.acts["record_receipt"](batch, by=by, at=at or timezone.now(), seen=seen, **facts)
            seen = None  # ours is the next version
    return batch


def _paid(payment, *, by, at, on):
    """Money has arrived: the ledger and the corrected rows."""
    rows = list(payment.calculations.select_related("case__station", "handler__firm"))
    for kind, amount in by_expense(payment.calculations.all()).items():
        _book(payment, kind, amount, rows, by=by, at=at, on=on)
    payment.state, payment.paid_on, payment.failure = PaymentState.PAID, on, ""
    payment.save(update_fields=["state", "paid_on", "failure"])
    Calculation.objects.filter(reversal__in=[row.pk for row in rows if row.reverses_id]).update(
        reversed=True
    )


def _book(payment, kind, amount, rows, **when):
    """One entry for each kind of expense; a kind that comes to nothing is booked when corrections made it so."""
    batch = payment.batch
    facts = {
        "kind": kind, "payee": payment.firm, "reference": f"{payment.number}:{kind}", "memo": f"{batch}付{payment.firm}",
        "charges": [Charge(row.total, row.case, row.handler) for row in rows if row.total and row.expense == kind],
        "checked_by": batch.approved_by, **when,
    }  # fmt: skip
    commitments = commitments_of(batch)
    if amount:
        held = commitments.filter(kind=kind).first()
        post_payment(fund=held.fund, amount=amount, commitment=held, **facts)
    elif facts["charges"]:
        post_offset(fund=commitments.order_by("-fund__year").first().fund, **facts)
