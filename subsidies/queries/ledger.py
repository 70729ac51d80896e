"""Reading the ledger: totals and lines within one's rights, under the same filters, so that any total opens into its lines."""

from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from stations.models import Firm, Handler, Station
from stations.queries.station import station_of, stations_for
from subsidies.enums import Source
from subsidies.law import chart
from subsidies.models import Entry, EntryLine, Fund, MonthTotal

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


def of_ones_stations(rows, user):
    """Rows of one's own subtree; at the root that is everything."""
    if not user.may("funds.view"):
        return rows.none()
    station = station_of(user)
    return rows if station and station.parent_id is None else rows.filter(station__in=stations_for(user))


def totals_for(user):
    return of_ones_stations(MonthTotal.objects.all(), user)


def lines_for(user):
    return of_ones_stations(EntryLine.objects.all(), user)


def entries_for(user):
    """Entries with a line this person may read."""
    if not user.may("funds.view"):
        return Entry.objects.none()
    station = station_of(user)
    if station and station.parent_id is None:
        return Entry.objects.all()
    return Entry.objects.filter(pk__in=lines_for(user).values("entry"))


def grouped(totals, by):
    """[(key, yuan, count)] of these month totals by one dimension; income accounts count as what came in."""
    field = DIMENSIONS[by][1]
    rows = totals.order_by(field).values_list(field).annotate(amount=Sum("amount"), number=Sum("count"))
    return [(key, amount.quantize(FEN), number) for key, amount, number in rows if amount or number]


def choose(rows, wanted, *, day="month"):
    """Totals (day="month") or lines (day="on") of whole months under these filters; without an account, every expense."""
    until = wanted["until"]
    following = date(until.year + until.month // 12, until.month % 12 + 1, 1)
    rows = rows.filter(**{f"{day}__gte": wanted["since"], f"{day}__lt": following})
    if not wanted.get("account"):
        rows = rows.filter(account__in=chart.EXPENSES)
    for key, field in FILTERS.items():
        asked = wanted.get(key)
        if asked == NONE:
            rows = rows.filter(**{f"{field}__isnull": True} if key in ("firm", "handler") else {field: ""})
        elif asked:
            rows = rows.filter(**{field: asked})
    return rows


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


def for_reading(lines):
    return lines.select_related("entry", "fund", "firm", "handler__user", "station", "case")


def names_of(by, keys):
    """The words for the keys of a dimension."""
    if by == "month":
        return {key: f"{key.year}年{key.month}月" for key in keys}
    if by in CHOICES:
        return dict(CHOICES[by])
    model = {"fund": Fund, "firm": Firm, "handler": Handler, "station": Station}[by]
    rows = model.objects.select_related("user", "firm") if by == "handler" else model.objects.all()
    return {pk: f"{row}（{row.firm}）" if by == "handler" else str(row) for pk, row in rows.in_bulk(list(keys)).items()}


def published(totals):
    """What may be made public of these totals: units with count and amount, and expense kinds; no person, no case."""
    units = [(key, amount, count) for key, amount, count in grouped(totals, "firm") if key]
    kinds = grouped(totals, "account")
    firms, words = names_of("firm", [key for key, _, _ in units]), names_of("account", ())
    return {
        "units": _rows(units, firms),
        "kinds": _rows(kinds, words),
    }


def _rows(found, names):
    rows = [{"name": names[key], "amount": amount, "count": count} for key, amount, count in found]
    return sorted(rows, key=lambda row: -row["amount"])
