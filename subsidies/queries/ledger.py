"""Reading the ledger: totals and lines within one's rights, under the same filters, so that any total opens into its lines."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.queries.case import cases_for
from stations.models import Firm, Handler
from stations.queries.station import station_of, stations_for
from subsidies.enums import EntryKind, Source
from subsidies.law import chart
from subsidies.models import Entry, EntryLine, MonthTotal, Payment, YearTotal
from subsidies.models.fund import fund_words
from subsidies.models.ledger import CLASS, PLACES

from .fund import ZERO, funds_for

FEN = Decimal("0.01")
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
CLASSES = ("performer", "matter")


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
    return (
        EntryLine.objects.filter(station__in=stations_for(user))
        if user.may("funds.view")
        else EntryLine.objects.none()
    )


def entries_for(user):
    """Entries with a line this person may read."""
    return (
        Entry.objects.all()
        if sees_everything(user)
        else Entry.objects.filter(pk__in=lines_for(user).values("entry"))
    )


def handler_names(rows):
    """{handler: name} of those these lines paid."""
    handlers = {row.handler_id for row in rows if row.handler_id}
    return (
        dict(Handler.objects.filter(pk__in=handlers).order_by().values_list("pk", "user__name"))
        if handlers
        else {}
    )


def payment_of(entry):
    """The transfer of a batch that this entry booked; its number stands in what the entry was posted by."""
    if entry.kind != EntryKind.PAYMENT:
        return None
    number = entry.reference.removeprefix("payment:").rpartition(":")[0]
    return Payment.objects.filter(number=number).select_related("batch", "firm").first()


def grouped(user, wanted, by):
    """[(key, yuan, count)] by one dimension under these filters, what came to nothing left out.

    From the totals when at most one of unit, handler and station is asked for, whatever else is; or two of them and nothing of who worked
    on what, over whole years. A person of one's own subtree asks for its stations. Otherwise the lines of one of them are added up.
    """
    asked = {key for key in (*PLACES, *CLASSES) if wanted.get(key)} | {by}
    stations = None if sees_everything(user) else _own_stations(user)
    places = [key for key in PLACES if key in asked or (key == "station" and stations is not None)]
    classed, spans = bool(asked & set(CLASSES)), _spans(wanted, by)
    paired = len(places) == 2 and not classed and all(rows.model is YearTotal for rows in spans)
    ready = len(places) <= 1 or paired
    found = (
        _of_totals(wanted, by, spans, places, classed, stations)
        if ready
        else _of_lines(user, wanted, by)
    )
    return [(key, amount.quantize(FEN), count) for key, amount, count in found if amount or count]


def _own_stations(user):
    return (
        [str(pk) for pk in stations_for(user).order_by().values_list("pk", flat=True)]
        if user.may("funds.view")
        else []
    )


def _of_totals(wanted, by, spans, places, classed, stations):
    column = dict(zip(places, ("key", "other"), strict=False))
    chosen = {
        column.get(key, key): "" if wanted[key] == NONE else wanted[key]
        for key in (*places, *CLASSES)
        if wanted.get(key)
    }
    chosen |= {DIMENSIONS[key][1]: wanted[key] for key in ("source", "fund") if wanted.get(key)}
    if stations is not None:
        chosen[f"{column['station']}__in"] = stations
    field = {"month": "starts", **column}.get(by, DIMENSIONS[by][1])
    sums = {}
    for rows in spans:
        rows = _of_account(
            rows.filter(cut=".".join(places) + (CLASS if classed else ""), **chosen), wanted
        )
        for key, amount, number in (
            rows.order_by().values_list(field).annotate(amount=Sum("amount"), number=Sum("count"))
        ):
            before = sums.get(key, (0, 0))
            sums[key] = before[0] + amount, before[1] + number
    return [(int(key) if by in PLACES and key else key, *sums[key]) for key in sorted(sums)]


def _spans(wanted, by):
    """The totals that make up these months: those of whole years, and of the months around them. A year is whole as far as it has come."""
    since, until, this = wanted["since"], wanted["until"], timezone.localdate().replace(day=1)
    months = MonthTotal.objects.filter(starts__gte=since, starts__lte=until)
    if by == "month":
        return [months]
    whole = [
        year for year in range(since.year, until.year + 1)
        if since <= date(year, 1, 1) and until >= min(date(year, 12, 1), this)
    ]  # fmt: skip
    if not whole:
        return [months]
    years = YearTotal.objects.filter(
        starts__gte=date(whole[0], 1, 1), starts__lte=date(whole[-1], 1, 1)
    )
    around = [
        months.filter(starts__lt=date(whole[0], 1, 1)) if since.year < whole[0] else None,
        months.filter(starts__gt=date(whole[-1], 12, 1)) if until.year > whole[-1] else None,
    ]
    return [years, *(rows for rows in around if rows is not None)]


def _of_lines(user, wanted, by):
    """What is taken back, by a reversal or a correction, counts back."""
    field, lines = DIMENSIONS[by][1], choose(lines_for(user), wanted)
    if by == "month":
        lines = lines.annotate(month=TruncMonth("on"))
    back = Q(amount__gt=0) if wanted.get("account") in chart.INCOME else Q(amount__lt=0)
    number = Count("account") - 2 * Count("account", filter=back)
    return lines.order_by(field).values_list(field).annotate(yuan=Sum("amount"), number=number)


def _of_account(rows, wanted):
    """Of the account asked for; without one, of every expense."""
    return (
        rows.filter(account=wanted["account"])
        if wanted.get("account")
        else rows.filter(account__in=chart.EXPENSES)
    )


def choose(lines, wanted):
    """The lines of whole months under these filters."""
    until = wanted["until"]
    following = date(until.year + until.month // 12, until.month % 12 + 1, 1)
    lines = _of_account(lines.filter(on__gte=wanted["since"], on__lt=following), wanted)
    for key, field in FILTERS.items():
        asked = wanted.get(key)
        if key != "account" and asked == NONE:
            lines = lines.filter(**{f"{field}__isnull": True} if key in PLACES else {field: ""})
        elif key != "account" and asked:
            lines = lines.filter(**{field: asked})
    return lines


def signed(amount, wanted):
    """Income stands on the credit side; a reader expects it above zero."""
    return -amount if wanted.get("account") in chart.INCOME else amount


def page_of(lines, after, size):
    """The next `size` lines after the line with this (day, id), newest first, and whether more follow; the same cost on any page."""
    if after:
        day, pk = after
        lines = lines.filter(on__lte=day).filter(Q(on__lt=day) | Q(pk__lt=pk))
    found = list(lines.order_by("-on", "-pk")[: size + 1])
    return found[:size], len(found) > size


def debit_and_credit(lines):
    """What these lines add up to on either side, both above zero."""
    sums = lines.aggregate(
        debit=Sum("amount", filter=Q(amount__gt=0)),
        credit=Sum("amount", filter=Q(amount__lt=0)),
    )
    return sums["debit"] or ZERO, -(sums["credit"] or ZERO)


def for_reading(lines, *more):
    """What a reader sees of each line, as narrow rows: a page of models joined to all they name takes longer to plan than to read."""
    return lines.values_list(
        "pk", "on", "entry_id", "entry__memo", "fund_id", "fund__year", "fund__source", "account", "payee", "amount", "case_id",
        "handler_id", *more, named=True,
    )  # fmt: skip


def case_numbers(rows, user):
    """{case: number} of the cases of these lines that this person may see."""
    cases = {row.case_id for row in rows if row.case_id}
    return (
        dict(cases_for(user).filter(pk__in=cases).order_by().values_list("pk", "number"))
        if cases
        else {}
    )


def options_for(user):
    """{dimension: [(key, words)]} of what is kept in tables and may be asked for, in the order of their words; two queries."""
    firms = Firm.objects.values_list(Value("firm"), "pk", "name", Value(""))
    handlers = Handler.objects.values_list(Value("handler"), "pk", "user__name", "firm__name")
    stations = stations_for(user).values_list(Value("station"), "pk", "name", Value(""))
    found = {"firm": [], "handler": [], "station": []}
    for by, pk, name, firm in firms.order_by().union(
        handlers.order_by(), stations.order_by(), all=True
    ):
        found[by].append((pk, f"{name}（{firm}）" if firm else name))
    for rows in found.values():
        rows.sort(key=lambda row: row[1])
    funds = funds_for(user).values_list("pk", "year", "source")
    return found | {"fund": [(pk, fund_words(year, source)) for pk, year, source in funds]}


def published(user, wanted):
    """What may be made public of these months: units with count and amount, and expense kinds; no person, no case."""
    units = [(key, amount, count) for key, amount, count in grouped(user, wanted, "firm") if key]
    kinds = grouped(user, wanted, "account")
    firms = dict(
        Firm.objects.filter(pk__in=[key for key, _, _ in units])
        .order_by()
        .values_list("pk", "name")
    )
    return {
        "units": _rows(units, firms),
        "kinds": _rows(kinds, dict(chart.ACCOUNTS)),
    }


def _rows(found, names):
    rows = [{"name": names[key], "amount": amount, "count": count} for key, amount, count in found]
    return sorted(rows, key=lambda row: -row["amount"])
