"""Any sequence of acts on batches: debits equal credits, balances equal their lines, nothing is paid twice."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Count, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from subsidies.domain import batch as acts
from subsidies.domain.payment import book_return
from subsidies.domain.taken_back import give_up
from subsidies.law.returns import Answer
from subsidies.models import Batch, Calculation, EntryLine
from subsidies.queries.batch import owed_units, sums_of
from subsidies.queries.calculation import payable
from subsidies.workflow import BATCH

from . import month
from .test_ledger import assert_sound

D = Decimal
OPEN = {
    "prepared": "submit",
    "checked": "review",
    "reviewed": "approve",
    "approved": "send",
    "paying": "answer",
    "paid": "publish",
}
MORE = [
    "open",
    "fill",
    "adjust",
    "remove",
    "correct",
    "back",
    "fail",
    "retry",
    "give",
    "revoke",
    "discard",
]
# mostly forward, or few sequences would reach the bank
ACTS = st.lists(
    st.tuples(st.sampled_from(["forward"] * 8 + MORE), st.integers(0, 99)),
    min_size=10, max_size=24,
)  # fmt: skip


class Clerks:
    """Tries one act after another on the batches of a county; what the office refuses changes nothing."""

    def __init__(self, county, money, case):
        self.county, self.money, self.case, self.turn = county, money, case, 0

    def pay_months(self, number):
        """Nothing; a paid month; its correction; and what is corrected paid anew."""
        paid = self.pay_month() if number else None
        if number > 1:
            month.copies(self.case, 2)  # or nothing would be left to pay
            self.pay_month(correct=paid.calculations.filter(case=self.case))
        if number > 2:
            self.pay_month()

    def do(self, act, pick):
        self.turn += 1
        found = list(Batch.objects.unfinished().order_by("pk"))
        batch = found[pick % len(found)] if found else month.opened(self.county, self.money)
        try:
            with transaction.atomic():
                getattr(self, act)(batch, pick)
        except DomainError:
            pass

    def pay_month(self, *, correct=()):
        """A month from the first case to the publication, so that what follows it comes into reach."""
        batch = month.opened(self.county, self.money)
        for row in correct:
            BATCH.acts["correct"](
                batch, by=self.county.caiwu, calculation=row.pk, what=row.subject, reason="重复"
            )
        while batch.state in OPEN:
            self.turn += 1
            self.forward(batch, 0)
            batch.refresh_from_db()
        return batch

    def forward(self, batch, pick):
        getattr(self, OPEN[batch.state])(batch, pick)

    def open(self, batch, pick):
        month.opened(self.county, self.money)

    def fill(self, batch, pick):
        rows = payable(batch.station, batch.last_day)
        acts.add_cases(batch, list(rows.values_list("pk", flat=True)), by=self.county.caiwu)

    def submit(self, batch, pick):
        self.fill(batch, pick)
        month.submit(batch, self.county)

    def review(self, batch, pick):
        BATCH.acts["review_batch"](batch, by=self.county.shencha, opinion="同意")

    def approve(self, batch, pick):
        BATCH.acts["approve_batch"](batch, by=self.county.sifaju, total=batch.total, opinion="同意")

    def send(self, batch, pick):
        BATCH.acts["send"](
            batch, by=self.county.chuna, count=len(owed_units(batch)), total=batch.total
        )

    def answer(self, batch, pick, *, paid=True):
        sent = list(batch.payments.filter(state="sent"))
        if not sent:
            return self.retry(batch, pick)
        rows = [
            Answer(
                2,
                sent[pick % len(sent)].transfer,
                sent[pick % len(sent)].amount,
                paid,
                "" if paid else "户名不符",
            )
        ]
        book_return(
            batch, by=self.county.chuna, rows=rows, content=str(self.turn).encode(), name="回单.csv"
        )

    def fail(self, batch, pick):
        self.answer(batch, pick, paid=False)

    def retry(self, batch, pick):
        back = batch.payments.filter(state="failed")
        facts = {
            "payments": [p.pk for p in back],
            "count": len(back),
            "total": sum((p.amount for p in back), D(0)),
        }
        BATCH.acts["retry"](batch, by=self.county.chuna, **facts)

    def give(self, batch, pick):
        give_up(
            batch,
            by=self.county.chuna,
            payment=self.row(batch.payments.filter(state="failed"), pick),
            reason="账户注销",
        )

    def revoke(self, batch, pick):
        BATCH.acts["revoke_batch"](batch, by=self.county.sifaju, reason="有异议")

    def publish(self, batch, pick):
        month.publish(batch, self.county)

    def back(self, batch, pick):
        key, who = (
            ("return_batch", "shencha") if batch.state == "checked" else ("refuse_batch", "sifaju")
        )
        BATCH.acts[key](batch, by=getattr(self.county, who), reason="核对")

    def discard(self, batch, pick):
        BATCH.acts["discard_batch"](batch, by=self.county.caiwu, reason="重做")

    def row(self, rows, pick):
        found = list(rows.order_by("pk"))
        if not found:
            raise DomainError("没有")
        return found[pick % len(found)]

    def adjust(self, batch, pick):
        row = self.row(batch.calculations, pick)
        facts = {
            "calculation": row.pk,
            "what": row.subject,
            "amount": D(pick * 37 - 1800),
            "reason": "核对票据",
        }
        BATCH.acts["adjust"](batch, by=self.county.caiwu, **facts)

    def remove(self, batch, pick):
        row = self.row(batch.calculations, pick)
        BATCH.acts["remove"](
            batch, by=self.county.caiwu, calculation=row.pk, what=row.subject, reason="核对"
        )

    def correct(self, batch, pick):
        row = self.row(Calculation.objects.paid().filter(reverses=None), pick)
        BATCH.acts["correct"](
            batch, by=self.county.caiwu, calculation=row.pk, what=row.subject, reason="重复"
        )


def assert_paid_once(money):
    assert_sound(money)
    live = (
        Calculation.objects.live()
        .values("case", "stage", "handler", "service")
        .annotate(n=Count("pk"))
    )
    assert [row for row in live if row["n"] > 1] == []
    booked = dict(
        EntryLine.objects.filter(account="case")
        .values_list("case")
        .annotate(s=Sum("amount"))
        .order_by()
    )
    paid = dict(
        Calculation.objects.paid()
        .filter(total__gt=0)
        .values_list("case")
        .annotate(s=Sum("total"))
        .order_by()
    )
    back = dict(
        Calculation.objects.paid()
        .filter(total__lt=0)
        .values_list("case")
        .annotate(s=Sum("total"))
        .order_by()
    )
    assert booked == {case: amount + back.get(case, 0) for case, amount in paid.items()}
    for batch in Batch.objects.filter(state__in=("approved", "paying", "paid", "published")):
        assert (batch.count, batch.total) == sums_of(batch)


@pytest.fixture(params=[0, 1, 2, 3])
def clerks(county, request):
    """After so many months; what each example does besides is undone."""
    month.standard(county)
    money = month.fund(county)
    case = month.finished(county)[0]
    month.copies(case, 1)
    month.copies(
        case,
        2,
        handler=Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm).first(),
    )
    clerks = Clerks(county, money, case)
    clerks.pay_months(request.param)
    return clerks


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(sequence=ACTS)
def test_any_sequence_of_acts_pays_nothing_twice(clerks, sequence):
    with transaction.atomic():
        for act, pick in sequence:
            clerks.do(act, pick)
        assert_paid_once(clerks.money)
        transaction.set_rollback(True)
