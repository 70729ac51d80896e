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

    payments = []
    for serial, unit in enumerate(units, 1):
        number = f"{batch.pk:05d}-{serial:03d}"
        firm = firms[unit["firm"]]
        payments.append(
            Payment(batch=batch, firm=firm, number=number, amount=unit["sum"], **on_file(firm))
        )
    Payment.objects.bulk_create(payments)


def check(firms):
    """Refuses accounts no transfer can go to."""
    firms = sorted(firms, key=str)
    lacking = [firm.name for firm in firms if not (firm.bank and firm.account_number)]
    if lacking:
        raise DomainError(f"缺少收款账户：{'、'.join(lacking)}。")

    formulas = [firm.name for firm in firms if _reads_as_formula(firm)]
    if formulas:
        raise DomainError(
            f"收款账户以“=”“+”“-”“@”开头，银行文件会当作公式，请先更正：{'、'.join(formulas)}。"
        )


def _reads_as_formula(firm):
    return any(value.startswith(FORMULA) for value in on_file(firm).values())


def corrected(payments):
    """Those of these transfers whose unit's account on file is not theirs any more."""
    return [row for row in payments if row.amount and _differs(row)]


def _differs(payment):
    account = on_file(payment.firm)
    return any(getattr(payment, name) != value for name, value in account.items())


def check_corrected(payments, by):
    """A corrected account is used by another person than who corrected it."""
    for row in payments:
        since = row.sent_at.replace(microsecond=0)  # events keep no fraction
        of_firm = Event.objects.filter(workflow="firm", subject_id=row.firm_id)
        if of_firm.filter(verb="firm.changed", actor=by, at__gte=since).exists():
            raise DomainError(f"{row.firm}的账户由您更正，须由另一人重付。")
