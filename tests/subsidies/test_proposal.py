"""Money outside the batches: entered by one person, approved by another, and only then in the ledger."""

import uuid
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.audit.chain import events_for, record
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from stations.models import Station
from subsidies.domain import proposal as acts
from subsidies.domain.fund import post_payment, reserve
from subsidies.models import Allotment, Entry, Fund, Proposal, YearEnd
from subsidies.queries.fund import available, balances
from tests.documents.test_uploads import pdf
from tests.subsidies.money import AT, fund_of
from tests.subsidies.test_ledger import assert_sound


def enter(county, kind, by=None, **facts):
    facts = {"reason": "全年安排", "token": uuid.uuid4()} | facts
    return acts.enter(
        by=by or county.caiwu, station=Station.objects.get(parent=None), kind=kind, at=AT, **facts
    )


def approve(county, proposal):
    return acts.approve(proposal, by=county.zhuren, at=AT, opinion="同意")


def appropriation(**changes):
    return {
        "source": "provincial", "year": 2026, "line": "casework", "amount": Decimal("200000.00"), "document_number": "清财行〔2026〕12号",
        "document_date": date(2026, 2, 1), "on": date(2026, 3, 1), "earmarks": ["case", "duty"],
    } | changes  # fmt: skip


def test_appropriation_reaches_the_ledger_when_another_person_approves(county):
    proposal = enter(county, "appropriation", **appropriation())
    assert (Fund.objects.count(), Entry.objects.count()) == (0, 0)
    entry = approve(county, proposal)
    fund = Fund.objects.get()
    assert (entry.by, entry.checked_by, str(proposal), proposal.fund) == (
        county.caiwu,
        county.zhuren,
        "拨款入账200,000.00元",
        fund,
    )
    assert (available(fund), fund.earmarks) == (Decimal("200000.00"), ["case", "duty"])
    assert [e.sentence for e in events_for("proposal", proposal.pk)] == [
        "录入拨款入账200,000.00元",
        "审批同意：同意",
    ]


def test_proposals_entered_before_sums_were_separated_read_the_same(county):
    for what in ("支出1234567.80元", "支出980.00元", "支出1,234,567.80元", "2026年度结账"):
        record("proposal.enter", by=county.caiwu, workflow="proposal", subject_id=1, what=what)
    assert [event.sentence for event in events_for("proposal", 1)] == [
        "录入支出1,234,567.80元", "录入支出980.00元", "录入支出1,234,567.80元", "录入2026年度结账",
    ]  # fmt: skip


def test_maker_may_not_approve_and_a_decided_proposal_is_decided_once(county):
    proposal = enter(county, "appropriation", **appropriation())
    with pytest.raises(NotAllowed):
        acts.approve(proposal, by=county.caiwu, at=AT, opinion="同意")
    county.caiwu.role = "director"
    with pytest.raises(NotAllowed, match="这一事项由您录入，须由另一人审批。"):
        acts.approve(proposal, by=county.caiwu, at=AT, opinion="同意")
    approve(county, proposal)
    with pytest.raises(StaleState):
        approve(county, proposal)
    assert Entry.objects.count() == 1


def test_same_paper_or_same_form_is_entered_once(county):
    token = uuid.uuid4()
    first = enter(county, "appropriation", token=token, **appropriation())
    assert enter(county, "appropriation", token=token, **appropriation()) == first
    approve(county, first)
    with pytest.raises(DomainError, match="已经入账"):
        enter(county, "appropriation", **appropriation())
    assert Proposal.objects.count() == 1


def test_earmark_of_a_fund_stays_as_first_entered(county):
    fund_of(county, source="provincial", earmarks=["case"])
    with pytest.raises(DomainError, match="已有的限定用途是：办案补贴及直接费用，与填写的不同"):
        enter(county, "appropriation", **appropriation())


def test_expense_beyond_the_balance_is_refused_when_entered_and_again_when_approved(county):
    fund = fund_of(county, "100.00")
    facts = {"fund": fund, "expense": "training", "payee": "清和县委党校", "on": date(2026, 3, 3)}
    with pytest.raises(DomainError, match="不够100.01元"):
        enter(county, "expense", amount=Decimal("100.01"), **facts)
    first, second = (enter(county, "expense", amount=Decimal("60.00"), **facts) for _ in "ab")
    approve(county, first)
    with pytest.raises(DomainError, match="可用余额40.00元，不够60.00元"):
        approve(county, second)
    second.refresh_from_db()
    assert (second.state, available(fund), Proposal.objects.count()) == (
        "entered",
        Decimal("40.00"),
        2,
    )


def test_overdraft_is_its_own_act_with_a_limit(county):
    fund = fund_of(county, "100.00")
    approve(
        county,
        enter(
            county,
            "overdraft",
            fund=fund,
            line="casework",
            amount=Decimal("50.00"),
            reason="上级资金未到，先行垫付",
        ),
    )
    facts = {
        "fund": fund,
        "kind": "publicity",
        "payee": "清和县印刷厂",
        "by": county.caiwu,
        "at": AT,
    }
    post_payment(amount=Decimal("150.00"), reference="1", **facts)
    assert available(fund) == Decimal("-50.00")
    with pytest.raises(DomainError, match="可用余额0.00元，不够0.01元"):
        post_payment(amount=Decimal("0.01"), reference="2", **facts)
    with pytest.raises(DomainError, match="已超支50.00元，限额不能低于它"):
        enter(county, "overdraft", fund=fund, line="casework", amount=Decimal("49.99"))


def test_transfer_moves_a_balance_between_lines(county):
    fund = fund_of(county)
    facts = {
        "fund": fund,
        "line": "casework",
        "on": date(2026, 3, 3),
        "amount": Decimal("30000.00"),
    }
    approve(county, enter(county, "transfer", to_line="office", **facts))
    assert (available(fund, "casework"), available(fund, "office")) == (
        Decimal("70000.00"),
        Decimal("30000.00"),
    )
    assert [(row["moved"], row["available"]) for row in balances([fund])] == [
        (-30000, 70000),
        (30000, 30000),
    ]
    with pytest.raises(DomainError, match="不能是同一科目"):
        enter(county, "transfer", to_line="casework", **facts)


def test_reversal_needs_another_person_too(county):
    fund = fund_of(county)
    paid = post_payment(
        fund=fund,
        kind="other",
        amount=Decimal("10.00"),
        payee="清和县印刷厂",
        reference="1",
        by=county.caiwu,
        at=AT,
    )
    proposal = enter(county, "reversal", corrects=paid, reason="户名写错")
    assert available(fund) == Decimal("99990.00")
    assert approve(county, proposal).reversal_of == paid
    assert available(fund) == Decimal("100000.00")


LAST_YEAR = timezone.make_aware(datetime(2025, 3, 3, 9, 0))


def test_year_end_carries_balance_and_commitments_over_and_closes(county):
    old = fund_of(county, year=2025, earmarks=["case"], at=LAST_YEAR)
    held = reserve(
        fund=old,
        kind="case",
        amount=Decimal("3000.00"),
        reference="b",
        memo="12月",
        by=county.zhuren,
        at=LAST_YEAR,
    )
    approve(county, enter(county, "year_end", year=2025))
    new = Fund.objects.get(year=2026)
    assert (available(old), available(new), new.earmarks) == (0, Decimal("97000.00"), ["case"])
    assert [(row["carried_in"], row["carried_out"]) for row in balances([new, old])] == [
        (100000, 0),
        (0, 100000),
    ]
    assert YearEnd.objects.get().closed_by == county.zhuren
    paid = post_payment(
        fund=old, kind="case", amount=Decimal("3000.00"), payee="x", reference="1", by=county.caiwu, at=AT, commitment=held,
        on=date(2025, 12, 31),
    )  # fmt: skip
    assert paid.on == date(2026, 1, 1)
    assert Allotment.objects.get(fund=new).reserved == 0
    assert_sound(old)
    assert_sound(new)
    with pytest.raises(DomainError, match="2025年已经结账，不能准予超支。"):
        enter(county, "overdraft", fund=old, line="casework", amount=Decimal("1.00"))


@pytest.mark.parametrize(("year", "words"), [(2026, "2026年还没有结束"), (2024, "2024年没有经费")])
def test_year_that_runs_or_holds_nothing_is_not_closed(county, year, words):
    fund_of(county)
    with pytest.raises(DomainError, match=words):
        enter(county, "year_end", year=year)


def test_years_are_closed_in_order_and_once_and_not_while_overdrawn(county):
    older, old = (fund_of(county, "100.00", year=year, at=LAST_YEAR) for year in (2024, 2025))
    with pytest.raises(DomainError, match="请先结以前的年度"):
        enter(county, "year_end", year=2025)
    Allotment.objects.filter(fund=older).update(overdraft=Decimal("50.00"))
    facts = {"kind": "other", "payee": "x", "by": county.caiwu, "at": LAST_YEAR}
    post_payment(fund=older, amount=Decimal("101.00"), reference="1", **facts)
    with pytest.raises(DomainError, match="超支1.00元，弥补后才能结账"):
        enter(county, "year_end", year=2024)
    acts.POSTINGS["reversal"](
        Proposal(corrects=Entry.objects.first(), reason="错", entered_by=county.caiwu),
        by=county.zhuren,
        at=AT,
    )
    approve(county, enter(county, "year_end", year=2024))
    assert available(old) == Decimal("200.00")
    with pytest.raises(DomainError, match="2024年已经结账"):
        enter(county, "year_end", year=2024)


def form(**changes):
    days = {
        "document_date": "2026-02-01",
        "on": "2026-03-01",
        "reason": "省级专项",
        "token": str(uuid.uuid4()),
    }
    return (
        {key: str(value) for key, value in appropriation().items() if key != "earmarks"}
        | days
        | changes
    )


def test_page_enters_with_the_scanned_paper_and_the_director_approves(county, sign_in):
    client = sign_in(county.caiwu)
    upload = SimpleUploadedFile("a.pdf", pdf(), "application/pdf")
    answer = client.post(reverse("subsidies:enter_appropriation"), {**form(), "file": upload})
    proposal = Proposal.objects.get()
    assert (answer.status_code, answer.url) == (302, proposal.get_absolute_url())
    assert client.post(f"{answer.url}approve/", {"opinion": "同意", "seen": 1}).status_code == 403
    client = sign_in(county.zhuren)
    page = client.get(answer.url).content.decode()
    assert ("依据文件" in page, "贰拾万元整" in page, "审批同意" in page) == (True, True, True)
    asked = client.get(f"{answer.url}approve/").content.decode()
    assert "2026年省级专项，业务经费，清财行〔2026〕12号（2026年2月1日）" in asked
    assert client.post(f"{answer.url}approve/", {"opinion": "同意", "seen": 1}).status_code == 302
    assert client.post(f"{answer.url}approve/", {"opinion": "同意", "seen": 1}).status_code == 409
    assert available(Fund.objects.get()) == Decimal("200000.00")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-5", "金额须大于零"),
        ("0", "金额须大于零"),
        ("1.005", "金额最多两位小数"),
        ("abc", "输入一个数字"),
    ],
)
def test_page_refuses_a_bad_amount_beside_its_field(county, sign_in, amount, words):
    answer = sign_in(county.caiwu).post(
        reverse("subsidies:enter_appropriation"), form(amount=amount)
    )
    assert (answer.status_code, words in answer.content.decode(), Proposal.objects.count()) == (
        422,
        True,
        0,
    )


def test_money_of_another_station_is_404(county, sign_in):
    fund, proposal = fund_of(county), enter(county, "appropriation", **appropriation())
    county.caiwu.staff.station = Station.objects.filter(parent=fund.station).first()
    county.caiwu.staff.save()
    client = sign_in(county.caiwu)
    for row in (fund, proposal, Entry.objects.get()):
        assert client.get(row.get_absolute_url()).status_code == 404
