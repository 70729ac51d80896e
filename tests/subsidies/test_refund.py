"""What was paid wrongly to a unit without further work comes back by receipt; the page of what was paid shows it."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from legalaid.platform.core.errors import DomainError
from subsidies.domain import proposal as acts
from subsidies.domain.batch import check_signs
from subsidies.models import Calculation, EntryLine
from subsidies.queries.calculation import payable
from subsidies.queries.fund import available
from subsidies.workflow import BATCH

from . import month
from .test_ledger import assert_sound

D = Decimal


@pytest.fixture
def paid(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    month.pay(batch, county)
    return batch.calculations.get()


def refund(county, row, **changes):
    facts = {
        "calculation": row,
        "amount": row.total,
        "payee": row.firm.name,
        "document_number": "0042",
        "on": timezone.localdate(),
    }
    return acts.enter(
        by=county.caiwu,
        station=row.batch.station,
        token=uuid.uuid4(),
        kind="refund",
        reason="等次录错",
        **facts | changes,
    )


def approve(county, proposal):
    return acts.approve(proposal, by=county.zhuren, at=timezone.now(), opinion="")


def test_refund_is_in_the_journal_and_the_case_may_be_paid_anew(county, money, paid):
    before = available(money)
    entry = approve(county, refund(county, paid))
    assert (entry.kind, entry.by, entry.checked_by) == ("refund", county.caiwu, county.zhuren)
    assert entry.memo == f"{paid.firm}退回{paid.subject}补贴，收据0042"
    assert available(money) - before == D("1400.00")
    assert_sound(money)
    assert sum(EntryLine.objects.filter(case=paid.case).values_list("amount", flat=True)) == 0
    assert list(payable(money.station, timezone.localdate())) == [Case.objects.get(pk=paid.case_id)]


def test_original_page_shows_what_came_back_by_refund_or_by_correction(
    sign_in, county, money, paid
):
    client, address = sign_in(county.caiwu), reverse("subsidies:calculation", args=[paid.pk])
    assert reverse("subsidies:enter_refund", args=[paid.pk]) in client.get(address).content.decode()
    approve(county, refund(county, paid))
    page = client.get(address)
    (told, _) = page.context["came_back"][0]
    assert told == "单位退款1,400.00元，收据0042（已收回）"
    assert (page.context["correct"], page.context["refundable"]) == (None, False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": timezone.localdate() + timedelta(days=1)}, "不能晚于今天"),
        ({"on": timezone.localdate() - timedelta(days=9)}, "不能早于到账日期"),
    ],
)
def test_day_that_cannot_be_is_refused_beside_its_field(county, paid, changes, sentence):
    with pytest.raises(DomainError, match=sentence) as refused:
        refund(county, paid, **changes)
    assert refused.value.field == "on"


def test_nothing_comes_back_twice(county, money, paid):
    first, second = refund(county, paid), refund(county, paid, document_number="0043")
    approve(county, first)
    with pytest.raises(DomainError, match="没有冲减也没有退回"):
        approve(county, second)
    batch = month.opened(county, money)
    with pytest.raises(DomainError, match="没有收回的补贴可以冲减"):
        BATCH.acts["correct"](
            batch, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="再来一次"
        )
    assert Calculation.objects.filter(reversed=True).count() == 1


def test_correction_larger_than_what_is_earned_names_the_real_figures(county, money, paid):
    batch = month.filled(county, money)
    BATCH.acts["correct"](
        batch, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="等次录错"
    )
    with pytest.raises(DomainError) as refused:
        check_signs(batch)
    assert refused.value.sentence == (
        f"{paid.firm}本批“办案补贴及直接费用”应发0.00元，冲减1,400.00元，多冲减1,400.00元；"
        "请把冲减移到以后的批次，没有后续工作的由单位退款。"
    )
