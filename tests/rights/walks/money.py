import uuid
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from legalaid.platform.jobs.queue import run
from stations.models import Station
from subsidies.domain import batch as batches
from subsidies.domain import proposal as acts
from subsidies.queries.batch import owed_units, sums_of
from subsidies.workflow import BATCH, PROPOSAL, STANDARD
from tests.subsidies import month
from tests.subsidies.money import AT, fund_of

from .walk import Walk


def proposal(county):
    """Entered by caiwu."""
    expense = {
        "expense": "training",
        "payee": "清和县委党校",
        "amount": Decimal(60),
        "on": AT.date(),
    }
    row = acts.enter(
        by=county.caiwu, station=Station.objects.get(parent=None), kind="expense", at=AT,
        reason="全年安排", token=uuid.uuid4(), fund=fund_of(county), **expense,
    )  # fmt: skip
    walk = Walk(PROPOSAL, row, at=AT)
    yield walk.row
    yield from walk.aside("reject", county.zhuren, reason="依据不足")
    yield from walk.aside("withdraw", county.caiwu, reason="重复录入")
    yield walk.act("approve", county.zhuren, opinion="同意")


def standard(county):
    """Proposed by caiwu, approved by sifaju."""
    row = month.standard(county, published=False)
    yield row
    walk = Walk(STANDARD, row, at=row.changed_at)
    yield from walk.aside("discard_standard", county.sifaju, reason="另拟")
    yield walk.act("approve_standard", county.sifaju)
    yield walk.act("publish_standard", county.zhuren)


def batch(county):
    """Filled by chuna, submitted by caiwu, reviewed by shencha, approved by sifaju, paid by zhifu."""
    month.standard(county)
    row = month.opened(county, month.fund(county))
    month.finished(county)
    yield row

    run(batches.request_fill(row, by=county.chuna).pk)
    walk = Walk(BATCH, row, at=timezone.now(), pace=timedelta(microseconds=1))
    yield from walk.aside("discard_batch", county.caiwu, reason="月份有误")
    count, total = sums_of(row)
    yield walk.act("submit_batch", county.caiwu, count=count, total=total)
    yield walk.act("review_batch", county.shencha, opinion="同意")
    yield walk.act("approve_batch", county.sifaju, total=total, opinion="同意支付")

    units = len(owed_units(walk.row))
    yield walk.act("send", county.zhifu, count=units, total=total)
    month.answer_all(walk.row, SimpleNamespace(chuna=county.zhifu))
    yield walk.row
    until = timezone.localdate() + timedelta(days=6)
    walk.at = timezone.now()
    yield walk.act("publish_batch", county.zhuren, until=until)
