"""The exact words of the papers of a paid month. What depends on the day of the test stands in the golden text as 〈今天〉, 〈年〉 …"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from legalaid.platform.documents import issue
from legalaid.platform.documents.models import Paper
from stations.models import Handler
from subsidies.papers import statement
from subsidies.workflow import BATCH
from tests.factories import START, walk
from tests.papers import assert_words, paper_of

from . import month

RATES = [{"service": "case", "direct": Decimal(100), "labour": Decimal(1000)}]


def written(day):
    return f"{day.year}年{day.month}月{day.day}日"


def of_today():
    today = timezone.localdate()
    return {
        "今天": written(today),
        "到账": today.isoformat(),
        "公示止": written(today + timedelta(days=6)),
        "年": str(today.year),
    }


@pytest.fixture
def money(office):
    month.standard(office)
    return month.fund(office)


def adjusted(batch, office):
    row = batch.calculations.first()
    facts = {"what": row.subject, "amount": Decimal("-50.50"), "reason": "票据核减"}
    BATCH.acts["adjust"](batch, by=office.caiwu, calculation=row.pk, **facts)


def test_month_is_approved_paid_and_published(office, money):
    case = month.finished(office)[0]
    batch = month.filled(office, money)
    adjusted(batch, office)
    month.pay(batch, office)
    for kind in ("subsidy_sheet", "subsidy_voucher"):
        assert_words(paper_of(batch, kind), "一件", **of_today())
    month.publish(batch, office)
    assert_words(paper_of(batch, "subsidy_publication"), "发放后公示", **of_today())
    year, now = timezone.localdate().year, timezone.now()
    for each, heading in ((year, "一笔到账"), (year - 1, "没有到账")):
        paper = issue.issue(
            "subsidy_statement", workflow="handler", subject_id=case.handler_id,
            context=statement(Handler.objects.get(pk=case.handler_id), each), by=office.lvshi, at=now,
        )  # fmt: skip
        assert_words(paper, heading, **of_today() | {"去年": str(year - 1)})


def test_month_of_two_standards_is_announced_before_it_is_paid(office, money):
    walk(office, "grade")
    month.instead(office, date(2026, 4, 1), RATES)
    walk(office, "grade", at=START + timedelta(days=30))
    batch = month.filled(office, money)
    month.approve(batch, office)
    assert_words(paper_of(batch, "subsidy_sheet"), "两个标准", **of_today())
    BATCH.acts["announce"](batch, by=office.zhuren, until=timezone.localdate() + timedelta(days=6))
    assert_words(Paper.objects.get(kind="subsidy_publication"), "发放前公示", **of_today())
