"""The ledger: what it accepts, what it refuses, and that the database itself keeps it."""

import importlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from legalaid.platform.core.errors import DomainError
from stations.models import Firm
from subsidies.domain.fund import Charge, post_payment, post_transfer, release, reserve, reverse
from subsidies.domain.ledger import Move, money, post
from subsidies.law import chart
from subsidies.models import Allotment, Commitment, Entry, EntryLine, MonthTotal, YearEnd
from subsidies.models.ledger import Sealed
from subsidies.queries.fund import available, spendable
from tests.factories import lawyer, walk
from tests.subsidies.money import AT, fund_of

YUAN = Decimal("1.00")


def state(fund):
    row = Allotment.objects.get(fund=fund, line="casework")
    return row.available, row.reserved, EntryLine.objects.count()


def pay(county, fund, amount, reference="1", **changes):
    facts = {"kind": "publicity", "payee": "清和县印刷厂", "by": county.caiwu, "at": AT} | changes
    return post_payment(fund=fund, amount=amount, reference=reference, **facts)


def assert_sound(fund):
    """Debits equal credits, each balance equals the sum of its lines, and so do the month totals."""
    assert EntryLine.objects.aggregate(s=Sum("amount"))["s"].quantize(Decimal("0.01")) == 0
    for allotment in Allotment.objects.filter(fund=fund):
        for account in (chart.AVAILABLE, chart.RESERVED):
            lines = EntryLine.objects.filter(
                fund=fund, line=allotment.line, account=account
            ).aggregate(s=Sum("amount"))["s"]
            totals = MonthTotal.objects.filter(
                fund=fund, line=allotment.line, account=account
            ).aggregate(s=Sum("amount"))["s"]
            balance = getattr(allotment, account)
            assert (
                (lines or Decimal(0)).quantize(Decimal("0.01"))
                == balance
                == (totals or Decimal(0)).quantize(Decimal("0.01"))
            )


def test_appropriation_reserve_payment_and_release_move_the_balance(county):
    fund = fund_of(county)
    held = reserve(
        fund=fund,
        kind="case",
        amount=Decimal("3000.00"),
        reference="b1",
        memo="3月办案补贴",
        by=county.zhuren,
        at=AT,
    )
    assert state(fund) == (Decimal("97000.00"), Decimal("3000.00"), 4)
    pay(county, None, Decimal("1400.00"), kind="case", commitment=held)
    release(
        held, amount=Decimal("600.00"), reason="退回一件", reference="b1", by=county.zhuren, at=AT
    )
    assert state(fund) == (Decimal("97600.00"), Decimal("1000.00"), 8)
    held.refresh_from_db()
    assert held.outstanding == Decimal("1000.00")
    assert available(fund) == Decimal("97600.00")
    assert_sound(fund)


def test_payment_of_a_case_carries_everything_the_ledger_is_read_by(county):
    case, firm = walk(county, "approve_closure"), Firm.objects.first()
    entry = pay(
        county,
        fund_of(county),
        Decimal("1400.00"),
        kind="case",
        payee=firm,
        charges=[Charge(Decimal("1400.00"), case, lawyer())],
    )
    line = entry.lines.get(account="case")
    found = (
        line.case,
        line.firm,
        line.handler,
        line.station,
        line.performer,
        line.matter,
        line.amount,
    )
    performer = "grassroots" if lawyer().kind == "grassroots" else "lawyer"
    assert found == (
        case,
        firm,
        lawyer(),
        case.station,
        performer,
        "civil_other",
        Decimal("1400.00"),
    )
    assert str(entry) == "记2026-000002"


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("-1", "金额须大于零；更正请用冲正。"),
        ("0", "金额须大于零；更正请用冲正。"),
        ("1.005", "金额最多两位小数。"),
        ("NaN", "金额须大于零；更正请用冲正。"),
        ("Infinity", "金额须大于零；更正请用冲正。"),
        ("一百", "金额不是数字。"),
        ("100000000000", "金额过大，请核对。"),
    ],
)
def test_bad_amount_is_refused_with_its_reason(amount, sentence):
    with pytest.raises(DomainError) as refused:
        money(amount)
    assert refused.value.sentence == sentence


def refuse(act, sentence, fund):
    before = state(fund), Entry.objects.count(), Commitment.objects.count()
    with pytest.raises(DomainError) as refused:
        act()
    assert (
        refused.value.sentence,
        state(fund),
        Entry.objects.count(),
        Commitment.objects.count(),
    ) == (sentence, *before)


def test_payment_beyond_the_balance_is_refused(county):
    fund = fund_of(county, "100.00")
    refuse(
        lambda: pay(county, fund, Decimal("100.01")),
        "2026年同级财政“业务经费”可用余额100.00元，不够100.01元；可先申请科目调剂或准予超支。",
        fund,
    )
    refuse(
        lambda: reserve(
            fund=fund,
            kind="case",
            amount=Decimal("100.01"),
            reference="b",
            memo="m",
            by=county.zhuren,
            at=AT,
        ),
        "2026年同级财政“业务经费”可用余额100.00元，不够100.01元；可先申请科目调剂或准予超支。",
        fund,
    )
    pay(county, fund, Decimal("100.00"))
    assert available(fund) == 0


def test_wrong_earmark_is_refused(county):
    fund = fund_of(county, source="lottery", earmarks=["case", "duty"])
    refuse(
        lambda: pay(county, fund, YUAN),
        "2026年彩票公益金限定用于办案补贴及直接费用、法院看守所值班律师补贴，不能支付“宣传”。",
        fund,
    )
    assert (spendable(fund, "publicity"), spendable(fund, "case")) == (0, Decimal("100000.00"))


def test_same_reference_is_posted_once(county):
    fund = fund_of(county)
    pay(county, fund, YUAN)
    refuse(lambda: pay(county, fund, YUAN), "“付清和县印刷厂宣传”已经入账，没有重复记账。", fund)


def test_unbalanced_entry_is_refused_by_the_act_and_by_the_database(county):
    fund = fund_of(county)
    lines = [
        Move("available", fund, "casework", YUAN),
        Move("appropriated", fund, "casework", -2 * YUAN),
    ]
    refuse(
        lambda: post("expense", lines, by=county.caiwu, at=AT, memo="", reference="x"),
        "借贷不平衡，没有记账。",
        fund,
    )
    refuse(
        lambda: pay(county, fund, 2 * YUAN, charges=[Charge(YUAN), Charge(3 * YUAN)]),
        "明细合计与付款金额2.00元不一致，没有记账。",
        fund,
    )
    row = {
        "entry_id": 2026000099,
        "on": date(2026, 3, 3),
        "fund": fund,
        "line": "casework",
        "account": "other",
    }
    with (
        pytest.raises((DatabaseError, IntegrityError), match="does not balance"),
        transaction.atomic(),
    ):
        EntryLine.objects.bulk_create(
            [EntryLine(**row, amount=YUAN), EntryLine(**row, amount=YUAN)]
        )
        Entry.objects.create(
            number=2026000099,
            kind="expense",
            on=row["on"],
            at=AT,
            memo="",
            reference="x",
            by=county.caiwu,
        )
    with pytest.raises((DatabaseError, IntegrityError), match="sealed"), transaction.atomic():
        EntryLine.objects.create(**row | {"entry_id": Entry.objects.get().pk}, amount=YUAN)


def test_more_than_set_aside_or_another_kind_is_refused(county):
    fund = fund_of(county)
    held = reserve(
        fund=fund,
        kind="case",
        amount=Decimal("100.00"),
        reference="b",
        memo="m",
        by=county.zhuren,
        at=AT,
    )
    refuse(
        lambda: pay(county, fund, Decimal("100.01"), kind="case", commitment=held),
        "这一批待付余额100.00元，不能付100.01元。",
        fund,
    )
    refuse(
        lambda: pay(county, fund, YUAN, commitment=held), "支出种类与批准的不一致，没有记账。", fund
    )
    refuse(
        lambda: release(
            held, amount=Decimal("100.01"), reason="", reference="b", by=county.zhuren, at=AT
        ),
        "待付余额100.00元，不能解除100.01元。",
        fund,
    )


def test_closed_year_accepts_nothing_not_even_in_the_database(county):
    fund = fund_of(county)
    entry = pay(county, fund, YUAN)
    YearEnd.objects.create(station=fund.station, year=2026, closed_at=AT, closed_by=county.zhuren)
    refuse(lambda: pay(county, fund, YUAN, "2"), "2026年已经结账，不再入账。", fund)
    refuse(
        lambda: reverse(entry, reason="错", by=county.caiwu, at=AT),
        "2026年已经结账，不再入账。",
        fund,
    )
    older = fund_of(county, None, year=2025)
    refuse(
        lambda: post_transfer(
            fund=older,
            line="casework",
            to_line="office",
            amount=YUAN,
            memo="",
            reference="t",
            by=county.caiwu,
            at=AT,
        ),
        "2026年已经结账，不再入账。",
        fund,
    )
    with (
        pytest.raises((DatabaseError, IntegrityError), match="year is closed"),
        transaction.atomic(),
    ):
        EntryLine.objects.create(
            entry_id=1,
            on=date(2026, 3, 3),
            fund=fund,
            line="casework",
            account="other",
            amount=YUAN,
        )


def test_posting_before_the_funds_year_or_after_today_is_refused(county):
    fund = fund_of(county)
    refuse(
        lambda: pay(county, fund, YUAN, at=AT - timedelta(days=100)),
        "入账日期早于2026年同级财政的年度。",
        fund,
    )
    refuse(
        lambda: pay(county, fund, YUAN, at=AT + timedelta(days=4000)),
        "入账日期不能晚于今天。",
        fund,
    )


def test_reversal_takes_an_entry_back_once(county):
    fund = fund_of(county)
    entry = pay(county, fund, Decimal("100.00"))
    back = reverse(entry, reason="重复", by=county.caiwu, at=AT)
    assert (back.reversal_of, state(fund)[:2]) == (entry, (Decimal("100000.00"), 0))
    assert list(
        MonthTotal.objects.filter(account="publicity", cut="").values_list("amount", "count")
    ) == [(0, 0)]
    refuse(
        lambda: reverse(entry, reason="重复", by=county.caiwu, at=AT),
        "“冲正记2026-000002：重复”已经入账，没有重复记账。",
        fund,
    )
    refuse(lambda: reverse(back, reason="", by=county.caiwu, at=AT), "“冲正”不能冲正。", fund)
    assert_sound(fund)


def test_what_a_batch_paid_is_not_reversed_behind_its_back(county):
    fund = fund_of(county)
    held = reserve(
        fund=fund,
        kind="case",
        amount=Decimal("100.00"),
        reference="b",
        memo="m",
        by=county.zhuren,
        at=AT,
    )
    entry = pay(county, fund, Decimal("100.00"), kind="case", commitment=held)
    refuse(
        lambda: reverse(entry, reason="错", by=county.caiwu, at=AT),
        "批次发放的补贴请在以后的批次中列冲减行更正，或者登记单位退款。",
        fund,
    )


@pytest.mark.parametrize("table", ["subsidies_entry", "subsidies_entryline"])
def test_database_refuses_to_change_or_delete_the_ledger(county, table):
    fund_of(county)
    if connection.vendor == "sqlite":
        guards = importlib.import_module("subsidies.migrations.0002_append_only").SQLITE
        with connection.cursor() as cursor:
            cursor.execute(next(text for text in guards if f"{table}_no_delete" in text))
    column = "memo" if table == "subsidies_entry" else "payee"
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with (
            pytest.raises((DatabaseError, IntegrityError), match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_ledger_querysets_refuse_to_change_or_delete(db):
    for call in (EntryLine.objects.all().delete, lambda: Entry.objects.update(memo="x")):
        with pytest.raises(Sealed):
            call()
