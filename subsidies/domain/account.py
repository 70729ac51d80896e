"""The units' accounts: frozen with the transfers when a batch is approved; corrected only for money the bank returned."""

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from stations.models import Firm
from subsidies.law.banks import FORMULA
from subsidies.models import Payment
from subsidies.queries.batch import by_unit


def on_file(firm):
    return {
        "bank": firm.bank,
        "account_name": firm.account_name or firm.name,
        "account_number": firm.account_number,
    }


def freeze(batch):
    """One transfer per unit (司发通〔2019〕27号), to the account the approver saw; a unit without one is refused by name."""
    units = by_unit(batch)
    firms = Firm.objects.in_bulk([unit["firm"] for unit in units])
    check(firms[unit["firm"]] for unit in units if unit["sum"])
    Payment.objects.bulk_create(
        Payment(batch=batch, firm_id=unit["firm"], number=f"{batch.pk:05d}-{serial:03d}", amount=unit["sum"], **on_file(firms[unit["firm"]]))
        for serial, unit in enumerate(units, 1)
    )  # fmt: skip


def check(firms):
    """Refuses accounts no transfer can go to."""
    firms = sorted(firms, key=str)
    if lacking := [firm.name for firm in firms if not (firm.bank and firm.account_number)]:
        raise DomainError(f"缺少收款账户：{'、'.join(lacking)}。")
    if odd := [
        firm.name
        for firm in firms
        if any(value.startswith(FORMULA) for value in on_file(firm).values())
    ]:
        raise DomainError(
            f"收款账户以“=”“+”“-”“@”开头，银行文件会当作公式，请先更正：{'、'.join(odd)}。"
        )


def corrected(payments):
    """Those of these transfers whose unit's account on file is not theirs any more."""
    return [
        row
        for row in payments
        if row.amount
        and any(getattr(row, key) != value for key, value in on_file(row.firm).items())
    ]


def check_corrected(payments, by):
    """A corrected account is used by another person than who corrected it."""
    for row in payments:
        since = row.sent_at.replace(microsecond=0)  # events keep no fraction
        if Event.objects.filter(
            workflow="firm", subject_id=row.firm_id, verb="firm.changed", actor=by, at__gte=since
        ).exists():
            raise DomainError(f"{row.firm}的账户由您更正，须由另一人重付。")
