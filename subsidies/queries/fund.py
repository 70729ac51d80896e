"""What a fund holds. Funds belong to the station that runs them; a person sees those of their own subtree."""

from collections import defaultdict

from django.db.models import Sum

from stations.queries.station import stations_for
from subsidies.law import chart
from subsidies.law.calculation import FEN, ZERO
from subsidies.models import Allotment, Fund, MonthTotal

# what a balance is made of, in the order of its columns
BALANCE = ("received", "carried_in", "moved", "spent", "reserved", "available", "carried_out")


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
    of_accounts = MonthTotal.objects.filter(fund__in=funds, cut="").order_by()
    totals = of_accounts.values_list("fund", "line", "account").annotate(total=Sum("amount"))

    sums = defaultdict(lambda: defaultdict(lambda: ZERO))
    for fund, line, account, total in totals:
        sums[fund, line][account] = total.quantize(FEN)

    allotments = Allotment.objects.filter(fund__in=funds).select_related("fund")
    return [
        _balance(allotment, sums[allotment.fund_id, allotment.line])
        for allotment in allotments.order_by("-fund__year", "fund__source", "id")
    ]


def _balance(allotment, sums):
    """One budget line, with the sums of its accounts; what its transfers moved is the rest."""
    received, carried_in = -sums[chart.APPROPRIATED], -sums[chart.CARRIED_IN]
    carried_out = sums[chart.CARRIED_OUT]
    spent = sum((sums[kind] for kind in chart.EXPENSES), ZERO)

    holds = allotment.available + allotment.reserved
    without_transfers = received + carried_in - carried_out - spent
    return {
        "allotment": allotment,
        "fund": allotment.fund,
        "received": received,
        "carried_in": carried_in,
        "carried_out": carried_out,
        "moved": holds - without_transfers,
        "spent": spent,
        "reserved": allotment.reserved,
        "available": allotment.available,
        "overdraft": allotment.overdraft,
    }
