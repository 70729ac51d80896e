"""A standard, a fund and a batch, made by the real acts, for the tests of subsidies."""

import uuid
from copy import copy
from datetime import date, timedelta
from decimal import Decimal

from django.db.models.base import ModelState
from django.utils import timezone

from cases.models import Case
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from stations.models import Firm, Handler, Station
from subsidies.domain import batch as acts
from subsidies.domain import payment as payments
from subsidies.domain.fund import open_fund, post_appropriation
from subsidies.domain.standard import propose
from subsidies.law.returns import Answer
from subsidies.models import Batch, Standard
from subsidies.queries.batch import owed_units, sums_of
from subsidies.workflow import BATCH, STANDARD
from tests.factories import START, walk

RATES = [
    {"service": "case", "direct": Decimal(200), "labour": Decimal(1200)},
    {"service": "case", "kind": "criminal", "direct": Decimal(200), "labour": Decimal(1000)},
    {"service": "duty", "direct": Decimal(50), "labour": Decimal(150)},
]
FIELDS = {
    "title": "清和县2022年补贴标准", "region": "清和县", "source": "清司〔2022〕1号", "valid_from": date(2022, 1, 1),
    "graded": True, "factor_excellent": Decimal("1.1"), "factor_pass": Decimal("0.9"), "late_per_day": Decimal(20), "late_ceiling": Decimal(400),
    "group_step": Decimal(200), "group_ceiling": Decimal(5000), "cross_city": Decimal(500), "cross_province": Decimal(1000),
    "difficult": Decimal(1000),
}  # fmt: skip


def standard(county, *, published=True, rates=RATES, **changes):
    row = propose(by=county.caiwu, fields=FIELDS | changes, rates=rates)
    if published:
        STANDARD.acts["approve_standard"](row, by=county.sifaju)
        STANDARD.acts["publish_standard"](row, by=county.zhuren)
    return row


def instead(county, valid_from, rates, **changes):
    """Another standard from this day on; the one before it ends."""
    before = Standard.objects.paying().get()
    STANDARD.acts["end_standard"](
        before, by=county.sifaju, last_day=valid_from - timedelta(days=1), reason="另订标准"
    )
    return standard(county, title="新标准", valid_from=valid_from, rates=rates, **changes)


def fund(county, yuan="1000000", year=None):
    center = Station.objects.get(parent=None)
    year = year or timezone.localdate().year
    row = open_fund(station=center, source="local", year=year)
    if Decimal(yuan):
        post_appropriation(
            fund=row,
            line="casework",
            amount=Decimal(yuan),
            memo="年初预算",
            reference=f"budget-{year}",
            by=county.caiwu,
            at=timezone.now(),
        )
    accounts()
    return row


def accounts():
    for number, firm in enumerate(Firm.objects.all(), 1):
        firm.bank, firm.account_name, firm.account_number = (
            "清和农村信用社",
            firm.name,
            f"62010000{number:08d}",
        )
        firm.save()


def finished(county, count=1, *, until="grade"):
    """Cases that stand graded before their payment."""
    for number in range(count):
        walk(county, until, at=START + timedelta(minutes=number))
    return list(Case.objects.filter(state="archiving").order_by("pk"))


def copies(case, count, **changes):
    """The same graded matter `count` times over, as rows only: a whole month at once."""
    rows = []
    for _ in range(count):
        row = copy(case)
        row.pk, row.number, row.token, row._state = (
            None,
            f"{case.number}-{uuid.uuid4().hex[:8]}",
            uuid.uuid4(),
            ModelState(),
        )
        for name, value in changes.items():
            setattr(row, name, value)
        rows.append(row)
    return Case.objects.bulk_create(rows, batch_size=500)


def opened(county, money, **changes):
    facts = {
        "station": money.station,
        "title": "11月补贴",
        "last_day": timezone.localdate(),
        "fund": money,
    }
    return acts.open_batch(by=county.caiwu, **facts | changes)


def filled(county, money, **changes):
    batch = opened(county, money, **changes)
    fill(batch, county)
    return batch


def fill(batch, county):
    job = acts.request_fill(batch, by=county.caiwu)
    run(job.pk)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    batch.refresh_from_db()


def of_two_units(county):
    """A computed batch of two units, 1,400 and 2,800 yuan."""
    standard(county)
    money = fund(county)
    case = finished(county)[0]
    copies(
        case,
        2,
        handler=Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm).first(),
    )
    return filled(county, money)


def submit(batch, county):
    count, total = sums_of(batch)
    BATCH.acts["submit_batch"](batch, by=county.caiwu, count=count, total=total)


def approve(batch, county):
    submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意支付")


def send(batch, county):
    approve(batch, county)
    BATCH.acts["send"](batch, by=county.chuna, count=len(owed_units(batch)), total=batch.total)


def answer_all(batch, county, *, fail=()):
    """A bank return: everything under way has arrived, save the units named in `fail`."""
    rows = [
        Answer(
            n,
            p.transfer,
            p.amount,
            p.firm.name not in fail,
            "" if p.firm.name not in fail else "账号户名不符",
        )
        for n, p in enumerate(batch.payments.filter(state="sent").select_related("firm"), 2)
    ]
    payments.book_return(
        batch, by=county.chuna, rows=rows, content=repr(rows).encode(), name="回单.csv"
    )


def pay(batch, county):
    send(batch, county)
    answer_all(batch, county)


def reload(batch):
    return Batch.objects.get(pk=batch.pk)


def publish(batch, county, days=6):
    BATCH.acts["publish_batch"](
        reload(batch), by=county.zhuren, until=timezone.localdate() + timedelta(days=days)
    )
