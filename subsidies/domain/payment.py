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
from legalaid.platform.jobs.kinds import rows_of
from legalaid.platform.jobs.queue import enqueue, job
from subsidies.enums import PaymentState
from subsidies.law.calculation import ZERO
from subsidies.models import BankReturn, Batch, Calculation
from subsidies.queries.batch import (
    by_expense,
    commitments_of,
    held,
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
    today = timezone.localdate(at)
    check_answered(batch)
    check_announced(batch, today)
    check_unchanged(batch)
    if total != batch.total or count != len(owed_units(batch)):
        raise DomainError("付款笔数或金额与审批的不一致，没有送出。")

    payments = list(batch.payments.select_for_update(of=("self",)).select_related("firm"))
    if changed := corrected(payments):
        names = "、".join(row.firm.name for row in changed)
        raise DomainError(
            f"审批后改了收款账户：{names}。"
            "请改回审批时的账户，或者由审批人撤回审批，按新账户重新审批。"
        )

    for payment in payments:
        payment.state, payment.sent_at = PaymentState.SENT, at
        payment.save(update_fields=["state", "sent_at"])
        batch.calculations.filter(firm=payment.firm_id).update(payment=payment)
        if not payment.amount:
            _paid(payment, by=by, at=at, on=today)

    tell_cases_of(batch, by=by, at=at)
    batch.paid_by = by
    return batch


def check_announced(batch, today):
    """Where the standard asks for a publication before paying, it is over."""
    days = notice_days(batch)
    if days and batch.announced_on is None:
        raise DomainError(f"标准要求发放前公示{days}日，公示期满才能支付。")
    if batch.announced_on is None:
        return

    last = batch.announced_until or last_of(batch.announced_on, days)
    if today <= last:
        raise DomainError(f"发放前公示至{day(last)}，公示期满才能支付。")


def check_unchanged(batch):
    """What was decided on its cases since the approval leaves the sums as they were approved."""
    changes = (
        (held(batch), "受援人回访时反映了须核实的问题"),
        (waived(batch), "免除了“一案一补贴”"),
        (regraded(batch).exclude(grade=""), "改了质量等次"),
    )
    for rows, changed in changes:
        if row := rows.select_related("case").first():
            raise DomainError(f"{row.case.number}审批后{changed}，请审批人撤回审批，重新核算。")


@BATCH.step("book_return")
def _book_return(batch, *, by, at, rows, paid, failed, name, sha256):
    """Books a whole return file, or nothing of it; every row is checked against what was sent while the batch is held."""
    if batch.returns.filter(sha256=sha256).exists():
        raise DomainError("这份回单已经登记过。")
    if errors := list(wrong_rows(batch, rows, timezone.localdate(at))):
        raise DomainError("回单没有入账。" + "".join(errors[:8]))

    post_rows(batch, rows, by=by, at=at)
    BankReturn.objects.create(
        batch=batch, sha256=sha256, name=name[:200], paid=paid, failed=failed, by=by, at=at
    )
    return batch


def post_rows(batch, rows, *, by, at):
    """What became of each transfer, its money at once."""
    locked = batch.payments.select_for_update(of=("self",)).select_related("firm")
    payments = {payment.transfer: payment for payment in locked}
    for row in rows:
        payment = payments[row.number]
        if row.paid:
            _paid(payment, by=by, at=at, on=row.on or timezone.localdate(at))
        else:
            payment.state, payment.failure = PaymentState.FAILED, row.reason[:120]
            payment.save(update_fields=["state", "failure"])


def book_return(batch, *, by, rows, content, name, at=None, seen=None):
    """Books a whole return of the bank, its money at once; the batch is settled when nothing is left."""
    at = at or timezone.now()
    digest = hashlib.sha256(content).hexdigest()
    paid = sum(row.paid for row in rows)
    counts = {"paid": paid, "failed": len(rows) - paid}

    with transaction.atomic():
        facts = {"rows": rows, "name": name, "sha256": digest, **counts}
        BATCH.acts["book_return"](batch, by=by, at=at, seen=seen, **facts)
        tell_cases_of(batch, by=by, at=at)
        close(batch, at=at)
    return batch


def close(batch, *, at):
    """Ends the paying when no transfer is open any more; of a batch that paid nobody nothing is left to publish."""
    if batch.payments.open().exists():
        return
    paid = batch.payments.filter(state=PaymentState.PAID).exists()
    BATCH.acts["settle" if paid else "end_unpaid"](batch, by=system_user(), at=at)


def tell_cases_of(batch, *, by, at):
    """一案一补贴 of the cases just paid: each is an event of its own, so many of them are left to a job, and those that refuse too:
    the job keeps why."""
    waiting = untold(batch)
    if waiting.count() > AT_ONCE or _record(waiting, at):
        enqueue("tell_cases", owner=by, batch=batch.pk)


@job("tell_cases", "记录补贴发放", about="batch", named=rows_of(Batch))
def tell_cases(job, *, batch):
    """In portions of their own; run again after a crash it goes on where it stopped. A case that refuses keeps no other waiting."""
    refused = []
    ids = list(untold(Batch.objects.get(pk=batch)).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        portion = ids[start : start + AT_ONCE]
        job.step(start, len(ids))
        with transaction.atomic():
            row = Batch.objects.select_for_update().get(pk=batch)
            refused += _record(untold(row).filter(pk__in=portion), timezone.now())

    return {"count": len(ids) - len(refused), "refused": refused}


def tell_left():
    """Goes on where such a job failed or cases refused; the number of batches."""
    left = left_untold()
    for batch in left:
        enqueue("tell_cases", batch=batch.pk)
    return len(left)


def _record(calculations, at):
    """Each case by an act of its own, which leaves no trace where it refuses: [(calculation, why)] of those."""
    refused, record_payment, system = [], CASE.acts["record_payment"], system_user()
    of_cases = {}
    for row in calculations.select_related("case", "payment", "batch"):
        of_cases.setdefault(row.case_id, []).append(row)  # two where two handlers share it

    for row, *others in of_cases.values():
        whole = sum((other.total for other in others), row.total)
        paid = {"amount": whole, "paid_on": row.payment.paid_on, "note": row.batch.number}
        try:
            record_payment(row.case, by=system, at=at, **paid)
        except DomainError as error:
            refused.append((row.pk, error.sentence))
    return refused


def wrong_rows(batch, rows, today):
    """A sentence for every row that does not answer a transfer under way."""
    if not rows:
        yield "文件里没有回单行。"

    sent = {payment.transfer: payment for payment in batch.payments.all()}
    earlier = {}
    for payment in sent.values():
        for attempt in range(1, payment.attempts):
            earlier[payment.number_of(attempt)] = payment

    met = set()
    for row in rows:
        if row.number in earlier:
            again = earlier[row.number].transfer
            fault = f"业务编号{row.number}是以前送出的，已由{again}重付。"
        elif row.number not in sent:
            fault = f"没有业务编号{row.number[:40]}。"
        elif row.number in met:
            fault = f"业务编号{row.number}重复。"
        else:
            fault = _mismatch(row, sent[row.number], today)

        if fault:
            yield f"第{row.line}行：{fault}"
        met.add(row.number)


def _mismatch(row, payment, today):
    """How a row contradicts its transfer; "" where it does not."""
    if payment.state != PaymentState.SENT:
        return f"{payment.firm}这笔{payment.get_state_display()}，不在等待回单。"
    if row.amount != payment.amount:
        return f"金额{yuan(row.amount)}元，送出的是{yuan(payment.amount)}元。"

    if row.on and row.on > today:
        return f"处理日期{row.on}晚于今天。"
    if row.on and row.on < timezone.localdate(payment.sent_at):
        return f"处理日期{row.on}早于送出日期。"
    return ""


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
    returned = list(failed.select_for_update(of=("self",)).select_related("firm"))
    found = len(returned), sum((payment.amount for payment in returned), ZERO)
    if not returned or (count, total) != found:
        raise DomainError("没有这样的退回款项。")

    check(payment.firm for payment in returned)
    changed = corrected(returned)
    check_corrected(changed, by)

    sending = batch.payments.aggregate(last=Max("sending"))["last"] + 1
    for payment in returned:
        payment.state, payment.sent_at, payment.sending = PaymentState.SENT, at, sending
        payment.attempts += 1
        for name, value in on_file(payment.firm).items():
            setattr(payment, name, value)
        payment.save()

    names = "、".join(payment.firm.name for payment in changed)
    return Retried(returned, f"，账户已更正：{names}" if changed else "")


@BATCH.step("record_receipt")
def record_receipt(batch, *, by, at, payment, payee, receipt):
    """The receipt of the unit; subsidies bear no tax (法律援助法第五十二条). It comes when the unit sends it, after the publication too."""
    paid = batch.payments.due().filter(pk=payment, state=PaymentState.PAID)
    if not paid.update(receipt=receipt):
        raise DomainError("只有已到账的款项可以登记收据。")
    return batch


def record_receipts(batch, *, by, receipts, at=None, seen=None):
    """[(payment, number)] of several units, all or none."""
    at = at or timezone.now()
    with transaction.atomic():
        for payment, receipt in receipts:
            facts = {"payment": payment.pk, "payee": payment.firm.name, "receipt": receipt}
            BATCH.acts["record_receipt"](batch, by=by, at=at, seen=seen, **facts)
            seen = None  # ours is the next version
    return batch


def _paid(payment, *, by, at, on):
    """Money has arrived: the ledger and the corrected rows."""
    rows = list(payment.calculations.select_related("case__station", "handler__firm"))
    for kind, amount in by_expense(payment.calculations.all()).items():
        _book(payment, kind, amount, rows, by=by, at=at, on=on)

    payment.state, payment.paid_on, payment.failure = PaymentState.PAID, on, ""
    payment.save(update_fields=["state", "paid_on", "failure"])

    corrections = [row.pk for row in rows if row.reverses_id]
    Calculation.objects.filter(reversal__in=corrections).update(reversed=True)


def _book(payment, kind, amount, rows, **when):
    """One entry for each kind of expense; a kind that comes to nothing is booked when corrections made it so."""
    batch = payment.batch
    of_kind = [row for row in rows if row.total and row.expense == kind]
    facts = {
        "kind": kind,
        "payee": payment.firm,
        "reference": f"{payment.number}:{kind}",
        "memo": f"{batch}付{payment.firm}",
        "charges": [Charge(row.total, row.case, row.handler) for row in of_kind],
        "checked_by": batch.approved_by,
        **when,
    }

    commitments = commitments_of(batch)
    if amount:
        held = commitments.filter(kind=kind).first()
        post_payment(fund=held.fund, amount=amount, commitment=held, **facts)
    elif of_kind:
        post_offset(fund=commitments.order_by("-fund__year").first().fund, **facts)
