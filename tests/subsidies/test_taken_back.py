"""Approved and not paid after all; what was approved and what is sent are the same; each attempt at the bank has a number of its own."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import SubsidyPayment
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.jobs.queue import run
from stations.domain.handler import save_firm
from stations.models import Firm, Handler, Staff
from subsidies.domain import batch as acts
from subsidies.domain import calculation as subsidy
from subsidies.domain.payment import book_return
from subsidies.domain.taken_back import give_up
from subsidies.imports import read_return
from subsidies.models import Calculation, Commitment, Entry, Payment
from subsidies.queries.batch import sums_of
from subsidies.queries.fund import available
from subsidies.queries.ledger import payment_of
from subsidies.workflow import BATCH

from . import month
from .test_ledger import assert_sound

D = Decimal
HEAD = "业务编号,金额,处理结果,失败原因\r\n"


@pytest.fixture
def batch(county):
    return month.of_two_units(county)


def answered(batch, county, number, amount, *, paid=False):
    content = f"{HEAD}{number},{amount},{'成功,' if paid else '失败,账号户名不符'}\r\n".encode()
    book_return(
        month.reload(batch),
        by=county.chuna,
        rows=read_return(content),
        content=content,
        name="回单.csv",
    )


def retried(batch, county, by=None):
    back = batch.payments.filter(state="failed")
    facts = {
        "payments": [row.pk for row in back],
        "count": len(back),
        "total": sum(row.amount for row in back),
    }
    BATCH.acts["retry"](month.reload(batch), by=by or county.chuna, **facts)


def small(batch):
    return batch.payments.get(amount=D("1400.00"))


def finance(county, name):
    user = User.objects.create_user(name, "x", name=f"财务{name}", role="finance")
    Staff.objects.create(user=user, station=Staff.objects.get(user=county.caiwu).station)
    return user


def test_an_answer_to_an_earlier_attempt_never_fits_a_later_one(county, batch):
    month.send(batch, county)
    first = small(batch)
    assert (first.transfer, first.sending) == (first.number, 1)
    answered(batch, county, first.number, first.amount)
    retried(batch, county)
    second = small(batch)
    assert (second.number, second.transfer, second.state) == (
        first.number,
        f"{first.number}-2",
        "sent",
    )
    with pytest.raises(
        DomainError, match=f"业务编号{first.number}是以前送出的，已由{first.number}-2重付"
    ):
        content = f"{HEAD}{first.number},{first.amount},失败,账号户名不符\r\n\r\n".encode()
        book_return(
            month.reload(batch),
            by=county.chuna,
            rows=read_return(content),
            content=content,
            name="x",
        )
    answered(batch, county, second.transfer, second.amount)  # a true second failure
    assert small(batch).state == "failed"
    retried(batch, county)
    assert small(batch).transfer == f"{first.number}-3"
    answered(batch, county, small(batch).transfer, first.amount, paid=True)
    entry = Entry.objects.get(kind="payment")
    assert (entry.reference, payment_of(entry)) == (f"payment:{first.number}:case", first)


def test_the_bank_file_holds_one_sending(county, batch, sign_in):
    month.send(batch, county)
    first, other = small(batch), batch.payments.get(amount=D("2800.00"))
    answered(batch, county, first.number, first.amount)
    retried(batch, county)
    client, address = sign_in(county.chuna), reverse("subsidies:bank_file", args=[batch.pk])
    page = client.get(batch.get_absolute_url()).content.decode()
    assert page.index("第2次送出，1笔") < page.index("第1次送出，1笔")

    def numbers(**asked):
        rows = (
            client.post(address, {"layout": "generic", **asked})
            .content.decode("utf-8-sig")
            .splitlines()[1:]
        )
        return [row.split(",")[1] for row in rows]

    assert numbers() == numbers(sending="2") == [f"{first.number}-2"]
    assert numbers(sending="1") == [other.number]
    client.post(address, {"layout": "generic", "sending": "9"}, follow=True)
    assert (
        events_for("batch", batch.pk)[-1].sentence
        == "下载材料：第1次送出的银行文件（通用（CSV，UTF-8））"
    )


def test_the_account_is_the_one_that_was_approved(county, batch):
    month.approve(batch, county)
    firm, old = small(batch).firm, small(batch).account_number
    save_firm(firm, by=county.zhuren, account_number="99999999999999")
    facts = {"by": county.chuna, "count": 2, "total": batch.total}
    with pytest.raises(
        DomainError,
        match=f"审批后改了收款账户：{firm.name}。请改回审批时的账户，或者由审批人撤回审批",
    ):
        BATCH.acts["send"](batch, **facts)
    assert (small(batch).state, small(batch).account_number) == ("ready", old)
    BATCH.acts["revoke_batch"](batch, by=county.sifaju, reason="账户更正")
    month.approve(batch, county)
    BATCH.acts["send"](batch, **facts)
    assert (small(batch).state, small(batch).account_number) == ("sent", "99999999999999")


@pytest.mark.parametrize(
    ("fields", "why"), [({"bank": ""}, "缺少收款账户"), ({"account_name": "=1+1"}, "会当作公式")]
)
def test_an_account_nothing_can_be_sent_to_is_refused_at_the_approval(county, batch, fields, why):
    firm = Handler.objects.get(user=county.lvshi).firm
    Firm.objects.filter(pk=firm.pk).update(**fields)
    with pytest.raises(DomainError, match=f"{why}.*{firm.name}"):
        month.approve(batch, county)
    assert (Payment.objects.count(), Commitment.objects.count()) == (0, 0)


def test_a_unit_that_is_owed_nothing_needs_no_account(county, batch):
    row = batch.calculations.get(
        total=D("1400.00"), firm=Handler.objects.get(user=county.lvshi).firm
    )
    facts = {"calculation": row.pk, "what": row.subject, "amount": -row.total, "reason": "票据核减"}
    BATCH.acts["adjust"](batch, by=county.caiwu, **facts)
    Firm.objects.filter(pk=row.firm_id).update(bank="", account_number="")
    month.send(batch, county)
    assert list(batch.payments.order_by("amount").values_list("amount", "state")) == [
        (0, "paid"),
        (D("2800.00"), "sent"),
    ]


def test_a_corrected_account_is_used_by_another_person_and_named_in_the_history(county, batch):
    month.send(batch, county)
    row = small(batch)
    answered(batch, county, row.number, row.amount)
    county.chuna.role = Role.DIRECTOR  # whose post it was when the account was corrected
    save_firm(row.firm, by=county.chuna, account_number="88888888")
    county.chuna.role = Role.FINANCE
    with pytest.raises(DomainError, match=f"{row.firm}的账户由您更正，须由另一人重付"):
        retried(batch, county)
    retried(batch, county, by=finance(county, "caiwu2"))
    assert small(batch).account_number == "88888888"
    assert (
        events_for("batch", batch.pk)[-1].sentence == f"重付1笔、1,400.00元，账户已更正：{row.firm}"
    )


def test_an_approval_is_withdrawn_and_given_anew(county, batch):
    month.approve(batch, county)
    BATCH.acts["announce"](batch, by=county.zhuren, until=timezone.localdate())
    assert (available(batch.fund), Payment.objects.count()) == (D("995800.00"), 2)
    with pytest.raises(NotAllowed):
        BATCH.acts["revoke_batch"](batch, by=county.chuna, reason="有异议")
    BATCH.acts["revoke_batch"](batch, by=county.sifaju, reason="公示期间有异议")
    batch = month.reload(batch)
    assert (batch.state, batch.approved_by, batch.reviewed_by, batch.announced_on) == (
        "prepared",
        None,
        None,
        None,
    )
    assert (available(batch.fund), Payment.objects.count()) == (D("1000000.00"), 0)
    assert (
        events_for("batch", batch.pk)[-1].sentence == "撤回审批，解除待付，退回核算：公示期间有异议"
    )
    row = batch.calculations.order_by("pk").first()
    BATCH.acts["remove"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="异议成立"
    )
    month.pay(batch, county)
    assert (month.reload(batch).state, available(batch.fund)) == ("paid", D("997200.00"))
    assert [held.outstanding for held in Commitment.objects.all()] == [0, 0]
    assert_sound(batch.fund)
    with pytest.raises(StaleState):
        BATCH.acts["revoke_batch"](month.reload(batch), by=county.sifaju, reason="x")


def test_a_transfer_that_cannot_be_delivered_is_given_up_and_its_work_paid_later(county, batch):
    month.send(batch, county)
    row = small(batch)
    cases = list(row.calculations.values_list("case", flat=True))
    with pytest.raises(DomainError, match="只有银行退回的款项"):
        give_up(batch, by=county.chuna, payment=row, reason="账户注销")
    answered(batch, county, batch.payments.get(amount=D("2800.00")).number, "2800.00", paid=True)
    answered(batch, county, row.number, row.amount)
    held = month.reload(batch).calculations.get(payment=row)
    subsidy.dispute(held, by=county.lvshi, reason="少算")
    with pytest.raises(DomainError, match="异议尚未答复"):
        give_up(month.reload(batch), by=county.chuna, payment=row, reason="账户注销")
    subsidy.answer(held, by=county.caiwu, answer="下批重新核算。")
    give_up(month.reload(batch), by=county.chuna, payment=row, reason="账户注销")
    batch = month.reload(batch)
    assert (batch.state, batch.count, batch.total, sums_of(batch)) == (
        "paid",
        2,
        D("2800.00"),
        (2, D("2800.00")),
    )
    assert (Payment.objects.get(pk=row.pk).state, Commitment.objects.get().outstanding) == (
        "ended",
        0,
    )
    assert available(batch.fund) == D("997200.00")
    said = [event.sentence for event in events_for("batch", batch.pk)][-2:]
    assert said == [f"{row.firm}1,400.00元不再支付，移出本批：账户注销", "全部到账"]
    later = month.filled(county, batch.fund)
    assert list(later.calculations.values_list("case", flat=True)) == cases
    month.pay(later, county)
    assert (
        Calculation.objects.paid().filter(case__in=cases).count()
        == SubsidyPayment.objects.filter(case__in=cases).count()
        == 1
    )
    assert_sound(batch.fund)


def test_a_batch_that_paid_nobody_ends_discarded(county, batch, sign_in):
    month.send(batch, county)
    client = sign_in(county.chuna)
    month.answer_all(batch, county, fail=[row.firm.name for row in batch.payments.all()])
    for row in batch.payments.all():
        facts = {"payment": row.pk, "reason": "账户注销"}
        assert client.post(f"{batch.get_absolute_url()}give_up/", facts).status_code == 302
    batch = month.reload(batch)
    assert (batch.state, batch.count, available(batch.fund)) == ("discarded", 0, D("1000000.00"))
    assert month.filled(county, batch.fund).count == 3


@pytest.mark.parametrize("key", ["fill", "adjust", "remove", "correct"])
def test_whoever_had_a_hand_in_the_amounts_neither_checks_nor_pays(county, batch, key):
    other = finance(county, "caiwu2")
    row = batch.calculations.order_by("pk").first()
    if key == "correct":
        month.pay(batch, county)
        batch = month.filled(county, batch.fund)
        month.copies(row.case, 2, handler=row.handler, state="archiving")
        month.fill(batch, county)
    if key == "fill":
        run(acts.request_fill(batch, by=other).pk)
    else:
        more = {"amount": D("-1"), "reason": "x"} if key == "adjust" else {"reason": "x"}
        BATCH.acts[key](batch, by=other, calculation=row.pk, what="x", **more)
    batch = month.reload(batch)
    month.approve(batch, county)
    for permission, act in (
        ("subsidies.review", "复审"),
        ("subsidies.approve", "审批"),
        ("subsidies.pay", "支付"),
    ):
        assert (
            BATCH.policies[permission](other, batch)
            == f"您核算、加减、移出或冲减过本批的补贴，须由另一人{act}。"
        )
    with pytest.raises(NotAllowed, match="须由另一人支付"):
        BATCH.acts["send"](batch, by=other, count=batch.payments.count(), total=batch.total)


def test_page_before_sending_and_sending_again_names_who_gets_what_where(county, batch, sign_in):
    month.approve(batch, county)
    client, page = sign_in(county.chuna), batch.get_absolute_url()
    shown = client.get(f"{page}send/").content.decode()
    for payment in batch.payments.select_related("firm"):
        assert payment.firm.name in shown
        assert payment.account_number[-4:] in shown
        assert payment.account_number not in shown
    BATCH.acts["send"](month.reload(batch), by=county.chuna, count=2, total=batch.total)
    answered(batch, county, small(batch).transfer, "1400.00")
    firm = small(batch).firm
    text = client.get(f"{page}retry/").content.decode()
    assert [
        word in text for word in (firm.name, "账号户名不符", "1笔，1,400.00元", "账户已更正")
    ] == [True, True, True, False]
    Firm.objects.filter(pk=firm.pk).update(account_number="6201999988887777")
    text = client.get(f"{page}retry/").content.decode()
    assert [word in text for word in ("7777", "6201999988887777", "账户已更正")] == [
        True,
        False,
        True,
    ]


def test_sheet_of_an_approval_taken_back_is_marked_until_the_next_one(county, batch, sign_in):
    month.approve(batch, county)
    assert "作废</span>" not in sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    BATCH.acts["revoke_batch"](month.reload(batch), by=county.sifaju, reason="公示有异议")
    assert (
        sign_in(county.caiwu)
        .get(batch.get_absolute_url())
        .content.decode()
        .count("审批已撤回，作废")
        == 1
    )
    month.approve(month.reload(batch), county)
    assert (
        sign_in(county.caiwu)
        .get(batch.get_absolute_url())
        .content.decode()
        .count("审批已撤回，作废")
        == 1
    )


def test_batch_that_is_being_computed_is_not_offered_for_the_check(county, batch, sign_in):
    page, link = batch.get_absolute_url(), f"{batch.get_absolute_url()}submit_batch/"
    assert link in sign_in(county.caiwu).get(page).content.decode()
    acts.request_fill(batch, by=county.caiwu)
    assert link not in sign_in(county.caiwu).get(page).content.decode()
