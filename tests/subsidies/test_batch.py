"""A month's subsidies from closed cases to the ledger, and everything that must be refused on the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases.models import Case, Closure
from cases.queries.sevenones import seven_ones_of
from cases.workflow import CASE
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from stations.models import Handler
from subsidies.domain import batch as acts
from subsidies.domain import calculation as subsidy
from subsidies.models import Batch, Calculation, Commitment, Entry
from subsidies.queries.batch import sums_of
from subsidies.queries.calculation import gate_of
from subsidies.queries.fund import available
from subsidies.workflow import BATCH, STANDARD
from tests.cases.fails import heard
from tests.factories import START, walk

from . import month

D = Decimal


def test_a_month_is_paid_by_four_people_and_meets_the_seven_ones(county, money):
    case = month.finished(county)[0]
    batch = month.filled(county, money)
    assert (batch.count, batch.total) == (1, D("1400.00"))
    month.send(batch, county)
    assert (available(money), Commitment.objects.get().outstanding) == (
        D("998600.00"),
        D("1400.00"),
    )
    month.answer_all(batch, county)
    batch = month.reload(batch)
    assert batch.state == "paid"
    assert Commitment.objects.get().outstanding == 0
    assert Entry.objects.filter(kind="payment").count() == 1
    line = Entry.objects.get(kind="payment").lines.get(case=case)
    assert (line.amount, line.handler_id) == (D("1400.00"), case.handler_id)
    case = Case.objects.get(pk=case.pk)
    assert next(one for one in seven_ones_of(case) if one.key == "subsidy").done
    month.publish(batch, county)
    people = {
        getattr(batch, name) for name in ("prepared_by", "reviewed_by", "approved_by", "paid_by")
    }
    assert {p.username for p in people} == {"caiwu", "shencha", "sifaju", "chuna"}


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("hold_first_meeting", "尚未结案"),
        ("report_closure", "结案材料尚未审查通过"),
        ("follow_up", "尚未评定质量等次（本县标准要求评定后才发放）"),
    ],
)
def test_gates_name_what_is_missing(county, money, until, why):
    case = walk(county, until)
    assert gate_of(case) == f"{why}。"
    assert month.filled(county, money).count == 0


def test_waived_subsidy_is_not_paid(county, money):
    case = month.finished(county)[0]
    CASE.acts["waive"](
        case, by=county.zhuren, at=START + timedelta(days=20), item="subsidy", reason="承办人放弃"
    )
    assert gate_of(case) == "已免除“一案一补贴”，不发补贴。"
    assert month.filled(county, money).count == 0


def test_the_same_case_enters_one_batch_only(county, money):
    month.finished(county, 2)
    first, second = month.filled(county, money), month.filled(county, money)
    assert (first.count, second.count) == (2, 0)
    month.fill(first, county)
    assert sums_of(first) == (2, D("2800.00"))


def test_database_itself_refuses_a_second_subsidy_for_the_same_work(
    county, money, django_assert_num_queries
):
    from django.db import IntegrityError, transaction

    month.finished(county)
    row = month.filled(county, money).calculations.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert Calculation.objects.count() == 1


def test_one_person_cannot_do_two_parts(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    month.submit(batch, county)
    batch.prepared_by = county.shencha
    batch.save()
    with pytest.raises(NotAllowed, match="由您核算"):
        BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    BATCH.acts["review_batch"](batch, by=county.shencha2, opinion="同意")
    BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意")
    Batch.objects.filter(pk=batch.pk).update(prepared_by=county.chuna)
    with pytest.raises(NotAllowed, match="须由另一人支付"):
        BATCH.acts["send"](batch, by=county.chuna, count=1, total=batch.total)
    with pytest.raises(NotAllowed, match="您核算、加减、移出或冲减过本批的补贴，须由另一人支付"):
        BATCH.acts["send"](batch, by=county.caiwu, count=1, total=batch.total)


def test_approved_batch_is_frozen(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    month.approve(batch, county)
    row = batch.calculations.get()
    for key, facts in (("adjust", {"amount": D(1), "reason": "x"}), ("remove", {"reason": "x"})):
        with pytest.raises(StaleState):
            BATCH.acts[key](batch, by=county.caiwu, calculation=row.pk, what=row.subject, **facts)
    with pytest.raises(DomainError, match="不在核算中"):
        acts.add_cases(batch, [1], by=county.caiwu)


def test_standard_cannot_be_ended_or_rewritten_under_a_batch(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    month.approve(batch, county)
    row = batch.calculations.get().standard
    with pytest.raises(DomainError, match="不能提前到"):
        STANDARD.acts["end_standard"](row, by=county.sifaju, last_day=START.date(), reason="新标准")
    with pytest.raises(StaleState):
        STANDARD.acts["revise"](row, by=county.caiwu, title="x", fields={}, rates=month.RATES)
    STANDARD.acts["end_standard"](
        row, by=county.sifaju, last_day=timezone.localdate(), reason="新标准"
    )


def test_adjustment_is_a_line_with_its_reason_and_never_below_nothing(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    row = batch.calculations.get()
    facts = {"calculation": row.pk, "what": row.subject, "reason": "票据核减"}
    for amount, words in (("-1400.01", "不能扣减"), ("0", "不能为零"), ("1.005", "两位小数")):
        with pytest.raises(DomainError, match=words):
            BATCH.acts["adjust"](batch, by=county.caiwu, amount=D(amount), **facts)
    BATCH.acts["adjust"](batch, by=county.caiwu, amount=D("-50.5"), **facts)
    row.refresh_from_db()
    assert (row.computed, row.adjusted, row.total, len(row.lines)) == (
        D("1400.00"),
        D("-50.50"),
        D("1349.50"),
        2,
    )
    assert row.adjustments.get().by == county.caiwu


def test_approval_beyond_the_balance_sets_nothing_aside(county):
    month.standard(county)
    money = month.fund(county, "1399.99")
    month.finished(county)
    batch = month.filled(county, money)
    with pytest.raises(DomainError, match=r"1,399\.99元，不够本批1,400\.00元"):
        month.approve(batch, county)
    assert (month.reload(batch).state, Commitment.objects.count(), available(money)) == (
        "reviewed",
        0,
        D("1399.99"),
    )


def test_regraded_case_must_be_computed_again(county, money):
    case = month.finished(county)[0]
    batch = month.filled(county, money)
    CASE.acts["grade"](case, by=county.jiandu, grade="excellent")
    with pytest.raises(DomainError, match="改了质量等次"):
        month.submit(batch, county)
    row = batch.calculations.get()
    BATCH.acts["remove"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="改等次"
    )
    month.fill(batch, county)
    assert sums_of(batch) == (1, D("1520.00"))
    month.approve(batch, county)
    with pytest.raises(DomainError, match="已在“11月补贴”中审批，质量等次不能再改") as refused:
        CASE.acts["grade"](case, by=county.jiandu, grade="fail")
    assert refused.value.field == "grade"
    BATCH.acts["revoke_batch"](batch, by=county.sifaju, reason="等次有误")
    heard(case, county)
    CASE.acts["grade"](case, by=county.jiandu, grade="fail")


def restage(case, by, stage):
    fields = {name: getattr(case, name) for name in ("mode", "applicant_role", "organ", "amount")}
    CASE.acts["update_matter"](
        case,
        by=by,
        reason="阶段登记有误",
        fields=fields | {"stage": stage, "organ_number": ""},
        contact={"phone": case.applicant.phone, "address": case.applicant.address},
        parties=[{"role": "opponent", "name": party.name} for party in case.opponents],
    )


def test_case_in_another_stage_must_be_computed_again_and_stays_in_it_once_approved(county, money):
    case = month.finished(county)[0]
    Closure.objects.filter(case=case).update(document="调解协议")
    batch = month.filled(county, money)
    Calculation.objects.filter(case=case).update(stage="调解")
    with pytest.raises(DomainError, match="改了所处阶段"):
        month.submit(batch, county)

    Calculation.objects.filter(case=case).update(stage=case.stage)
    month.approve(batch, county)
    with pytest.raises(DomainError, match="已在“11月补贴”中审批，所处阶段") as refused:
        restage(case, county.zhuren, "调解")
    assert refused.value.field == "stage"


def test_unanswered_objection_stops_the_review(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    row = batch.calculations.get()
    with pytest.raises(NotAllowed, match="只有本件承办人"):
        subsidy.dispute(row, by=county.lvshi2, reason="少算")
    subsidy.dispute(row, by=county.lvshi, reason="跨县办理没有计入")
    month.submit(batch, county)
    with pytest.raises(DomainError, match="异议尚未答复"):
        BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    subsidy.answer(row, by=county.caiwu, answer="没有跨县票据，不计。")
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")


def test_correction_is_a_negative_row_and_the_work_can_then_be_paid_anew(county, money):
    month.finished(county)
    first = month.filled(county, money)
    month.pay(first, county)
    paid = first.calculations.get()
    walk(county, "grade", at=START + timedelta(hours=2))
    walk(county, "grade", at=START + timedelta(hours=3))
    second = month.filled(county, money)
    facts = {"calculation": paid.pk, "what": paid.subject, "reason": "重复计算"}
    BATCH.acts["correct"](second, by=county.caiwu, **facts)
    with pytest.raises(DomainError, match="不能重复"):
        BATCH.acts["correct"](second, by=county.caiwu, **facts)
    assert sums_of(second) == (3, D("1400.00"))
    month.pay(second, county)
    paid.refresh_from_db()
    assert paid.reversed
    assert sum(row.total for row in Calculation.objects.filter(case=paid.case)) == 0
    assert Entry.objects.filter(kind="payment").count() == 2
    anew = month.filled(county, money)
    assert list(anew.calculations.values_list("case", "total")) == [(paid.case_id, D("1400.00"))]
    month.pay(anew, county)
    assert sum(row.total for row in Calculation.objects.filter(case=paid.case)) == D("1400.00")
    assert month.filled(county, money).count == 0


def test_unit_that_would_owe_money_stops_the_batch(county, money):
    month.finished(county)
    first = month.filled(county, money)
    month.pay(first, county)
    paid = first.calculations.get()
    other = Handler.objects.exclude(firm=paid.firm).filter(public_post=False).first()
    case = walk(county, "grade", at=START + timedelta(hours=2))
    Case.objects.filter(pk=case.pk).update(handler=other)
    case = walk(county, "grade", at=START + timedelta(hours=3))
    Case.objects.filter(pk=case.pk).update(handler=other)
    second = month.filled(county, money)
    BATCH.acts["correct"](
        second, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="错发"
    )
    with pytest.raises(DomainError, match="多冲减1,400.00元"):
        month.submit(second, county)


def test_public_post_is_reimbursed_direct_costs_only(county, money):
    case = month.finished(county)[0]
    Handler.objects.filter(pk=case.handler_id).update(public_post=True)
    subsidy.declare(case, by=county.lvshi, direct_costs=D("86.50"), note="车票")
    batch = month.filled(county, money)
    assert [line[:2] for line in batch.calculations.get().lines] == [["direct", "86.50"]]


def test_claim_counts_and_is_refused_from_others(county, money):
    case = month.finished(county)[0]
    with pytest.raises(NotAllowed, match="只有承办人和财务人员"):
        subsidy.declare(case, by=county.lvshi2, difficult=True)
    subsidy.declare(case, by=county.lvshi, crossing="city")
    assert month.filled(county, money).total == D("1900.00")
    with pytest.raises(DomainError, match="已核算入批"):
        subsidy.declare(case, by=county.lvshi, difficult=True)


def test_cases_with_the_same_facts_are_paid_in_steps(county, money):
    first, *others = month.finished(county, 3)
    for case in others:
        subsidy.declare(case, by=county.lvshi, group_of=first)
    batch = month.filled(county, money)
    assert list(batch.calculations.values_list("total", flat=True)) == [
        D("1400.00"),
        D("200.00"),
        D("200.00"),
    ]


def test_discarded_batch_frees_its_cases(county, money):
    month.finished(county)
    batch = month.filled(county, money)
    BATCH.acts["discard_batch"](batch, by=county.caiwu, reason="重做")
    assert (month.reload(batch).total, Calculation.objects.count()) == (0, 0)
    assert month.filled(county, money).count == 1


def test_history_of_a_batch_and_its_case_separates_the_thousands(county, money):
    case = month.finished(county)[0]
    batch = month.filled(county, money)
    row = batch.calculations.get()
    BATCH.acts["adjust"](
        batch,
        by=county.caiwu,
        calculation=row.pk,
        what=row.subject,
        amount=D("-50.5"),
        reason="退回1000.00元票据",
    )
    month.fill(batch, county)
    month.pay(batch, county)
    assert [event.sentence for event in events_for("batch", batch.pk)] == [
        f"新建11月补贴，经费：{money}",
        "核算入批，现有1件、1,400.00元",
        f"{case.number}加减-50.50元：退回1000.00元票据",
        "核算入批，现有1件、1,349.50元",
        "初审核定1件、1,349.50元",
        "复审同意",
        "审批同意支付1,349.50元",
        "送银行支付1笔、1,349.50元",
        "银行回单：到账1笔，退回0笔",
        "全部到账",
    ]
    on = timezone.localdate()
    said = f"{on.year}年{on.month}月{on.day}日发放办案补贴1,349.50元"
    assert events_for("case", case.pk)[-1].sentence == said


def test_unpublished_standard_pays_nobody(county):
    month.standard(county, published=False)
    money = month.fund(county)
    month.finished(county)
    assert month.filled(county, money).count == 0


def test_case_closed_twice_is_refused_and_paid_once(county, money):
    case = month.finished(county)[0]
    with pytest.raises(StaleState):
        CASE.acts["conclude"](
            case,
            by=county.lvshi,
            closed_on=case.closed_on,
            document="判决书",
            outcome="won",
            result="再结一次",
        )
    assert month.filled(county, money).count == 1
