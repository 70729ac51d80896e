"""What was paid and taken back: paid anew from the same money, archived or not, and nothing that was paid before the ledger."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Evaluation
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from stations.models import Handler, Station
from subsidies.domain import batch as acts
from subsidies.domain import calculation as subsidy
from subsidies.domain.fund import open_fund, post_appropriation
from subsidies.domain.payment import book_return
from subsidies.domain.year import close_year
from subsidies.law.returns import Answer
from subsidies.models import Commitment, EntryLine
from subsidies.queries.calculation import calculations_for, gate_of, owed_to, payable
from subsidies.workflow import BATCH
from tests.cases.fails import heard
from tests.factories import START, walk

from . import month

D = Decimal


def correct(batch, county, row):
    return BATCH.acts["correct"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="等次录错"
    )


def paid_and_taken_back(county, money):
    case = month.finished(county)[0]
    first = month.filled(county, money)
    month.pay(first, county)
    month.copies(case, 2, state="archiving")
    second = month.filled(county, money)
    correct(second, county, first.calculations.get())
    month.pay(second, county)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("state", ["archiving", "archived"])
def test_corrected_case_is_owed_and_paid_again_archived_or_not(county, money, state):
    case = paid_and_taken_back(county, money)
    Case.objects.filter(pk=case.pk).update(state=state)
    case = Case.objects.get(pk=case.pk)
    assert gate_of(case) == ""
    assert (list(payable(money.station, timezone.localdate())), list(owed_to(case.handler))) == (
        [case],
        [case],
    )
    third = month.filled(county, money)
    assert (third.count, list(owed_to(case.handler))) == (1, [])
    month.pay(third, county)
    assert (month.reload(third).state, case.payments.count()) == ("paid", 1)
    assert sum(EntryLine.objects.filter(case=case).values_list("amount", flat=True)) == D("1400.00")
    assert month.filled(county, money).count == 0


def test_what_was_paid_before_the_ledger_or_never_was_and_is_archived_is_not_paid(county, money):
    before, never = month.finished(county, 2)
    CASE.acts["record_payment"](
        before, by=system_user(), amount=D("1400"), paid_on=timezone.localdate()
    )
    Case.objects.filter(pk=never.pk).update(state="archived")
    assert gate_of(Case.objects.get(pk=before.pk)) == "补贴已在启用本台账以前发放。"
    assert (list(payable(money.station, timezone.localdate())), list(owed_to(before.handler))) == (
        [],
        [],
    )
    assert month.filled(county, money).count == 0


def test_panel_of_a_corrected_archived_case_lets_the_claim_be_stated_again(county, money, sign_in):
    case = paid_and_taken_back(county, money)
    Case.objects.filter(pk=case.pk).update(state="archived")
    page = sign_in(county.caiwu).get(case.get_absolute_url()).content.decode()
    assert ("可以核算，等待入批。" in page, reverse("subsidies:claim", args=[case.pk]) in page) == (
        True,
        True,
    )


def test_correction_goes_back_to_the_money_it_was_paid_from(county, money):
    case = month.finished(county)[0]
    lottery = open_fund(station=money.station, source="lottery", year=money.year, earmarks=["case"])
    facts = {"line": "casework", "memo": "拨款", "by": county.caiwu, "at": timezone.now()}
    post_appropriation(fund=lottery, amount=D("5000"), reference="L", **facts)
    first = month.filled(county, lottery)
    month.pay(first, county)
    month.copies(case, 2, state="archiving")
    local = month.filled(county, money)
    with pytest.raises(
        DomainError,
        match="由.*彩票公益金支付，只能在用同一经费的批次中冲减；本批的经费是.*同级财政",
    ):
        correct(local, county, first.calculations.get())
    BATCH.acts["discard_batch"](local, by=county.caiwu, reason="改用彩票公益金")
    same = month.filled(county, lottery)
    correct(same, county, first.calculations.get())
    month.pay(same, county)
    assert (
        sum(EntryLine.objects.filter(case=case, fund=lottery).values_list("amount", flat=True)) == 0
    )


def test_money_of_a_closed_year_comes_back_to_the_year_it_was_carried_into(county):
    year = timezone.localdate().year
    month.standard(county)
    month.accounts()
    station = Station.objects.get(parent=None)
    last, other = (
        open_fund(station=station, source=source, year=year - 1) for source in ("local", "donation")
    )
    facts = {"line": "casework", "by": county.caiwu, "at": timezone.now(), "memo": "拨款"}
    post_appropriation(
        fund=last, amount=D("10000"), reference="L", on=date(year - 1, 5, 1), **facts
    )
    now, elsewhere = (
        open_fund(station=station, source="local", year=year),
        open_fund(station=station, source="donation", year=year),
    )
    assert [subsidy.same_money(fund, last) for fund in (last, now, other, elsewhere)] == [
        True,
        False,
        False,
        False,
    ]
    close_year(station=station, year=year - 1, by=county.zhuren, at=timezone.now())
    assert [subsidy.same_money(fund, last) for fund in (now, elsewhere)] == [True, False]
    assert not subsidy.same_money(last, now)


def test_row_of_another_station_is_not_taken_back_here(county, money, sign_in):
    """Its page finds the batch of the row's own station and money, whatever was opened after it."""
    month.finished(county)
    first = month.filled(county, money)
    month.pay(first, county)
    row = first.calculations.get()
    township = Station.objects.filter(parent=money.station).first()
    theirs = open_fund(station=township, source="local", year=money.year)
    facts = {"by": county.caiwu, "title": "乡镇", "last_day": timezone.localdate()}
    other = acts.open_batch(station=township, fund=theirs, **facts)
    with pytest.raises(DomainError, match="只有本机构已到账、没有收回的补贴可以冲减"):
        correct(other, county, row)
    client = sign_in(county.caiwu)
    post = {"act": "correct", "correct-reason": "错发"}
    answer = client.post(row.get_absolute_url(), post)
    assert f"{money.station}没有用{money}支付的、核算中的批次" in answer.content.decode()
    ours = month.opened(county, money)
    acts.open_batch(station=township, fund=theirs, **facts)
    assert client.post(row.get_absolute_url(), post).url == ours.get_absolute_url()


def test_batch_is_opened_with_open_money_of_the_same_station_only(county, money):
    township = Station.objects.filter(parent=money.station).first()
    year = timezone.localdate().year
    facts = {
        "by": county.caiwu,
        "title": "x",
        "last_day": timezone.localdate(),
        "station": money.station,
    }
    with pytest.raises(DomainError, match="不属于本机构"):
        acts.open_batch(fund=open_fund(station=township, source="local", year=year), **facts)
    ended = open_fund(station=money.station, source="local", year=year - 1)
    close_year(station=money.station, year=year - 1, by=county.zhuren, at=timezone.now())
    with pytest.raises(DomainError, match="已经结账"):
        acts.open_batch(fund=ended, **facts)


def test_calculations_are_ones_own_or_those_of_ones_stations(county, money):
    month.finished(county)
    row = month.filled(county, money).calculations.get()
    seen = {
        name: row in calculations_for(getattr(county, name))
        for name in ("caiwu", "jiandu", "lvshi", "lvshi2", "chuangkou", "zhan1")
    }
    assert seen == {
        "caiwu": True,
        "jiandu": True,
        "lvshi": True,
        "lvshi2": False,
        "chuangkou": False,
        "zhan1": False,
    }
    row.batch.station = Station.objects.filter(parent=money.station).first()
    row.batch.save()
    township = county.jiandu.staff
    township.station = (
        Station.objects.filter(parent=money.station).exclude(pk=row.batch.station_id).first()
    )
    township.save()
    assert row not in calculations_for(type(county.jiandu).objects.get(pk=county.jiandu.pk))


def test_correction_that_comes_to_nothing_is_booked_after_the_years_end(county):
    """Its case row offsets to 0 and is booked with the money of the batch that is still to come, carried into the next year."""
    year = timezone.localdate().year - 1
    station = Station.objects.get(parent=None)
    month.standard(
        county,
        rates=[*month.RATES, {"service": "quality_review", "direct": D(0), "labour": D(200)}],
    )
    month.accounts()
    case = month.finished(county)[0]
    other = Handler.objects.filter(kind="lawyer").exclude(firm=case.handler.firm).first()
    money = open_fund(station=station, source="local", year=year)
    post_appropriation(
        fund=money,
        line="casework",
        amount=D("100000"),
        memo="m",
        reference="a",
        by=county.caiwu,
        at=timezone.now(),
        on=date(year, 5, 1),
    )
    month.copies(case, 1, state="archiving", handler=other)
    Case.objects.filter(pk=case.pk).update(grade="")
    first = month.filled(county, money)
    month.pay(first, county)
    Case.objects.filter(pk=case.pk).update(grade="good")
    month.copies(case, 1, state="archiving", handler=other)
    second = month.filled(county, money)
    correct(second, county, first.calculations.get())
    Evaluation.objects.create(case=case, evaluator=other, evaluated_on=case.closed_on)
    month.fill(second, county)
    month.send(second, county)
    ours, theirs = second.payments.get(firm=case.handler.firm), second.payments.get(firm=other.firm)
    assert (ours.amount, theirs.amount) == (D("1400.00"), D("200.00"))
    book_return(
        second,
        by=county.chuna,
        rows=[Answer(2, ours.number, ours.amount, True)],
        content=b"1",
        name="a",
    )
    close_year(station=station, year=year, by=county.zhuren, at=timezone.now())
    book_return(
        second,
        by=county.chuna,
        rows=[Answer(2, theirs.number, theirs.amount, True)],
        content=b"2",
        name="b",
    )
    assert month.reload(second).state == "paid"
    assert not Commitment.objects.outstanding().exists()


def test_objection_is_answered_before_its_row_leaves_or_the_batch_is_discarded(
    county, money, sign_in
):
    month.finished(county)
    batch = month.filled(county, money)
    row = batch.calculations.get()
    subsidy.dispute(row, by=county.lvshi, reason="跨县没有计入")
    with pytest.raises(DomainError, match="已有一项异议等待答复"):
        subsidy.dispute(row, by=county.lvshi, reason="第二次")
    facts = {"calculation": row.pk, "what": row.subject}
    with pytest.raises(DomainError, match="异议尚未答复，答复后才能移出"):
        BATCH.acts["remove"](batch, by=county.caiwu, reason="重算", **facts)
    with pytest.raises(DomainError, match="异议尚未答复"):
        BATCH.acts["discard_batch"](batch, by=county.caiwu, reason="重做")
    subsidy.answer(row, by=county.caiwu, answer="没有跨县票据")
    subsidy.dispute(row, by=county.lvshi, reason="票据已补")
    page = sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    assert all(words in page for words in ("跨县没有计入", "没有跨县票据", "票据已补"))
    subsidy.answer(row, by=county.caiwu, answer="收到")
    BATCH.acts["remove"](batch, by=county.caiwu, reason="重算", **facts)


@pytest.mark.parametrize("stage", ["prepared", "checked", "reviewed"])
def test_subsidy_waived_after_it_was_computed_stops_the_batch(county, money, stage):
    case = month.finished(county)[0]
    walk(county, "grade", at=START + timedelta(hours=3))
    batch = month.filled(county, money)
    if stage != "prepared":
        month.submit(batch, county)
    if stage == "reviewed":
        BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    CASE.acts["waive"](
        Case.objects.get(pk=case.pk), by=county.zhuren, item="subsidy", reason="承办人放弃"
    )
    with pytest.raises(DomainError, match="核算后免除了“一案一补贴”"):
        if stage == "prepared":
            month.submit(batch, county)
        elif stage == "checked":
            BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
        else:
            BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意")


@pytest.mark.parametrize("what", ["waived", "regraded"])
def test_subsidy_waived_or_regraded_after_the_approval_is_not_sent(county, money, what):
    """The grade is kept from the approval on; who graded at the same moment is found here."""
    case = month.finished(county)[0]
    batch = month.filled(county, money)
    month.approve(batch, county)
    if what == "waived":
        CASE.acts["waive"](
            Case.objects.get(pk=case.pk), by=county.zhuren, item="subsidy", reason="承办人放弃"
        )
    else:
        Case.objects.filter(pk=case.pk).update(grade="fail")
    with pytest.raises(
        DomainError, match="审批后免除了“一案一补贴”" if what == "waived" else "审批后改了质量等次"
    ):
        BATCH.acts["send"](batch, by=county.chuna, count=1, total=batch.total)
    BATCH.acts["revoke_batch"](batch, by=county.sifaju, reason="承办人放弃")


def test_regraded_after_the_check_stops_the_review(county, money):
    case = month.finished(county)[0]
    batch = month.filled(county, money)
    month.submit(batch, county)
    heard(case, county)
    CASE.acts["grade"](
        Case.objects.get(pk=case.pk), by=county.shencha, grade="fail", opinion="未会见"
    )
    with pytest.raises(DomainError, match="改了质量等次"):
        BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
