"""What the lists of a batch print, as narrow rows: thousands of models joined to all they name take longer to make than to print."""

from collections import defaultdict

from stations.models import Firm, Handler
from subsidies.models import Adjustment

PUBLIC = ("case__number", "case__kind", "service", "stage", "on", "firm__name", "total")
SHEET = (
    "pk",
    *PUBLIC,
    "firm",
    "handler",
    "grade",
    "lines",
    "standard__title",
    "payment__paid_on",
    "case__applicant__name",
    "case__cause__name",
    "case__secret",
    "case__assigned_at",
)


def for_publication(batch):
    rows = batch.calculations.order_by("firm__name", "service", "pk")
    return rows.values_list(*PUBLIC, named=True)


def for_sheet(batch, firm=None):
    """All rows, or those of one unit."""
    rows = _rows(batch, firm).order_by("firm__name", "handler__user__name", "service", "pk")
    return rows.values_list(*SHEET, named=True)


def _rows(batch, firm):
    return batch.calculations.filter(firm=firm) if firm else batch.calculations.all()


def standards_of(batch):
    """Titles of the standards its rows were computed by, the oldest first."""
    rows = batch.calculations.order_by("standard__valid_from", "standard__title")
    return list(dict.fromkeys(rows.values_list("standard__title", flat=True)))


def adjustments_of(batch, firm=None):
    """{calculation: [(yuan, reason)]}"""
    adjustments = defaultdict(list)
    rows = Adjustment.objects.filter(calculation__in=_rows(batch, firm)).order_by("at")
    for calculation, amount, reason in rows.values_list("calculation", "amount", "reason"):
        adjustments[calculation].append((amount, reason))
    return adjustments


def people_of(batch, firm=None):
    """{handler: (name, phone)}, read and decrypted once each."""
    handlers = Handler.objects.filter(pk__in=_rows(batch, firm).values("handler")).order_by()
    rows = handlers.values_list("pk", "user__name", "mobile", "user__phone")
    return {pk: (name, mobile or phone) for pk, name, mobile, phone in rows}


def accounts_of(batch):
    """{unit: (bank, account)}: as approved, or before that as they are on file."""
    firms = Firm.objects.filter(pk__in=batch.calculations.values("firm")).order_by()
    on_file = firms.values_list("pk", "bank", "account_number")
    approved = batch.payments.order_by().values_list("firm", "bank", "account_number")

    accounts = {}
    for firm, bank, number in (*on_file, *approved):
        accounts[firm] = bank, number
    return accounts
