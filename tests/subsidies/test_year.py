"""The end of a year: what is set aside for a use stays set aside for it, nothing is left behind; papers entered again, limits taken back."""

import time
import uuid
from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from stations.models import Station
from subsidies.domain.fund import open_fund, post_appropriation, post_payment
from subsidies.domain.proposal import approve, enter
from subsidies.domain.year import close_year
from subsidies.models import Allotment, Entry, Fund, YearEnd
from tests.conftest import build_county

from . import month

D = Decimal
TWO = ("限定用途“办案补贴及直接费用”", "限定用途“不限”", "结转会改变用途")


def money_of(county, year, amount="10000", earmarks=(), source="lottery"):
    fund = open_fund(
        station=Station.objects.get(parent=None), source=source, year=year, earmarks=earmarks
    )
    if amount:
        post_appropriation(
            fund=fund, line="casework", amount=D(amount), memo="拨款", reference=f"{fund.pk}", by=county.caiwu, at=timezone.now(),
            on=date(year, 1, 2),
        )  # fmt: skip
    return fund


def close(county, year):
    return close_year(
        station=Station.objects.get(parent=None), year=year, by=county.zhuren, at=timezone.now()
    )


def test_year_is_not_closed_into_money_of_another_use(county):
    year = timezone.localdate().year - 1
    fund = money_of(county, year, earmarks=["case"])
    following = money_of(county, year + 1, "500")
    with pytest.raises(DomainError) as refused:
        close(county, year)
    assert all(words in refused.value.sentence for words in TWO)
    assert not YearEnd.objects.exists()
    assert Allotment.objects.get(fund=fund).available == D("10000.00")
    post_payment(  # the other money is gone: nothing of another use is left in next year's fund
        fund=following,
        kind="training",
        amount=D("500"),
        payee="培训公司",
        reference="z",
        by=county.caiwu,
        at=timezone.now(),
    )
    close(county, year)
    following.refresh_from_db()
    assert (following.earmarks, Allotment.objects.get(fund=following).available) == (
        ["case"],
        D("10000.00"),
    )
    with pytest.raises(DomainError, match="限定用于办案补贴"):
        post_payment(
            fund=following,
            kind="training",
            amount=D("1"),
            payee="培训公司",
            reference="y",
            by=county.caiwu,
            at=timezone.now(),
        )


def test_same_uses_in_another_order_are_the_same(county):
    year = timezone.localdate().year - 1
    money_of(county, year, earmarks=["case", "duty"])
    money_of(county, year + 1, earmarks=["duty", "case"])
    close(county, year)
    assert YearEnd.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_year_closed_while_an_appropriation_is_posted_leaves_nothing_behind():
    county = build_county()
    year = timezone.localdate().year - 1
    fund, done = money_of(county, year, "100"), []

    def post():
        try:
            with transaction.atomic():
                post_appropriation(
                    fund=fund, line="casework", amount=D("50"), memo="十二月拨款", reference="b", by=county.caiwu, at=timezone.now(),
                    on=date(year, 12, 31),
                )  # fmt: skip
                time.sleep(1)
            done.append("posted")
        finally:
            connection.close()

    def end():
        try:
            time.sleep(0.4)
            close(county, year)
            done.append("closed")
        finally:
            connection.close()

    threads = [Thread(target=post), Thread(target=end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["posted", "closed"]
    balances = {row.fund.year: row.available for row in Allotment.objects.select_related("fund")}
    assert balances == {year: 0, year + 1: D("150.00")}


def proposal(county, kind, **facts):
    made = enter(
        by=county.caiwu,
        station=Station.objects.get(parent=None),
        token=uuid.uuid4(),
        kind=kind,
        reason="年初安排",
        **facts,
    )
    approve(made, by=county.zhuren, opinion="同意")
    return made


def test_reversed_paper_is_entered_again_with_the_right_sum_each_time_once(county):
    today = timezone.localdate()
    paper = {
        "source": "local", "year": today.year, "line": "casework", "document_number": "清财〔2026〕5号", "document_date": today, "on": today,
        "earmarks": [],
    }  # fmt: skip
    for amount in ("10000.00", "1000.00"):
        made = proposal(county, "appropriation", amount=D(amount), **paper)
        with pytest.raises(DomainError, match="已经入账"):
            proposal(county, "appropriation", amount=D("7.00"), **paper)
        proposal(county, "reversal", corrects=made.posted)
    proposal(county, "appropriation", amount=D("100000.00"), **paper)
    with pytest.raises(DomainError, match="已经入账"):
        proposal(county, "appropriation", amount=D("7.00"), **paper)
    assert Allotment.objects.get().available == D("100000.00")
    assert Entry.objects.filter(kind="appropriation").count() == 3


def test_limit_of_an_overdraft_is_taken_back_to_nothing_but_not_below_what_is_overdrawn(
    county, sign_in
):
    fund = month.fund(county, "100")
    client = sign_in(county.caiwu)
    for amount in ("500", "0"):
        form = {
            "token": uuid.uuid4(),
            "fund": fund.pk,
            "line": "casework",
            "amount": amount,
            "reason": "年底追加未到",
        }
        assert client.post(reverse("subsidies:enter_overdraft"), form).status_code == 302
    first, second = Fund.objects.get().proposals.order_by("pk")
    approve(first, by=county.zhuren, opinion="同意")
    assert Allotment.objects.get().overdraft == D("500.00")
    approve(second, by=county.zhuren, opinion="同意")
    assert Allotment.objects.get().overdraft == 0
    assert (
        client.post(
            reverse("subsidies:enter_overdraft"), form | {"token": uuid.uuid4(), "amount": "-1"}
        ).status_code
        == 422
    )
    proposal(county, "overdraft", fund=fund, line="casework", amount=D("50"))
    post_payment(
        fund=fund,
        kind="case",
        amount=D("120"),
        payee="某所",
        reference="q",
        by=county.caiwu,
        at=timezone.now(),
    )
    with pytest.raises(DomainError, match=r"已超支20\.00元"):
        proposal(county, "overdraft", fund=fund, line="casework", amount=D("0"))


@pytest.mark.parametrize(
    "address",
    [
        "/subsidies/standards/new/?base=abc",
        "/subsidies/standards/new/?base=²",
        "/subsidies/funds/?year=²",
    ],
)
def test_address_typed_wrong_opens_the_page_as_if_it_were_not_there(county, sign_in, address):
    month.fund(county)
    assert sign_in(county.caiwu).get(address).status_code == 200


def test_statement_of_no_year_is_refused(county, sign_in):
    assert (
        sign_in(county.lvshi).post(reverse("subsidies:mine"), {"year": "²024"}).status_code == 403
    )
