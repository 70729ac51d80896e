"""Two complaints put into each other at the same moment: one goes in, the other is told that it is over."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from cases.quality.domain import complaint as acts
from cases.quality.models import Complaint
from legalaid.platform.core.errors import DomainError
from tests.conftest import build_county

from .complaints import complaint


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(2))
def test_two_complaints_are_not_merged_into_each_other(turn):
    county = build_county()
    pair = [complaint(county.zhan1, accused=county.lvshi.name) for _ in range(2)]
    start, answers = Barrier(2), []

    def put(row, other):
        start.wait(10)
        try:
            acts.merge(row, by=county.sifaju, other=other)
            answers.append("merged")
        except DomainError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=put, args=order) for order in (pair, reversed(pair))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["merged", "refused"]
    assert Complaint.objects.filter(state="merged").count() == 1
