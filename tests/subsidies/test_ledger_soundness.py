"""The ledger stays sound whatever is done in whatever order, and when two do it at once."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalaid.platform.core.errors import DomainError
from subsidies.domain.fund import post_transfer, release, reserve, reverse
from subsidies.models import Allotment, Commitment
from subsidies.queries.fund import available
from tests.conftest import build_county
from tests.subsidies.money import AT, fund_of
from tests.subsidies.test_ledger import assert_sound, pay

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "reserve", "draw", "release", "transfer", "reverse"]),
        st.integers(1, 6_000_000),
        st.integers(0, 5),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_any_sequence_of_acts_keeps_the_ledger_sound(county, acts):
    with transaction.atomic():
        fund, held, entries = fund_of(county), [], []
        who = {"by": county.caiwu, "at": AT}
        for number, (act, fen, pick) in enumerate(acts):
            amount = Decimal(fen) / 100
            commitment = held[pick % len(held)] if held else None
            try:
                if act == "pay":
                    entries.append(pay(county, fund, amount, str(number)))
                elif act == "reserve":
                    held.append(
                        reserve(
                            fund=fund,
                            kind="case",
                            amount=amount,
                            reference=str(number),
                            memo="批",
                            **who,
                        )
                    )
                elif act == "draw" and commitment:
                    entries.append(
                        pay(county, fund, amount, str(number), kind="case", commitment=commitment)
                    )
                elif act == "release" and commitment:
                    release(commitment, amount=amount, reason="", reference=str(number), **who)
                elif act == "transfer":
                    lines = ("casework", "office") if pick % 2 else ("office", "casework")
                    entries.append(
                        post_transfer(
                            fund=fund,
                            line=lines[0],
                            to_line=lines[1],
                            amount=amount,
                            memo="",
                            reference=str(number),
                            **who,
                        )
                    )
                elif act == "reverse" and entries:
                    reverse(entries[pick % len(entries)], reason="", **who)
            except DomainError:
                pass
            assert_sound(fund)
        open_now = sum(c.outstanding for c in Commitment.objects.filter(fund=fund))
        assert Allotment.objects.get(fund=fund, line="casework").reserved == open_now
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_spend_the_same_balance():
    county = build_county()
    fund, start, answers = fund_of(county, "100.00"), threading.Barrier(2), []

    def spend(reference):
        start.wait()
        try:
            pay(county, fund, Decimal("60.00"), reference)
            answers.append("paid")
        except DomainError as error:
            answers.append(error.field)
        finally:
            connection.close()

    threads = [threading.Thread(target=spend, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(answers), available(fund)) == (["amount", "paid"], Decimal("40.00"))
