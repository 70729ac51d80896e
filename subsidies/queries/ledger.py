"""Reading the ledger: totals and lines within one's rights, under the same filters, so that any total opens into its lines."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import TruncMonth
from django.utils import timezone

from cases.queries.case import cases_for
from stations.models import Firm, Handler
from stations.queries.station import station_of, stations_for
from subsidies.enums import EntryKind, Source
from subsidies.law import chart
from subsidies.law.calculation import FEN, ZERO
from subsidies.models import Entry, EntryLine, MonthTotal, Payment, YearTotal
from subsidies.models.fund import fund_words
from subsidies.models.ledger import CLASS, PLACES

from .fund import funds_for

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
# what a filter of the same name asks for, on totals and on lines alike; an account is asked for by itself
FILTERS = {key: field for key, (_, field) in DIMENSIONS.items() if key not in ("month", "account")}
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
    if not user.may("funds.view"):
        return EntryLine.objects.none()
    return EntryLine.objects.filter(station__in=stations_for(user))


def entries_for(user):
    """Entries with a line this person may read."""
    if sees_everything(user):
        return Entry.objects.all()
    return Entry.objects.filter(pk__in=lines_for(user).values("entry"))


def handler_names(rows):
    """{handler: name} of those these lines paid."""
    paid = {row.handler_id for row in rows if row.handler_id}
    if not paid:
        return {}
    handlers = Handler.objects.filter(pk__in=paid).order_by()
    return dict(handlers.values_list("pk", "user__name"))


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
    spans = _spans(wanted, by)
    stations = None if sees_everything(user) else _own_stations(user)
    if stations is not None:
        asked.add("station")

    places = [key for key in PLACES if key in asked]
    by_class = bool(asked & set(CLASSES))
    over_whole_years = all(rows.model is YearTotal for rows in spans)
    is_pair = len(places) == 2 and not by_class and over_whole_years

    if len(places) <= 1 or is_pair:
        return _moved(_of_totals(wanted, by, spans, places, by_class, stations))
    return _moved(_of_lines(user, wanted, by))


def _moved(sums):
    return [(key, amount.quantize(FEN), count) for key, amount, count in sums if amount or count]


def _own_stations(user):
    if not user.may("funds.view"):
        return []
    return [str(pk) for pk in stations_for(user).order_by().values_list("pk", flat=True)]


def _of_totals(wanted, by, spans, places, by_class, stations):
    column = dict(zip(places, ("key", "other"), strict=False))
    chosen = {"cut": ".".join(places) + (CLASS if by_class else "")}
    for key in (*places, *CLASSES):
        if wanted.get(key):
            chosen[column.get(key, key)] = "" if wanted[key] == NONE else wanted[key]
    for key in ("source", "fund"):
        if wanted.get(key):
            chosen[FILTERS[key]] = wanted[key]
    if stations is not None:
        chosen[f"{column['station']}__in"] = stations

    field = {"month": "starts", **column}.get(by, DIMENSIONS[by][1])
    sums = defaultdict(lambda: [0, 0])
    for rows in spans:
        totals = _of_account(rows.filter(**chosen), wanted).order_by().values_list(field)
        for key, amount, number in totals.annotate(amount=Sum("amount"), number=Sum("count")):
            sums[key][0] += amount
            sums[key][1] += number

    is_place = by in PLACES
    return [(int(key) if is_place and key else key, *sums[key]) for key in sorted(sums)]


def _spans(wanted, by):
    """The totals that make up these months: those of whole years, and of the months around them."""
    since, until = wanted["since"], wanted["until"]
    months = MonthTotal.objects.filter(starts__gte=since, starts__lte=until)
    whole = [] if by == "month" else _whole_years(since, until)
    if not whole:
        return [months]

    first, last = date(whole[0], 1, 1), date(whole[-1], 12, 1)
    spans = [YearTotal.objects.filter(starts__gte=first, starts__lte=last)]
    if since < first:
        spans.append(months.filter(starts__lt=first))
    if until > last:
        spans.append(months.filter(starts__gt=last))
    return spans


def _whole_years(since, until):
    """The years between two months; one is whole as far as it has come."""
    this_month = timezone.localdate().replace(day=1)
    years = range(since.year, until.year + 1)
    return [
        year
        for year in years
        if since <= date(year, 1, 1) and until >= min(date(year, 12, 1), this_month)
    ]


def _of_lines(user, wanted, by):
    """What is taken back, by a reversal or a correction, counts back."""
    field, lines = DIMENSIONS[by][1], choose(lines_for(user), wanted)
    if by == "month":
        lines = lines.annotate(month=TruncMonth("on"))

    is_income = wanted.get("account") in chart.INCOME
    taken_back = Q(amount__gt=0) if is_income else Q(amount__lt=0)
    number = Count("account") - 2 * Count("account", filter=taken_back)
    return lines.order_by(field).values_list(field).annotate(yuan=Sum("amount"), number=number)


def _of_account(rows, wanted):
    """Of the account asked for; without one, of every expense."""
    if account := wanted.get("account"):
        return rows.filter(account=account)
    return rows.filter(account__in=chart.EXPENSES)


def choose(lines, wanted):
    """The lines of whole months under these filters."""
    until = wanted["until"]
    following = date(until.year + until.month // 12, until.month % 12 + 1, 1)
    lines = _of_account(lines.filter(on__gte=wanted["since"], on__lt=following), wanted)

    for key, field in FILTERS.items():
        asked = wanted.get(key)
        if asked == NONE:
            lines = lines.filter(**{f"{field}__isnull": True} if key in PLACES else {field: ""})
        elif asked:
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

    rows = list(lines.order_by("-on", "-pk")[: size + 1])
    return rows[:size], len(rows) > size


def debit_and_credit(lines):
    """What these lines add up to on either side, both above zero."""
    sums = lines.aggregate(
        debit=Sum("amount", filter=Q(amount__gt=0)),
        credit=Sum("amount", filter=Q(amount__lt=0)),
    )
    return sums["debit"] or ZERO, -(sums["credit"] or ZERO)


def for_reading(lines, *more):
    """What a reader sees of each line, as narrow rows: a page of models joined to all they name takes longer to plan than to read."""
    fund = ("fund_id", "fund__year", "fund__source")
    who = ("payee", "case_id", "handler_id")
    names = ("pk", "on", "entry_id", "entry__memo", *fund, "account", "amount", *who)
    return lines.values_list(*names, *more, named=True)


def case_numbers(rows, user):
    """{case: number} of the cases of these lines that this person may see."""
    named = {row.case_id for row in rows if row.case_id}
    if not named:
        return {}
    cases = cases_for(user).filter(pk__in=named).order_by()
    return dict(cases.values_list("pk", "number"))


def options_for(user):
    """{dimension: [(key, words)]} of what is kept in tables and may be asked for, in the order of their words; two queries."""
    firms = Firm.objects.values_list(Value("firm"), "pk", "name", Value(""))
    handlers = Handler.objects.values_list(Value("handler"), "pk", "user__name", "firm__name")
    stations = stations_for(user).values_list(Value("station"), "pk", "name", Value(""))
    named = firms.order_by().union(handlers.order_by(), stations.order_by(), all=True)

    options = {"firm": [], "handler": [], "station": []}
    for by, pk, name, firm in named:
        options[by].append((pk, f"{name}（{firm}）" if firm else name))
    for rows in options.values():
        rows.sort(key=lambda row: row[1])

    funds = funds_for(user).values_list("pk", "year", "source")
    options["fund"] = [(pk, fund_words(year, source)) for pk, year, source in funds]
    return options


def published(user, wanted):
    """What may be made public of these months: units with count and amount, and expense kinds; no person, no case."""
    kinds = grouped(user, wanted, "account")
    units = [row for row in grouped(user, wanted, "firm") if row[0]]
    firms = Firm.objects.filter(pk__in=[firm for firm, *_ in units]).order_by()
    names = dict(firms.values_list("pk", "name"))

    return {
        "units": _largest_first(units, names),
        "kinds": _largest_first(kinds, dict(chart.ACCOUNTS)),
    }


def _largest_first(totals, names):
    rows = [{"name": names[key], "amount": amount, "count": count} for key, amount, count in totals]
    return sorted(rows, key=lambda row: -row["amount"])
