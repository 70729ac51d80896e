"""What each decision on a batch checks by itself, and who may take it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.jobs.models import Job
from stations.models import Station
from subsidies.models import Calculation
from subsidies.queries.batch import batches_for, owed_units
from subsidies.workflow import BATCH

from . import month

YUAN = Decimal("1.00")


@pytest.fixture
def batch(county):
    month.standard(county)
    money = month.fund(county)
    month.finished(county)
    return month.filled(county, money)


def review(batch, county):
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")


def refuse(act, words):
    with pytest.raises(DomainError, match=words):
        act()


def test_sum_that_moved_is_neither_approved_nor_sent(county, batch):
    review(batch, county)
    approve = {"by": county.sifaju, "opinion": "同意"}
    refuse(
        lambda: BATCH.acts["approve_batch"](batch, total=batch.total + YUAN, **approve),
        "金额已有变动",
    )
    BATCH.acts["approve_batch"](batch, total=batch.total, **approve)
    units = len(owed_units(batch))
    for count, total in ((units + 1, batch.total), (units, batch.total + YUAN)):
        refuse(
            lambda c=count, t=total: BATCH.acts["send"](batch, by=county.chuna, count=c, total=t),
            "与审批的不一致",
        )
    assert not batch.payments.filter(state="sent").exists()


def dispute(batch):
    Calculation.objects.filter(batch=batch).update(dispute="少算跨县", disputed_at=timezone.now())


def test_open_objection_stops_every_decision(county, batch):
    month.submit(batch, county)
    dispute(batch)
    refuse(lambda: BATCH.acts["review_batch"](batch, by=county.shencha, opinion=""), "异议尚未答复")
    Calculation.objects.filter(batch=batch).update(dispute="")
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="")
    dispute(batch)
    refuse(
        lambda: BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion=""),
        "异议尚未答复",
    )
    Calculation.objects.filter(batch=batch).update(dispute="")
    BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="")
    dispute(batch)
    refuse(
        lambda: BATCH.acts["send"](
            batch, by=county.chuna, count=len(owed_units(batch)), total=batch.total
        ),
        "异议尚未答复",
    )


def test_reviewer_does_not_approve(county, batch):
    review(batch, county)
    batch.reviewed_by = county.sifaju
    assert "由您核算或复审" in BATCH.denial("subsidies.approve", county.sifaju, batch)
    batch.reviewed_by = county.shencha
    assert not BATCH.denial("subsidies.approve", county.sifaju, batch)


def test_batches_are_those_of_ones_own_stations(county, batch, sign_in):
    assert list(batches_for(county.caiwu)) == [batch]
    county.caiwu.staff.station = Station.objects.filter(kind="township").first()
    county.caiwu.staff.save()
    assert list(batches_for(county.caiwu)) == []
    assert sign_in(county.caiwu).get(batch.get_absolute_url()).status_code == 404


def test_what_was_not_computed_is_named_and_a_broken_computation_is_not_submitted(county, sign_in):
    month.standard(county, rates=[month.RATES[2]])
    money, (case,) = month.fund(county), month.finished(county)
    batch = month.filled(county, money)
    text = sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    assert (
        "有1项没有算入本批" in text,
        f"{case.number}：" in text,
        "没有民事“仲裁”的标准" in text,
    ) == (True, True, True)
    month.instead(county, case.closed_on - timedelta(days=1), month.RATES)
    month.fill(batch, county)
    assert (
        "没有算入本批" not in sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    )
    Job.objects.filter(kind="fill_batch", args__batch=batch.pk).update(
        state=Job.State.FAILED, error="多次中断"
    )
    assert "上次核算中断" in sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    refuse(lambda: month.submit(batch, county), "上次核算中断")
    month.fill(batch, county)
    month.submit(batch, county)
