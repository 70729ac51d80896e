"""Reading the ledger: totals and lines within one's rights, under the same filters, so that any total opens into its lines."""

from decimal import Decimal

from django.db.models import Sum

from stations.queries.station import station_of, stations_for
from subsidies.law import chart
from subsidies.models import Entry, EntryLine, MonthTotal

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
