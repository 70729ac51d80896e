"""What the papers of the subsidies say: pay sheet, payment voucher, publication list, a handler's yearly statement."""

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.money import capitals, yuan
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from stations.models import Handler
from subsidies.law.paysheet import HEAD
from subsidies.models import Calculation
from subsidies.queries.batch import batches_for
from subsidies.workflow import BATCH

register(
    PaperKind("subsidy_sheet", "", "法律援助补贴发放表", "补"),
    PaperKind("subsidy_voucher", "", "付款凭单", "付"),
    PaperKind("subsidy_publication", "", "法律援助补贴发放公示", "补公"),
    PaperKind("subsidy_statement", "", "办案补贴年度对账单"),
)


def may_open_batch(user, subject_id, *, write=False):
    return not write and batches_for(user).filter(pk=subject_id).exists()


def may_open_statement(user, subject_id, *, write=False):
    own = Handler.objects.filter(pk=subject_id, user=user).exists()
    return not write and (own or user.may("subsidies.prepare"))


register_access("batch", may_open_batch)
register_access("handler", may_open_statement)


def day(value):
    if not value:
        return ""
    local = timezone.localdate(value) if hasattr(value, "hour") else value
    return f"{local.year}年{local.month}月{local.day}日"


def rows_of(batch):
    """The rows of the 补贴发放表, as the Excel and the paper print them."""
    rows = (
        batch.calculations.for_lists()
        .prefetch_related("adjustments")
        .order_by("firm__name", "handler__user__name", "service", "pk")
    )
    return [_row(serial, row, batch) for serial, row in enumerate(rows, 1)]


def _row(serial, row, batch):
    case, handler = row.case, row.handler
    direct = sum((amount for kind, amount, *_ in row.amounts if kind == "direct"), 0)
    labour = sum((amount for kind, amount, *_ in row.amounts if kind in ("direct", "labour", "group")), 0)
    changes = [f"{amount:+.2f}{reason}" for kind, amount, reason, _ in row.amounts if kind not in ("direct", "labour", "group")]
    changes += [f"{line.amount:+.2f}{line.reason}" for line in row.adjustments.all()]
    paid = row.total if row.payment_id and row.payment.paid_on else None
    return [
        serial, row.subject, case.applicant.name if case else "", case.cause.name if case else "", row.matter, row.firm.name,
        str(handler), handler.mobile or handler.user.phone, str(timezone.localdate(case.assigned_at)) if case else "", str(row.on),
        row.get_grade_display(), f"{row.standard.title} {yuan(labour)}", direct, "；".join(changes), row.total, paid,
        f"{row.firm.bank} {row.firm.account_number}", "", batch.fund.get_source_display(),
    ]  # fmt: skip


@BATCH.paper("subsidy_sheet")
def subsidy_sheet(batch, *, by, at, **facts):
    rows = [
        [yuan(cell) if cell is not None and not isinstance(cell, str | int) else cell for cell in row] for row in rows_of(batch)
    ]
    return {
        **_head(batch, at), "head": [name for name, _ in HEAD], "rest": len(HEAD) - 2, "wide": True,
        "rows": [[cell if cell is not None else "" for cell in row] for row in rows],
    }  # fmt: skip


@BATCH.paper("subsidy_voucher")
def subsidy_voucher(batch, *, by, at, **facts):
    payments = batch.payments.filter(sent_at=at, amount__gt=0)
    total = sum((p.amount for p in payments), 0)
    lines = [[p.number, p.account_name, f"{p.bank} {p.account_number}", yuan(p.amount), capitals(p.amount)] for p in payments]
    return {**_head(batch, at), "lines": lines, "total": yuan(total), "capitals": capitals(total), "paid_by": by.name}


@BATCH.paper("subsidy_publication")
def subsidy_publication(batch, *, by, at, **facts):
    """Case number, kind, unit, amount: no person, no phone, no account."""
    rows = batch.calculations.for_lists().order_by("firm__name", "service", "pk")
    lines = [[n, row.subject, row.matter, row.firm.name, yuan(row.total)] for n, row in enumerate(rows, 1)]
    return {**_head(batch, at), "lines": lines, "complaints": settings.OFFICE["bureau"]}


def statement(handler, year):
    """A year of one handler: what was paid, what is in a batch, and the sums."""
    rows = Calculation.objects.filter(handler=handler).for_lists()
    paid = rows.paid().filter(payment__paid_on__year=year).order_by("payment__paid_on", "pk")
    total = sum((row.total for row in paid), 0)
    lines = [
        [n, str(row.payment.paid_on), row.subject, row.matter,
         row.get_grade_display(), row.batch.number, yuan(row.total)]
        for n, row in enumerate(paid, 1)
    ]  # fmt: skip
    return {
        "title": f"{year}年", "handler": str(handler), "firm": handler.firm.name, "lines": lines, "total": yuan(total),
        "capitals": capitals(total), "date": day(timezone.localdate()), "seal": settings.OFFICE["center"],
    }  # fmt: skip


def _head(batch, at):
    people = ("prepared_by", "reviewed_by", "approved_by", "paid_by")
    return {
        "title": batch.title, "number": batch.number, "fund": str(batch.fund), "count": batch.count, "total": yuan(batch.total),
        "capitals": capitals(batch.total), "date": day(timezone.localdate(at)),
        **{name: str(getattr(batch, name) or "") for name in people},
    }  # fmt: skip
