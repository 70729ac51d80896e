"""Any total equals its lines: whatever is filtered, however grouped, whoever reads."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

import pytest

from stations.models import Station
from subsidies.domain.fund import Charge, open_fund, post_appropriation
from subsidies.domain.fund import reverse as reverse_entry
from subsidies.models import MonthTotal, YearTotal
from subsidies.queries.ledger import DIMENSIONS, choose, grouped, lines_for
from tests.factories import lawyer
from tests.subsidies.money import AT, fund_of, pay
from tests.subsidies.totals import add_up

WANTED = {"since": date(2026, 1, 1), "until": date(2026, 12, 1)}


def test_grouping_leaves_out_what_came_to_nothing(books):
    assert grouped(books.caiwu, WANTED | {"account": "drafting"}, "month") == []


def added_up(lines, by):
    """The same from the lines one by one, without totals and without SQL's sums."""
    sums = {}
    for line in lines:
        found = {"month": line.on.replace(day=1), "source": line.fund.source}
        key = found.get(by) or getattr(
            line, f"{by}_id" if by in ("fund", "firm", "handler", "station") else by
        )
        amount, count = sums.get(key or "", (0, 0))
        sums[key or ""] = amount + line.amount, count + (-1 if line.entry.reversal_of_id else 1)
    return {
        key: (amount.quantize(Decimal("0.01")), count)
        for key, (amount, count) in sums.items()
        if amount or count
    }


PERIODS = [
    (date(2026, 1, 1), date(2026, 12, 1)), (date(2025, 11, 1), date(2026, 12, 1)), (date(2025, 1, 1), date(2026, 3, 1)),
]  # fmt: skip


@pytest.mark.parametrize("reader", ["caiwu", "jiandu"])
def test_any_filters_together_give_what_the_lines_add_up_to(books, reader):
    back = pay(books, fund_of(books, None), "88.00", "duty", "back", payee=lawyer().firm)
    reverse_entry(back, reason="错付", by=books.caiwu, at=AT + timedelta(days=70))
    pay(
        books,
        fund_of(books, year=2025, at=AT - timedelta(days=90)),
        "9.00",
        "duty",
        "old",
        at=AT - timedelta(days=80),
    )
    user = getattr(books, reader)
    if reader == "jiandu":  # of a township with a fund of its own
        user.staff.station = Station.objects.filter(kind="township").first()
        fund = open_fund(station=user.staff.station, source="local", year=2026)
        facts = {"memo": "拨款", "by": books.caiwu, "at": AT}
        post_appropriation(
            fund=fund, line="casework", amount=Decimal("500.00"), reference="township", **facts
        )
        pay(
            books,
            fund,
            "66.00",
            "duty",
            "t",
            payee=lawyer().firm,
            charges=[Charge(Decimal("66.00"), None, lawyer())],
        )
        pay(books, fund, "33.00", "publicity", "u", at=AT + timedelta(days=40))
        user.staff.save()
    values = {
        "firm": (str(lawyer().firm_id), "none"), "handler": (str(lawyer().pk), "none"), "station": (str(books.case.station_id),),
        "performer": ("lawyer", "none"), "matter": ("civil_other",), "account": ("duty",), "source": ("local",),
    }  # fmt: skip
    asked = [{}] + [{key: value} for key in values for value in values[key]]
    asked += [
        {a: x, b: y} for a, b in combinations(values, 2) for x in values[a] for y in values[b]
    ]
    asked += [{"firm": "none", "matter": "none", "station": str(books.case.station_id)}]
    met = set()
    for (since, until), facts in product(PERIODS, asked):
        wanted = {"since": since, "until": until} | facts
        lines = list(choose(lines_for(user), wanted).select_related("fund", "entry"))
        for by in DIMENSIONS:
            found = {key or "": (amount, count) for key, amount, count in grouped(user, wanted, by)}
            assert found == added_up(lines, by), (wanted, by)
            met.add(len(found))
    assert len(met) > 2


def test_totals_added_up_anew_are_those_kept_by_posting(books):
    reverse_entry(
        pay(books, fund_of(books, None), "88.00", "other", "back"),
        reason="错付",
        by=books.caiwu,
        at=AT,
    )
    fields = (
        "starts",
        "fund_id",
        "line",
        "account",
        "cut",
        "key",
        "other",
        "performer",
        "matter",
        "amount",
        "count",
    )
    kept = {model: set(model.objects.values_list(*fields)) for model in (MonthTotal, YearTotal)}
    add_up()
    assert {
        model: set(model.objects.values_list(*fields)) for model in (MonthTotal, YearTotal)
    } == kept
    assert all(len(rows) > 20 for rows in kept.values())


def test_two_filters_at_once_are_added_up_from_the_lines(books):
    firm = lawyer().firm
    wanted = WANTED | {"firm": str(firm.pk), "matter": "civil_other"}
    assert grouped(books.caiwu, wanted, "month") == [(date(2026, 3, 1), Decimal("1400.00"), 1)]
    assert grouped(books.caiwu, wanted, "handler") == [(lawyer().pk, Decimal("1400.00"), 1)]
    assert grouped(books.caiwu, WANTED | {"firm": "none"}, "account") == [
        ("consultation", Decimal("200.00"), 1), ("publicity", Decimal("45.67"), 1),
    ]  # fmt: skip
