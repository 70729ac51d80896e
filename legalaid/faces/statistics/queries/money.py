"""What each fund of a year had, paid and set aside."""

from legalaid.faces.statistics.drawn import Money
from subsidies.queries.fund import balances, funds_for


def money_of(user, year):
    sums = {}
    for row in balances(funds_for(user).filter(year=year)):
        spent, reserved, left = sums.get(row["fund"], (0, 0, 0))
        paid, aside = spent + row["spent"], reserved + row["reserved"]
        sums[row["fund"]] = (paid, aside, left + row["available"])

    return [
        Money(fund.get_source_display(), fund.get_absolute_url(), *numbers, sum(numbers))
        for fund, numbers in sums.items()
    ]
