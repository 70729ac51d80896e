"""The exact words of the papers of a paid month. What depends on the day of the test stands in the golden text as 〈今天〉, 〈年〉 …"""

import re
import subprocess
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from legalaid.platform.documents import issue, render
from legalaid.platform.documents.models import Paper
from stations.models import Handler
from subsidies.domain.calculation import declare
from subsidies.papers import statement
from subsidies.queries.batch import vouchers_of
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


def edges(paper):
    """How wide the first sheet is, and how far to the right a word reaches on any."""
    data = render.pdf(render.paper_html(paper.kind, paper.facts))
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, check=True, capture_output=True).stdout.decode()  # fmt: skip
    width = re.search(r'page width="([\d.]+)"', found)[1]
    return float(width), max(float(right) for right in re.findall(r'xMax="([\d.]+)"', found))


def adjusted(batch, office):
    row = batch.calculations.first()
    facts = {"what": row.subject, "amount": Decimal("-50.50"), "reason": "票据核减"}
    BATCH.acts["adjust"](batch, by=office.caiwu, calculation=row.pk, **facts)


def test_month_is_approved_paid_and_published(office, money):
    case = month.finished(office)[0]
    batch = month.filled(office, money)
    adjusted(batch, office)
    month.pay(batch, office)
    for kind in ("subsidy_sheet", "subsidy_voucher", "unit_voucher"):
        assert_words(paper_of(batch, kind), "一件", **of_today(), 批=f"{batch.pk:05}")
    month.publish(batch, office)
    assert_words(paper_of(batch, "subsidy_publication"), "发放后公示", **of_today())
    year, now = timezone.localdate().year, timezone.now()
    for each, heading in ((year, "一笔到账"), (year - 1, "没有到账")):
        paper = issue.issue(
            "subsidy_statement", workflow="handler", subject_id=case.handler_id,
            context=statement(Handler.objects.get(pk=case.handler_id), each), by=office.lvshi, at=now,
        )  # fmt: skip
        assert_words(paper, heading, **of_today() | {"去年": str(year - 1)})


def test_each_unit_has_its_voucher_and_receipts_stand_by_their_kinds(office, money):
    """One unit with a case that goes on from another and one across the border, one whose handler is reimbursed by receipts."""
    first, second, third = month.finished(office, 3)
    declare(second, by=office.caiwu, group_of=first)
    declare(first, by=office.caiwu, crossing="city")
    other = Handler.objects.filter(kind="lawyer").exclude(firm=first.handler.firm).first()
    Handler.objects.filter(pk=other.pk).update(public_post=True)
    type(third).objects.filter(pk=third.pk).update(handler=other)
    declare(
        third,
        by=office.caiwu,
        direct_costs=Decimal("86.50"),
        costs={"travel": "56.50", "printing": "30.00"},
    )

    batch = month.filled(office, money)
    adjusted(batch, office)
    month.approve(batch, office)
    papers = Paper.objects.filter(kind="unit_voucher").order_by("pk")
    assert {row: paper.facts["total"] for row, paper in vouchers_of(batch).items()} == {
        first.handler.firm_id: "2,049.50", other.firm_id: "86.50",
    }  # fmt: skip
    for paper, heading in zip(papers, ("一家两件", "凭票据报销"), strict=True):
        assert_words(paper, heading, **of_today())
    width, right = edges(papers[0])
    assert right < width

    BATCH.acts["revoke_batch"](month.reload(batch), by=office.sifaju, reason="账户有误")
    assert vouchers_of(month.reload(batch)) == {}


def test_month_of_two_standards_is_announced_before_it_is_paid(office, money):
    walk(office, "grade")
    month.instead(office, date(2026, 4, 1), RATES)
    walk(office, "grade", at=START + timedelta(days=30))
    batch = month.filled(office, money)
    month.approve(batch, office)
    assert_words(paper_of(batch, "subsidy_sheet"), "两个标准", **of_today())
    BATCH.acts["announce"](batch, by=office.zhuren, until=timezone.localdate() + timedelta(days=6))
    assert_words(Paper.objects.get(kind="subsidy_publication"), "发放前公示", **of_today())
