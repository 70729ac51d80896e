"""What each fund of a year had, paid and set aside."""

from legalaid.faces.statistics.drawn import Money
from legalaid.faces.statistics.queries.dashboard import counts_all
from subsidies.models import Fund
from subsidies.queries.fund import balances, funds_for


def money_of(user, year):
    """Numbers alone for who sees every station's figures and no fund."""
    alone = counts_all(user, "funds.view")
    funds = Fund.objects.select_related("station") if alone else funds_for(user)
    sums = {}
    for row in balances(funds.filter(year=year)):
        spent, reserved, left = sums.get(row["fund"], (0, 0, 0))
        paid, aside = spent + row["spent"], reserved + row["reserved"]
        sums[row["fund"]] = (paid, aside, left + row["available"])

    return [
        Money(
            fund.get_source_display(),
            "" if alone else fund.get_absolute_url(),
            *numbers,
            sum(numbers),
        )
        for fund, numbers in sums.items()
    ]
