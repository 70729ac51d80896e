"""Reading the ledger: totals and lines within one's rights, under the same filters, so that any total opens into its lines."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import TruncMonth

from cases.queries.case import cases_for
from stations.models import Firm, Handler
from stations.queries.station import station_of, stations_for
from subsidies.enums import EntryKind, Source
from subsidies.law import chart
from subsidies.models import Entry, EntryLine, MonthTotal, Payment
from subsidies.models.fund import fund_words

from .fund import funds_for

FEN = Decimal("0.01")
INCOME = (chart.APPROPRIATED, chart.CARRIED_IN)
# what the ledger is added up by: key -> (words, field of a total and of a line)
DIMENSIONS = {
    "month": ("月份", "month"),
    "source": ("来源", "fund__source"),
    "fund": ("经费", "fund"),
    "account": ("科目", "account"),
    "firm": ("承办机构", "firm"),
    "handler": ("承办人", "handler"),
    "station": ("站点", "station"),
    "performer": ("办理人员", "performer"),
    "matter": ("案件类别", "matter"),
}
CHOICES = {
    "source": Source.choices,
    "account": chart.ACCOUNTS,
    "performer": [row[:2] for row in chart.PERFORMERS],
    "matter": [row[:2] for row in chart.MATTERS],
}
# what a filter of the same name asks for, on totals and on lines alike
FILTERS = {key: field for key, (_, field) in DIMENSIONS.items() if key != "month"}
NONE = "none"
IDS = frozenset({"firm", "handler", "station"})
CUTS = IDS | {"performer", "matter"}


def sees_everything(user):
    station = station_of(user)
    return user.may("funds.view") and station is not None and station.covers_everything


def totals_for(user):
    """The month totals of the funds of one's own subtree."""
    return MonthTotal.objects.filter(fund__in=funds_for(user))


def lines_for(user):
    """Lines of one's own subtree; at the root that is everything."""
    if sees_everything(user):
        return EntryLine.objects.all()
    return EntryLine.objects.filter(station__in=stations_for(user)) if user.may("funds.view") else EntryLine.objects.none()


def entries_for(user):
    """Entries with a line this person may read."""
    return Entry.objects.all() if sees_everything(user) else Entry.objects.filter(pk__in=lines_for(user).values("entry"))


def handler_names(rows):
    """{handler: name} of those these lines paid."""
    handlers = {row.handler_id for row in rows if row.handler_id}
    return dict(Handler.objects.filter(pk__in=handlers).order_by().values_list("pk", "user__name")) if handlers else {}


def payment_of(entry):
    """The transfer of a batch that this entry booked; its number stands in what the entry was posted by."""
    if entry.kind != EntryKind.PAYMENT:
        return None
    number = entry.reference.removeprefix("payment:").rpartition(":")[0]
    return Payment.objects.filter(number=number).select_related("batch", "firm").first()


def grouped(user, wanted, by):
    """[(key, yuan, count)] by one dimension under these filters, what came to nothing left out.

    From the month totals when they hold the answer: everything is seen, and at most one thing besides month, fund and account is asked
    for. Otherwise the lines themselves are added up.
    """
    cuts = {key for key in CUTS if wanted.get(key)} | ({by} & CUTS)
    ready = sees_everything(user) and len(cuts) <= 1
    found = _of_totals(wanted, by, next(iter(cuts), "")) if ready else _of_lines(choose(lines_for(user), wanted), by)
    return [(key, amount.quantize(FEN), count) for key, amount, count in found if amount or count]


def _of_totals(wanted, by, cut):
    rows = _of_months(MonthTotal.objects.filter(cut=cut), wanted, "month")
    if asked := wanted.get(cut):
        rows = rows.filter(key="" if asked == NONE else asked)
    for key in ("source", "fund"):
        if wanted.get(key):
            rows = rows.filter(**{DIMENSIONS[key][1]: wanted[key]})
    field = "key" if by == cut else DIMENSIONS[by][1]
    found = rows.order_by(field).values_list(field).annotate(amount=Sum("amount"), number=Sum("count"))
    return [(int(key) if by in IDS and key else key, amount, number) for key, amount, number in found]


def _of_lines(lines, by):
    """A reversal counts its lines back."""
    field = DIMENSIONS[by][1]
    if by == "month":
        lines = lines.annotate(month=TruncMonth("on"))
    back = Count("pk", filter=Q(entry__reversal_of__isnull=False))
    return lines.order_by(field).values_list(field).annotate(amount=Sum("amount"), number=Count("pk") - 2 * back)


def _of_months(rows, wanted, day):
    """Rows of whole months and of the account asked for; without one, of every expense."""
    until = wanted["until"]
    following = date(until.year + until.month // 12, until.month % 12 + 1, 1)
    rows = rows.filter(**{f"{day}__gte": wanted["since"], f"{day}__lt": following})
    return rows.filter(account=wanted["account"]) if wanted.get("account") else rows.filter(account__in=chart.EXPENSES)


def choose(lines, wanted):
    """The lines of whole months under these filters."""
    lines = _of_months(lines, wanted, "on")
    for key, field in FILTERS.items():
        asked = wanted.get(key)
        if key != "account" and asked == NONE:
            lines = lines.filter(**{f"{field}__isnull": True} if key in IDS else {field: ""})
        elif key != "account" and asked:
            lines = lines.filter(**{field: asked})
    return lines


def signed(amount, wanted):
    """Income stands on the credit side; a reader expects it above zero."""
    return -amount if wanted.get("account") in INCOME else amount


def page_of(lines, after, size):
    """The next `size` lines after the line with this (day, id), newest first, and whether more follow; the same cost on any page."""
    if after:
        day, pk = after
        lines = lines.filter(on__lte=day).filter(Q(on__lt=day) | Q(pk__lt=pk))
    found = list(lines.order_by("-on", "-pk")[: size + 1])
    return found[:size], len(found) > size


def for_reading(lines, *more):
    """What a reader sees of each line, as narrow rows: a page of models joined to all they name takes longer to plan than to read."""
    return lines.values_list(
        "pk", "on", "entry_id", "entry__memo", "fund_id", "fund__year", "fund__source", "account", "payee", "amount", "case_id",
        "handler_id", *more, named=True,
    )  # fmt: skip


def case_numbers(rows, user):
    """{case: number} of the cases of these lines that this person may see."""
    cases = {row.case_id for row in rows if row.case_id}
    return dict(cases_for(user).filter(pk__in=cases).order_by().values_list("pk", "number")) if cases else {}


def options_for(user):
    """{dimension: [(key, words)]} of what is kept in tables and may be asked for, in the order of their words; two queries."""
    firms = Firm.objects.values_list(Value("firm"), "pk", "name", Value(""))
    handlers = Handler.objects.values_list(Value("handler"), "pk", "user__name", "firm__name")
    stations = stations_for(user).values_list(Value("station"), "pk", "name", Value(""))
    found = {"firm": [], "handler": [], "station": []}
    for by, pk, name, firm in firms.order_by().union(handlers.order_by(), stations.order_by(), all=True):
        found[by].append((pk, f"{name}（{firm}）" if firm else name))
    for rows in found.values():
        rows.sort(key=lambda row: row[1])
    funds = funds_for(user).values_list("pk", "year", "source")
    return found | {"fund": [(pk, fund_words(year, source)) for pk, year, source in funds]}


def published(user, wanted):
    """What may be made public of these months: units with count and amount, and expense kinds; no person, no case."""
    units = [(key, amount, count) for key, amount, count in grouped(user, wanted, "firm") if key]
    kinds = grouped(user, wanted, "account")
    firms = dict(Firm.objects.filter(pk__in=[key for key, _, _ in units]).order_by().values_list("pk", "name"))
    return {
        "units": _rows(units, firms),
        "kinds": _rows(kinds, dict(chart.ACCOUNTS)),
    }


def _rows(found, names):
    rows = [{"name": names[key], "amount": amount, "count": count} for key, amount, count in found]
    return sorted(rows, key=lambda row: -row["amount"])
