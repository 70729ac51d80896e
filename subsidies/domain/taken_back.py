"""What was approved and is not paid after all: an approval withdrawn before anything was sent, a transfer the bank cannot deliver."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from subsidies.enums import PaymentState
from subsidies.queries.batch import by_expense, commitments_of, sums_of
from subsidies.workflow import BATCH

from .batch import check_answered
from .fund import release
from .payment import close


@BATCH.step("revoke_batch")
def revoke_batch(batch, *, by, at, reason):
    """Back to 核算 before anything was sent: what was set aside is free, the accounts are frozen anew at the next approval."""
    why = f"撤回审批：{reason}"
    for held in commitments_of(batch).outstanding():
        free = {"amount": held.outstanding, "reference": held.reference}
        release(held, reason=why, by=by, at=at, **free)
    batch.payments.all().delete()

    batch.reviewed_by = batch.approved_by = batch.approved_at = None
    batch.announced_on = batch.announced_until = None
    return batch


@BATCH.step("give_up")
def _give_up(batch, *, by, at, payment, payee, amount, reason):
    """The rows of the transfer go, as those of a discarded batch do: what was done waits for a later batch, computed anew."""
    failed = batch.payments.select_for_update(of=("self",)).filter(state=PaymentState.FAILED)
    row = failed.filter(pk=payment).first()
    if row is None:
        raise DomainError("只有银行退回的款项可以不再支付。")
    check_answered(batch)

    why = f"{payee}不再支付：{reason}"[:120]
    for kind, value in by_expense(row.calculations.all()).items():
        if value:
            held = commitments_of(batch).filter(kind=kind).first()
            release(held, amount=value, reason=why, reference=f"{row.number}:{kind}", by=by, at=at)

    row.calculations.all().delete()
    row.state = PaymentState.ENDED
    row.save(update_fields=["state"])
    batch.count, batch.total = sums_of(batch)
    return batch


def give_up(batch, *, by, payment, reason, at=None, seen=None):
    """Gives one returned transfer up; the batch is settled when nothing is left."""
    at = at or timezone.now()
    transfer = {"payment": payment.pk, "payee": payment.firm.name, "amount": payment.amount}
    with transaction.atomic():
        BATCH.acts["give_up"](batch, by=by, at=at, seen=seen, reason=reason, **transfer)
        close(batch, at=at)
    return batch
