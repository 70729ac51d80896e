"""What a fund holds. Funds belong to the station that runs them; a person sees those of their own subtree."""

from decimal import Decimal

from django.db.models import Sum

from stations.queries.station import stations_for
from subsidies.law import chart
from subsidies.models import Allotment, Fund, MonthTotal

ZERO, FEN = Decimal("0.00"), Decimal("0.01")


def funds_for(user):
    """The funds this person may see."""
    if not user.may("funds.view"):
        return Fund.objects.none()
    return Fund.objects.filter(station__in=stations_for(user)).select_related("station")


def available(fund, line=None):
    """Yuan not yet paid nor set aside, without any overdraft; of one budget line or of the whole fund."""
    rows = Allotment.objects.filter(fund=fund)
    if line:
        rows = rows.filter(line=line)
    return rows.aggregate(total=Sum("available"))["total"] or ZERO


def spendable(fund, kind):
    """Yuan an expense of this kind may still take from the fund: the balance of its line and the approved overdraft."""
    allotment = Allotment.objects.filter(fund=fund, line=chart.EXPENSES[kind].line).first()
    return allotment.spendable if allotment and fund.may_pay(kind) else ZERO


def balances(funds):
    """One row for each budget line of these funds: what came in, went out, is set aside and is left. Two queries for any number of funds."""
    sums = (
        MonthTotal.objects.filter(fund__in=funds, cut="")
        .values_list("fund", "line", "account")
        .annotate(total=Sum("amount"))
    )
    found = {
        (fund, line, account): total.quantize(FEN) for fund, line, account, total in sums.order_by()
    }
    rows = []
    for allotment in (
        Allotment.objects.filter(fund__in=funds)
        .select_related("fund")
        .order_by("-fund__year", "fund__source", "id")
    ):
        spent = sum(
            (found.get((allotment.fund_id, allotment.line, kind), ZERO) for kind in chart.EXPENSES),
            ZERO,
        )
        received = -found.get((allotment.fund_id, allotment.line, chart.APPROPRIATED), ZERO)
        carried_in = -found.get((allotment.fund_id, allotment.line, chart.CARRIED_IN), ZERO)
        carried_out = found.get((allotment.fund_id, allotment.line, chart.CARRIED_OUT), ZERO)
        held = allotment.available + allotment.reserved
        rows.append({
            "allotment": allotment, "fund": allotment.fund, "received": received, "carried_in": carried_in, "carried_out": carried_out,
            "moved": held - (received + carried_in - carried_out - spent), "spent": spent, "reserved": allotment.reserved,
            "available": allotment.available, "overdraft": allotment.overdraft,
        })  # fmt: skip
    return rows
