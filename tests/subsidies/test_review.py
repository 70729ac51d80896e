"""A closed file read by a peer of another unit is paid once, by the day it was read, and stays paid to whoever read it."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case, Evaluation
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from stations.models import Handler
from subsidies.domain.batch import add_work
from subsidies.models import Calculation, EntryLine, Standard
from subsidies.queries.batch import by_expense, sums_of
from subsidies.queries.work import REVIEW
from subsidies.workflow import BATCH
from tests.conftest import build_county
from tests.factories import lawyer

from . import month

D = Decimal
REVIEWED = {"service": "quality_review", "direct": D(0), "labour": D(80)}


def peers():
    return list(
        Handler.objects.filter(kind="lawyer")
        .exclude(firm=lawyer().firm)
        .select_related("user", "firm")
        .order_by("pk")
    )


def read(county, case, evaluator, *, grade="good", day=None):
    day = day or case.closed_on
    CASE.acts["grade"](
        case,
        by=county.jiandu,
        grade=grade,
        evaluator=evaluator,
        evaluated_on=day if evaluator else None,
    )


@pytest.fixture
def case(county):
    month.standard(county, rates=[*month.RATES, REVIEWED])
    case = month.finished(county)[0]
    read(county, case, peers()[0])
    return case


def reviews(batch):
    return batch.calculations.filter(service="quality_review")


def test_review_is_paid_once_to_the_evaluator_and_booked_as_its_kind(county, case):
    money, one = month.fund(county), peers()[0]
    batch = month.filled(county, money)
    row = reviews(batch).get()
    assert (row.handler, row.firm, row.total, row.work, row.on) == (
        one,
        one.firm,
        D("80.00"),
        f"review:{case.pk}",
        case.closed_on,
    )
    assert row.subject == f"{case.closed_on.month}月{case.closed_on.day}日{case.number}质量评估"
    assert (row.matter, row.occasion) == ("质量评估补贴", "评估")
    assert by_expense(batch.calculations.all()) == {"case": D("1400.00"), "quality": D("80.00")}
    month.fill(batch, county)
    assert sums_of(batch) == (2, D("1480.00"))
    month.pay(batch, county)
    line = EntryLine.objects.get(account="quality")
    assert (line.amount, line.handler, line.firm, line.station, line.performer, line.matter, line.case) == (
        D("80.00"), one, one.firm, money.station, "lawyer", "", None,
    )  # fmt: skip
    month.publish(batch, county)
    sheet = [
        cells
        for cells in Paper.objects.get(kind="subsidy_sheet").facts["rows"]
        if cells[1] == row.subject
    ]
    assert [(cells[2], cells[4], cells[5], cells[6], cells[14]) for cells in sheet] == [
        ("", "质量评估补贴", one.firm.name, str(one), "80.00")
    ]
    public = Paper.objects.get(kind="subsidy_publication").facts["lines"]
    assert [line for line in public if line["matter"] == "质量评估补贴"] == [
        {"subject": row.subject, "matter": "质量评估补贴", "firm": one.firm.name, "amount": "80.00"}
    ]
    assert month.filled(county, money).count == 0


def test_review_waits_for_its_day_and_for_nothing_else(county, case):
    """It is the evaluator's work: what becomes of the case's own subsidy is not his matter."""
    Case.objects.filter(pk=case.pk).update(state="archived")
    money = month.fund(county)
    assert month.filled(county, money, last_day=case.closed_on - timedelta(days=1)).count == 0
    assert [row.service for row in month.filled(county, money).calculations.all()] == [
        "quality_review"
    ]


def test_without_a_rate_on_its_day_nothing_is_paid(county, case):
    Standard.objects.update(valid_to=case.closed_on - timedelta(days=1))
    month.standard(county, title="无此项", valid_from=case.closed_on)
    assert REVIEW.waiting(peers()[0], timezone.localdate()).count() == 0
    assert reviews(month.filled(county, month.fund(county))).count() == 0


def test_grade_by_staff_alone_pays_nobody(county, case):
    read(county, case, None)
    assert reviews(month.filled(county, month.fund(county))).count() == 0


def test_staff_of_the_centre_earn_nothing_by_reading(county, case, sign_in):
    one = peers()[0]
    Handler.objects.filter(pk=one.pk).update(kind="agency")
    assert reviews(month.filled(county, month.fund(county))).count() == 0
    assert "已评估的案卷" not in sign_in(one.user).get("/subsidies/mine/").content.decode()


def test_evaluator_sees_the_file_that_waits_and_may_object_to_its_row(county, case, sign_in):
    one = peers()[0]
    client = sign_in(one.user)
    assert "已评估的案卷1件（次）：等待入批" in client.get("/subsidies/mine/").content.decode()
    row = reviews(month.filled(county, month.fund(county))).get()
    page = client.get(row.get_absolute_url()).content.decode()
    assert (f"{case.closed_on.day}日评估）" in page, "提出异议" in page) == (True, True)
    assert "已评估的案卷" not in client.get("/subsidies/mine/").content.decode()
    assert sign_in(county.lvshi).get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("change", ["another", "nobody", "another day"])
def test_evaluator_changed_under_an_open_batch_must_be_computed_again(county, case, change):
    one, *others = peers()
    batch = month.filled(county, month.fund(county))
    where = {
        "another": (others[0], None),
        "nobody": (None, None),
        "another day": (one, case.closed_on + timedelta(days=1)),
    }
    evaluator, day = where[change]
    read(county, case, evaluator, day=day)
    with pytest.raises(DomainError, match="核算后改了人员、日期或者数量"):
        month.submit(batch, county)
    row = reviews(batch).get()
    BATCH.acts["remove"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="改评估人"
    )
    month.fill(batch, county)
    assert [row.handler for row in reviews(batch)] == ([evaluator] if evaluator else [])
    month.approve(batch, county)


@pytest.mark.parametrize("what", ["evaluator", "grade"])
def test_change_after_the_check_is_found_at_the_approval(county, case, what):
    one, other = peers()[:2]
    batch = month.filled(county, month.fund(county))
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    read(
        county,
        case,
        other if what == "evaluator" else one,
        grade="good" if what == "evaluator" else "pass",
    )
    with pytest.raises(DomainError, match="移出本批重新核算"):
        BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意")


def test_approved_review_stays_with_who_read_the_file_until_it_is_taken_back(county, case):
    """Only a correction that has been paid frees the file for another evaluator, who is then paid, once."""
    money, (one, other) = month.fund(county), peers()[:2]
    batch = month.opened(county, money)
    add_work(REVIEW, batch, [case.pk])  # the case itself waits for the next batch
    BATCH.acts["fill"](batch, by=county.caiwu, count=1, total=D("80.00"))
    month.approve(batch, county)
    for evaluator, day in ((other, None), (None, None), (one, case.closed_on + timedelta(days=1))):
        with pytest.raises(DomainError, match="已在“11月补贴”中审批") as refused:
            read(county, case, evaluator, day=day)
        assert refused.value.field == "evaluator"
    read(county, case, one, grade="pass")  # the grade alone is free until the case is paid
    BATCH.acts["send"](batch, by=county.chuna, count=1, total=batch.total)
    month.answer_all(batch, county)
    paid, twin = reviews(batch).get(), month.copies(case, 1)[0]
    Evaluation.objects.create(case=twin, evaluator=one, evaluated_on=case.closed_on)
    second = month.filled(county, money)
    BATCH.acts["correct"](
        second, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="登记错了评估人"
    )
    with pytest.raises(DomainError, match="已在“11月补贴”中审批"):
        read(county, case, other, grade="pass")
    month.pay(second, county)
    with pytest.raises(DomainError, match="补贴已发放"):
        read(county, case, other, grade="good")
    read(county, case, other, grade="pass")
    third = month.filled(county, money)
    assert [(row.work, row.handler, row.total) for row in third.calculations.all()] == [
        (paid.work, other, D("80.00"))
    ]
    month.pay(third, county)
    assert Calculation.objects.live().paid().filter(work=paid.work).count() == 1
    assert month.filled(county, money).count == 0


@pytest.mark.django_db(transaction=True)
def test_evaluator_changed_while_the_batch_is_approved_is_seen_by_one_of_the_two():
    county = build_county()
    month.standard(county, rates=[*month.RATES, REVIEWED])
    case, (one, other) = month.finished(county)[0], peers()[:2]
    read(county, case, one)
    batch = month.filled(county, month.fund(county))
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    start, done = Barrier(2), []

    def at_once(name, act):
        start.wait(20)
        try:
            act()
            done.append(name)
        except DomainError:
            pass
        finally:
            connection.close()

    def approve():
        mine = month.reload(batch)
        BATCH.acts["approve_batch"](mine, by=county.sifaju, total=mine.total, opinion="同意")

    acts = {"change": lambda: read(county, case, other), "approve": approve}
    threads = [Thread(target=at_once, args=act) for act in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert done in (["change"], ["approve"])
    assert Evaluation.objects.get().evaluator == (
        other if done == ["change"] else reviews(batch).get().handler
    )
    assert month.reload(batch).state == ("reviewed" if done == ["change"] else "approved")
