"""Two people press 发布 at the same moment, each on a connection of their own: one publication, one paper, a clear answer to the other."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from legalaid.faces.portal.models import Notice
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from tests.conftest import build_county
from tests.factories import new_case, walk
from tests.portal.test_notices import prepare, publish


def pressed(*presses):
    """What each of them is answered, who press at the same moment: (notice, who)."""
    start, answers = Barrier(len(presses)), []

    def press(notice, by):
        mine = Notice.objects.get(pk=notice.pk)
        start.wait(10)
        try:
            answers.append(publish(mine, by).published_by_id)
        except DomainError as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [Thread(target=press, args=one) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_people_publishing_at_the_same_moment_leave_one_publication():
    county = build_county()
    notice = prepare(county.admin, "rules")
    answers = pressed((notice, county.zhuren), (notice, county.sifaju))
    notice.refresh_from_db()
    assert [answer for answer in answers if isinstance(answer, int)] == [notice.published_by_id]
    assert len(answers) == 2
    assert Paper.objects.filter(workflow="notice").count() == 1
    assert Event.objects.filter(verb="notice.publish").count() == 1


@pytest.mark.django_db(transaction=True)
def test_figures_of_overlapping_periods_published_at_the_same_moment_do_not_both_go_out():
    county = build_county()
    walk(county, "grant", case=new_case(county, applicant_count=7, indivisible=False))
    month = prepare(county.admin, "figures")
    longer = prepare(county.admin, "figures", first_day=month.first_day - timedelta(days=1))

    answers = pressed((month, county.zhuren), (longer, county.sifaju))
    assert sorted("重叠" in str(answer) for answer in answers) == [False, True]
    assert Notice.objects.filter(state="published").count() == 1
