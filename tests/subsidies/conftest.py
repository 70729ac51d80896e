"""Standards and funds of a month, and books with a little of everything."""

from datetime import timedelta
from decimal import Decimal

import pytest

from subsidies.domain.fund import Charge, reserve
from tests.factories import lawyer, walk
from tests.subsidies.money import AT, fund_of, pay

from . import month


@pytest.fixture
def money(county):
    month.standard(county)
    return month.fund(county)


@pytest.fixture
def books(county):
    """Appropriations from four sources, one paid case and other expenses."""
    local = fund_of(county, "120000.00")
    fund_of(county, "50000.00", line="personnel")
    fund_of(county, "30000.00", source="provincial")
    fund_of(county, "20000.50", source="lottery")
    fund_of(county, "1000.00", source="donation")
    county.case = walk(county, "approve_closure")
    firm = lawyer().firm
    held = reserve(
        fund=local,
        kind="case",
        amount=Decimal("1400.00"),
        reference="b",
        memo="3月",
        by=county.zhuren,
        at=AT,
    )
    charge = Charge(Decimal("1400.00"), county.case, lawyer())
    pay(county, local, "1400.00", "case", "c1", payee=firm, commitment=held, charges=[charge])
    pay(county, local, "300.00", "duty", "d1", payee=firm)
    pay(county, local, "200.00", "consultation", "e1", at=AT + timedelta(days=40))
    pay(county, local, "45.67", "publicity", "p1")
    return county
