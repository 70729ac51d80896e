"""The same stage opened at the same moment by two people: the second is told who was first."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from cases.models import Case
from legalaid.platform.core.errors import DomainError
from tests.conftest import build_county
from tests.factories import walk

from .test_stage import sued


@pytest.mark.django_db(transaction=True)
def test_stage_is_not_opened_twice_at_once():
    county = build_county()
    case, start, answers = walk(county, "conclude"), Barrier(2), []

    def open_it(clerk):
        mine = Case.objects.get(pk=case.pk)
        start.wait(10)
        try:
            sued(mine, county, by=clerk)
            answers.append("opened")
        except DomainError as refused:
            answers.append(str(refused)[:6])
        finally:
            connection.close()

    threads = [Thread(target=open_it, args=[clerk]) for clerk in (county.chuangkou, county.guidang)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["opened", "“一审”已由"]
    assert Case.objects.filter(earlier=case).count() == 1
