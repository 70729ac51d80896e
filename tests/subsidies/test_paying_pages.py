"""The pages of the people who pay: what each unit gets, what came back, what is left to answer, the receipts."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from stations.models import Handler
from subsidies.domain.calculation import answer, dispute
from subsidies.models import Payment
from subsidies.queries.todo import disputes_for
from subsidies.workflow import BATCH

from . import month

D = Decimal


@pytest.fixture
def batch(county):
    """Two units, 1,400 and 2,800 yuan."""
    return month.of_two_units(county)


def page(client, batch, query=""):
    return client.get(f"{batch.get_absolute_url()}{query}").content.decode()


def nothing_for(batch, county, yuan="1400.00"):
    row = batch.calculations.get(total=D(yuan), firm=Handler.objects.get(user=county.lvshi).firm)
    facts = {"calculation": row.pk, "what": row.subject, "amount": -row.total, "reason": "票据核减"}
    BATCH.acts["adjust"](batch, by=county.caiwu, **facts)
    return row


def test_unit_owed_nothing_is_not_paid_counted_or_asked_for_a_receipt(county, batch, sign_in):
    row = nothing_for(batch, county)
    finance, cashier = sign_in(county.caiwu), sign_in(county.chuna)
    assert (page(finance, batch).count("无需支付"), page(finance, batch).count("未支付")) == (1, 1)
    month.approve(batch, county)
    address = batch.get_absolute_url()
    found = cashier.get(f"{address}send/").content.decode()
    assert ("本次付款：1笔，2,800.00元" in found, row.firm.name in found) == (True, False)
    cashier.post(f"{address}send/", {})
    assert events_for("batch", batch.pk)[-1].sentence == "送银行支付1笔、2,800.00元"
    found = page(cashier, batch)
    assert ("无需支付" in found, "登记收款收据" in found) == (True, False)
    month.answer_all(month.reload(batch), county)
    row.refresh_from_db()
    assert (row.status, "登记收款收据" in page(cashier, batch)) == ("无需支付", True)
    form = cashier.get(f"{address}record_receipt/").context["form"]
    assert list(form.fields) == [f"receipt_{Payment.objects.get(amount=D('2800.00')).pk}"]


def test_receipts_of_all_units_are_written_on_one_page_after_the_publication_too(
    county, batch, sign_in
):
    month.pay(batch, county)
    month.publish(batch, county)
    client, address = sign_in(county.chuna), f"{batch.get_absolute_url()}record_receipt/"
    one, two = Payment.objects.order_by("amount")
    assert "没有填写新的收据号" in client.post(address, {}).content.decode()
    client.post(address, {f"receipt_{one.pk}": "001", f"receipt_{two.pk}": "002"})
    client.post(address, {f"receipt_{one.pk}": "001", f"receipt_{two.pk}": "003"})
    assert [event.sentence for event in events_for("batch", batch.pk)][-3:] == [
        f"{one.firm}收据001", f"{two.firm}收据002", f"{two.firm}收据003",
    ]  # fmt: skip
    assert list(Payment.objects.order_by("amount").values_list("receipt", flat=True)) == [
        "001",
        "003",
    ]


def test_of_what_came_back_only_what_is_chosen_is_sent_again(county, batch, sign_in):
    month.send(batch, county)
    month.answer_all(batch, county, fail=list(Payment.objects.values_list("firm__name", flat=True)))
    client, address = sign_in(county.chuna), f"{batch.get_absolute_url()}retry/"
    one, two = Payment.objects.order_by("amount")
    assert client.get(address).context["form"].initial["payments"] == [
        str(row.pk) for row in Payment.objects.order_by("number")
    ]
    assert "请选择。" in client.post(address, {"payments": []}).content.decode()
    client.post(address, {"payments": [one.pk]})
    assert events_for("batch", batch.pk)[-1].sentence == "重付1笔、1,400.00元"
    assert list(Payment.objects.order_by("amount").values_list("state", "attempts")) == [
        ("sent", 2),
        ("failed", 1),
    ]
    with pytest.raises(DomainError, match="没有这样的退回款项"):  # the bank has not answered it
        BATCH.acts["retry"](
            month.reload(batch),
            by=county.chuna,
            payments=[one.pk, two.pk],
            count=2,
            total=D("4200.00"),
        )
    assert "银行退回" in page(client, batch)


def test_page_says_why_it_came_back_and_what_the_next_computing_takes_in_again(
    county, batch, sign_in
):
    month.submit(batch, county)
    BATCH.acts["return_batch"](batch, by=county.shencha, reason="请核对跨县加额")
    client = sign_in(county.caiwu)
    assert "陈立退回：请核对跨县加额" in page(client, batch)
    row = batch.calculations.order_by("pk").first()
    facts = {"calculation": row.pk, "what": row.subject, "reason": "下月再发"}
    BATCH.acts["remove"](batch, by=county.caiwu, **facts)
    assert f"上次核算后移出的{row.subject}也会重新算入" in page(client, batch)
    assert (
        "按当时的情况重新算入"
        in client.get(batch.calculations.first().get_absolute_url()).content.decode()
    )
    month.fill(batch, county)
    assert (batch.count, f"移出的{row.subject}" in page(client, batch)) == (3, False)
    month.submit(batch, county)
    assert "请核对跨县加额</p>" not in page(client, batch)


def test_objection_lies_on_the_desk_of_who_may_answer_it(county, batch, sign_in):
    row = batch.calculations.filter(handler__user=county.lvshi).first()
    month.submit(batch, county)
    dispute(row, by=county.lvshi, reason="跨县没有计入")
    desks = {
        name
        for name in ("caiwu", "shencha", "sifaju", "zhuren", "lvshi")
        if list(disputes_for(getattr(county, name)))
    }
    assert desks == {"caiwu", "shencha", "zhuren"}
    assert "跨县没有计入" in sign_in(county.caiwu).get("/").content.decode()
    client = sign_in(county.shencha)
    for address in (batch.get_absolute_url(), f"{batch.get_absolute_url()}review_batch/"):
        found = client.get(address).content.decode()
        assert (f'href="{row.get_absolute_url()}"' in found, "跨县没有计入" in found) == (
            True,
            True,
        )
    answer(row, by=county.caiwu, answer="没有票据")
    assert list(disputes_for(county.caiwu)) == []


def test_rows_of_one_unit_are_shown_alone(county, batch, sign_in):
    client = sign_in(county.caiwu)
    for firm in set(batch.calculations.values_list("firm", flat=True)):
        found = client.get(f"{batch.get_absolute_url()}?unit={firm}").context
        assert {row.firm_id for row in found["page"]} == {firm}
    assert len(client.get(f"{batch.get_absolute_url()}?unit=x").context["page"]) == 3


def test_who_approves_sees_each_unit_and_what_is_left(county, batch, sign_in):
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    found = sign_in(county.sifaju).get(f"{batch.get_absolute_url()}approve_batch/").content.decode()
    for words in ("可用余额1,000,000.00元，审批后余995,800.00元", "1,400.00", "2,800.00"):
        assert words in found


def test_new_batch_is_filled_in_for_the_month_that_is_over_and_the_money_of_the_last(
    county, batch, sign_in
):
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    case = batch.calculations.first().case
    month.copies(case, 2, closed_on=last)
    month.copies(case, 1, closed_on=today)
    form = sign_in(county.caiwu).get("/subsidies/batches/new/").context["form"]
    assert form.initial == {
        "title": f"{last.year}年{last.month}月补贴",
        "last_day": last,
        "fund": batch.fund,
    }
    for words in (
        f"至{day(last)}有案件2件、其他工作0件（次）",
        f"至{day(today)}有案件3件、其他工作0件（次）",
    ):
        assert words in form.fields["last_day"].help_text


def test_empty_batch_offers_nothing_to_submit_or_print(county, sign_in):
    month.standard(county)
    found = page(sign_in(county.caiwu), month.filled(county, month.fund(county)))
    assert (
        "初审核定</a>" in found,
        "补贴发放表（Excel）" in found,
        "核算入批</button>" in found,
    ) == (False, False, True)


def test_unit_whose_corrections_exceed_its_work_is_told_before_it_is_submitted(
    county, batch, sign_in
):
    month.pay(batch, county)
    month.finished(county, 2)
    later = month.filled(county, batch.fund)
    row = batch.calculations.exclude(handler__user=county.lvshi).first()
    BATCH.acts["correct"](
        later, by=county.caiwu, calculation=row.pk, what=row.subject, reason="票据重复"
    )
    found = page(sign_in(county.caiwu), later)
    assert (found.count("冲减多于应发"), found.count("未支付")) == (1, 1)
    with pytest.raises(DomainError, match="多冲减1,400.00元"):
        month.submit(later, county)
