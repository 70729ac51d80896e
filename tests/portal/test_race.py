"""Two people press 发布 at the same moment, each on a connection of their own: one publication, one paper, a clear answer to the other."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from legalaid.faces.portal.models import Notice
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.conftest import build_county
from tests.portal.test_notices import prepare, publish


@pytest.mark.django_db(transaction=True)
def test_two_people_publishing_at_the_same_moment_leave_one_publication():
    county = build_county()
    notice, start, answers = prepare(county.admin, "rules"), Barrier(2), []

    def press(by):
        mine = Notice.objects.get(pk=notice.pk)
        start.wait(10)
        try:
            answers.append(publish(mine, by).published_by_id)
        except DomainError as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[who]) for who in (county.zhuren, county.sifaju)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    notice.refresh_from_db()
    assert [answer for answer in answers if isinstance(answer, int)] == [notice.published_by_id]
    assert len(answers) == 2
    assert Paper.objects.filter(workflow="notice").count() == 1
    assert Event.objects.filter(verb="notice.publish").count() == 1
