"""The exact words of a public notice."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from legalaid.faces.portal import domain
from stations.models import Handler
from tests.factories import START, walk
from tests.papers import assert_words, paper_of

AT = timezone.make_aware(datetime(2026, 5, 6, 9))


def published(office, kind, **fields):
    notice = domain.prepare(
        by=office.admin, token=uuid.uuid4(), kind=kind, first_day=date(2026, 3, 1), last_day=date(2026, 4, 30), at=AT,
        shown_from=date(2026, 5, 6), shown_to=date(2026, 6, 5), **fields,
    )  # fmt: skip
    domain.publish(notice, by=office.zhuren, title=notice.title, shown_to=notice.shown_to, at=AT)
    return paper_of(notice, "public_notice")


def test_notice_of_the_cases_of_a_period(office):
    for number in range(4):
        walk(office, "approve_closure", at=START + timedelta(hours=number))
    notice = published(office, "cases", title="2026年春季公示", intro="各类案件如下。\n按月更新。")
    assert_words(notice, "案件办理情况")


def test_roster_of_handlers_without_further_words(office):
    Handler.objects.filter(user=office.lvshi).update(public=True)
    notice = published(office, "handlers", title="法律援助人员名册")
    assert_words(notice, "人员名册")
