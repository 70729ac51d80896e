"""Two handlers in succession are each paid a share of one case, by a proposal of one person approved by another."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cases.domain.quality import regrading
from cases.models import Assignment, Case
from legalaid.faces.statistics.models import Span
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from subsidies.enums import BatchState
from subsidies.models import Batch, Calculation, Share
from subsidies.queries.calculation import owed_to
from subsidies.queries.figures import average_subsidy
from subsidies.workflow import BATCH
from tests.factories import START

from . import month
from .test_proposal import approve, enter

D = Decimal


@pytest.fixture
def taken_over(county, money):
    """A finished case another unit's lawyer had first."""
    case = month.finished(county)[0]
    lawyers = Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm)
    county.before = lawyers.first()
    Assignment.objects.create(
        case=case,
        handler=county.before,
        firm=county.before.firm,
        by=county.zhuren,
        at=START,
        accepted_at=START,
    )
    return case


def agree(county, case, percent=40, handler=None):
    person = handler or county.before
    approve(county, enter(county, "share", case=case, handler=person, percent=percent))


def sums(batch):
    return {row.handler: row.total for row in batch.calculations.select_related("handler")}


def test_each_unit_is_paid_its_share_and_the_case_counts_once(county, money, taken_over):
    agree(county, taken_over)
    assert [list(owed_to(one)) for one in (county.before, taken_over.handler)] == [[taken_over]] * 2
    batch = month.filled(county, money)
    assert sums(batch) == {taken_over.handler: D("840.00"), county.before: D("560.00")}
    reasons = {row.handler: row.lines[-1][2] for row in batch.calculations.all()}
    assert reasons[county.before] == f"前后两名承办人分担，{county.before}占40%"
    assert month.filled(county, money).count == 0

    month.pay(batch, county)
    case = Case.objects.get(pk=taken_over.pk)
    assert [payment.amount for payment in case.payments.all()] == [D("1400.00")]
    today = timezone.localdate()
    average = average_subsidy(Span(today, today))
    assert (average.cases, average.yuan) == (1, D("1400.00"))


def test_odd_cents_go_to_the_last_handler_and_both_leave_a_batch_together(
    county, money, taken_over
):
    agree(county, taken_over, 33)
    batch = month.filled(county, money)
    row = batch.calculations.get(handler=county.before)
    assert (row.total, sum(sums(batch).values())) == (D("462.00"), D("1400.00"))
    BATCH.acts["remove"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="等次录错"
    )
    assert batch.calculations.count() == 0
    month.fill(batch, county)
    assert len(sums(batch)) == 2


def test_what_the_bank_sent_back_and_was_given_up_is_paid_to_that_unit_alone(
    county, money, taken_over
):
    agree(county, taken_over)
    batch = month.filled(county, money)
    Calculation.objects.filter(batch=batch, handler=county.before).delete()
    second = month.filled(county, money)
    assert sums(second) == {county.before: D("560.00")}

    Batch.objects.filter(pk=second.pk).update(state=BatchState.APPROVED)
    with pytest.raises(DomainError, match="中审批"):
        regrading.send(Case, case=Case.objects.get(pk=taken_over.pk))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"percent": 100}, "比例是1至99的整数"),
        ({"handler": "stranger"}, "没有承办过"),
        ({"handler": "public"}, "不分担补贴"),
    ],
)
def test_share_that_cannot_be_is_refused_as_it_is_entered(
    county, money, taken_over, facts, sentence
):
    if facts.get("handler") == "stranger":
        mine = (county.before.pk, taken_over.handler_id)
        facts = {"handler": Handler.objects.filter(kind="lawyer").exclude(pk__in=mine).first()}
    if facts.get("handler") == "public":
        Handler.objects.filter(pk=county.before.pk).update(public_post=True)
        facts = {"handler": Handler.objects.get(pk=county.before.pk)}
    with pytest.raises(DomainError, match=sentence):
        agree(county, taken_over, **facts)


def test_share_is_set_before_the_batch_and_taken_back_by_another_proposal(
    county, money, taken_over
):
    agree(county, taken_over)
    agree(county, taken_over, 0)
    assert not Share.objects.exists()
    month.filled(county, money)
    with pytest.raises(DomainError, match="已核算入批"):
        agree(county, taken_over)


def test_finance_enters_the_share_from_the_case(sign_in, county, taken_over):
    page = sign_in(county.caiwu).get(taken_over.get_absolute_url())
    address = f"/subsidies/claims/{taken_over.pk}/share/"
    assert address in page.content.decode()
    page = sign_in(county.caiwu).get(address)
    assert (page.status_code, str(county.before) in page.content.decode()) == (200, True)
