"""Two bank returns for one transfer at the same moment: the second finds it answered, and what arrived is never sent again."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from legalaid.platform.core.errors import DomainError
from subsidies.domain.payment import book_return
from subsidies.law.returns import Answer
from subsidies.models import BankReturn, Entry, Payment
from tests.conftest import build_county

from . import month


@pytest.mark.django_db(transaction=True)
def test_two_returns_at_once_answer_a_transfer_once():
    county = build_county()
    month.standard(county)
    fund = month.fund(county)
    month.finished(county)
    batch = month.filled(county, fund)
    month.send(batch, county)
    payment, start, answers = Payment.objects.get(), Barrier(2), []

    def book(paid):
        row = Answer(2, payment.number, payment.amount, paid, "" if paid else "账号户名不符")
        start.wait(10)
        try:
            book_return(
                month.reload(batch),
                by=county.chuna,
                rows=[row],
                content=repr(row).encode(),
                name="回单.csv",
            )
            answers.append("paid" if paid else "failed")
        except DomainError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=book, args=[paid]) for paid in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    payment.refresh_from_db()
    assert sorted(answers) == sorted(["refused", payment.state])
    assert BankReturn.objects.count() == 1
    assert Entry.objects.filter(kind="payment").count() == (1 if payment.state == "paid" else 0)
