"""A return on paper: the cashier enters it line by line, another person holds it against the paper, and only then it is booked."""

import hashlib
import json
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.queries import people_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from subsidies.law.returns import Answer
from subsidies.models import BankReturn
from subsidies.workflow import BATCH

from .payment import close, post_rows, tell_cases_of, wrong_rows


@BATCH.step("enter_paper")
def enter_paper(batch, *, by, at, rows, paid, failed):
    """`rows`: [Answer]. Entered again, it takes the place of what waited."""
    if errors := list(wrong_rows(batch, rows, timezone.localdate(at))):
        raise DomainError("没有录入。" + "".join(errors[:8]))

    batch.paper_by = by
    batch.paper_rows = [_kept(row) for row in rows]
    told = f"{batch}的纸质回单已由{by}录入，请拿纸质回单核对后确认。"
    others = [user for user in people_of(*CONFIRM) if user.pk != by.pk]
    about = f"paper-return:{batch.pk}:{at:%Y%m%d%H%M%S}"
    notify_all(others, about=about, kind="due", text=told, url=batch.get_absolute_url())
    return batch


CONFIRM = (Role.FINANCE, Role.REVIEWER, Role.DIRECTOR)


def _kept(row):
    on = row.on.isoformat() if row.on else ""
    return {
        "number": row.number,
        "amount": str(row.amount),
        "paid": row.paid,
        "reason": row.reason,
        "on": on,
    }


def answers_of(batch):
    """[Answer] as entered and waiting."""
    return [
        Answer(
            line,
            row["number"],
            Decimal(row["amount"]),
            row["paid"],
            row["reason"],
            date.fromisoformat(row["on"]) if row["on"] else None,
        )
        for line, row in enumerate(batch.paper_rows, 1)
    ]


@BATCH.step("confirm_paper")
def _confirm(batch, *, by, at, total, paid, failed):
    """`total`: what arrived, as the second person reads it on the paper. The books name who entered it and, as checked, who approved."""
    rows = answers_of(batch)
    if not rows:
        raise DomainError("没有等待核对的纸质回单。")
    arrived = sum((row.amount for row in rows if row.paid), Decimal(0))
    if (total, failed) != (arrived, sum(not row.paid for row in rows)):
        raise DomainError(
            "与录入的不一致。请对照纸质回单逐笔核对，重新加出合计和退回笔数；录入有误的，退回录入。",
            field="total",
        )
    if errors := list(wrong_rows(batch, rows, timezone.localdate(at))):
        raise DomainError("纸质回单没有入账。" + "".join(errors[:8]))

    post_rows(batch, rows, by=batch.paper_by, at=at)
    digest = hashlib.sha256(json.dumps(batch.paper_rows).encode()).hexdigest()
    BankReturn.objects.create(
        batch=batch,
        sha256=digest,
        name="纸质回单",
        paid=paid,
        failed=failed,
        by=batch.paper_by,
        at=at,
    )
    batch.paper_by, batch.paper_rows = None, []
    return batch


def confirm_paper(batch, *, by, total, failed, at=None, seen=None):
    """Books it, its money at once; the batch is settled when nothing is left."""
    at = at or timezone.now()
    facts = {"total": total, "failed": failed, "paid": len(batch.paper_rows) - failed}
    with transaction.atomic():
        BATCH.acts["confirm_paper"](batch, by=by, at=at, seen=seen, **facts)
        tell_cases_of(batch, by=by, at=at)
        close(batch, at=at)
    return batch


@BATCH.step("refuse_paper")
def refuse_paper(batch, *, by, at, reason):
    """The cashier enters it anew."""
    if batch.paper_by is None:
        raise DomainError("没有等待核对的纸质回单。")
    batch.paper_by, batch.paper_rows = None, []
    return batch
