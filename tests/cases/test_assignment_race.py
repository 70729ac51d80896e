"""Two accused of one crime given to one lawyer at the same moment by two directors: the second is refused."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from cases.models import Assignment
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from tests.conftest import build_county

from .test_notice import PERSON, notified


@pytest.mark.django_db(transaction=True)
def test_two_accused_of_one_crime_are_not_given_to_one_lawyer_at_once():
    county = build_county()
    pair = [
        notified(county, person=PERSON | {"name": name}, co_accused=other)
        for name, other in (("赵小军", "钱大海"), ("钱大海", "赵小军"))
    ]
    handler, start, answers = Handler.objects.get(user=county.lvshi), Barrier(2), []

    def give(case):
        start.wait(10)
        try:
            CASE.acts["assign"](case, by=county.zhuren, handler=handler, reason="专长相符")
            answers.append("assigned")
        except DomainError as refused:
            answers.append(str(refused)[:9])
        finally:
            connection.close()

    threads = [Thread(target=give, args=[case]) for case in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["assigned", "不能指派该承办人："]
    assert Assignment.objects.count() == 1
