"""Work without a case is paid once, in the same batches as cases: duties by the day, a duty lawyer's help by the person, drafts by the piece."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import draft_document, hand_document, register
from cases.models import DraftedDocument
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from stations.domain.duty import correct, count_help, count_registered
from stations.models import Handler, Shift
from subsidies.domain.standard import propose
from subsidies.models import Calculation, EntryLine, Standard, StandardRate
from subsidies.queries.batch import by_expense, sums_of
from subsidies.queries.work import WORK_KINDS
from subsidies.workflow import BATCH
from tests.stations.factories import MONTH, handler, post, published

from . import month

D = Decimal
CONSULTATION = {"service": "consultation", "direct": D(30), "labour": D(120)}


@pytest.fixture
def served(county):
    """One lawyer's first duty at the window and at the detention centre (a morning), signed in and out."""
    month.standard(county, rates=[*month.RATES, CONSULTATION])
    post(county)
    post(county, "县看守所", "detention", starts=time(8, 30), ends=time(12), pause=0)
    published(county)
    shifts = [
        Shift.objects.filter(post__kind=kind, handler=handler("lvshi")).first()
        for kind in ("window", "detention")
    ]
    for row in shifts:
        Shift.objects.filter(pk=row.pk).update(
            signed_in_at=row.starts_at, signed_out_at=row.ends_at
        )
    return shifts


def test_month_of_duties_is_paid_once_and_booked_by_kind(county, served):
    money = month.fund(county)
    batch = month.filled(county, money)
    rows = [
        (row.service, row.on, row.stage, row.total)
        for row in batch.calculations.order_by("service")
    ]
    assert rows == [
        ("consultation", served[0].day, "窗口值班", D("150.00")),
        ("duty", served[1].day, "县看守所", D("100.00")),
    ]
    assert by_expense(batch.calculations.all()) == {
        "consultation": D("150.00"),
        "duty": D("100.00"),
    }
    month.pay(batch, county)
    lines = EntryLine.objects.filter(account__in=("duty", "consultation")).order_by("account")
    assert [(line.account, line.amount, line.handler, line.case) for line in lines] == [
        ("consultation", D("150.00"), handler("lvshi"), None),
        ("duty", D("100.00"), handler("lvshi"), None),
    ]
    assert month.filled(county, money).count == 0


def test_unsigned_absent_and_later_duties_wait(county, served):
    Shift.objects.filter(pk=served[0].pk).update(signed_out_at=None)
    money = month.fund(county)
    assert month.filled(county, money, last_day=MONTH).count == 0
    assert month.filled(county, money).calculations.get().work == f"shift:{served[1].pk}"


def test_public_post_earns_nothing_by_duty(county, served):
    """Its direct costs are reimbursed by receipt (司发通〔2019〕27号), and a duty has none in this register."""
    Handler.objects.filter(user=county.lvshi).update(public_post=True)
    assert sums_of(month.filled(county, month.fund(county))) == (0, 0)


def test_duty_without_a_row_in_the_standard_is_left_out(county, served):
    served[0].roster.shifts.filter(post__kind="window").update(signed_out_at=None)
    month.instead(county, MONTH, month.RATES[:1])
    assert sums_of(month.filled(county, month.fund(county))) == (0, 0)


def test_correction_that_equals_what_was_earned_moves_no_money_but_both_accounts(county, served):
    """The unit's transfer comes to nothing, and the ledger still tells each case and duty its own."""
    money = month.fund(county)
    first = month.filled(county, money)
    month.pay(first, county)
    paid = first.calculations.get(service="duty")
    other = month.finished(county)[0]
    again = Shift.objects.filter(post__kind="detention", handler=handler("lvshi")).exclude(
        pk=served[1].pk
    )[0]
    Shift.objects.filter(pk=again.pk).update(
        signed_in_at=again.starts_at, signed_out_at=again.ends_at
    )
    second = month.filled(county, money)
    BATCH.acts["correct"](
        second, by=county.caiwu, calculation=paid.pk, what=paid.subject, reason="当日未到岗"
    )
    assert by_expense(second.calculations.all()) == {"case": D("1400.00"), "duty": 0}
    month.pay(second, county)
    lines = EntryLine.objects.filter(account="duty", entry__reference__endswith=":duty").order_by(
        "pk"
    )
    assert [line.amount for line in lines] == [D("100.00"), D("100.00"), D("-100.00")]
    assert EntryLine.objects.filter(case=other).count() == 1
    paid.refresh_from_db()
    assert paid.reversed
    assert Calculation.objects.live().filter(work=paid.work).count() == 0


HELP = {"service": "duty_help", "direct": D(0), "labour": D(100)}
DRAFT = {"service": "drafting", "direct": D(20), "labour": D(100)}


@pytest.fixture
def helped(county, served):
    """On both duties the lawyer gave advice to five; two persons signed at the detention centre, one at the window."""
    rates = [*month.RATES, CONSULTATION, HELP, DRAFT]
    month.instead(county, MONTH, rates, beside_duty=True)
    for shift, witnessed in zip(served, (1, 2), strict=True):
        count_help(shift, {"advice": 5, "witness": witnessed})
    return served


PERSON = {"service": "duty_person", "direct": D(0), "labour": D(60)}
BY_THE_DAY = {"service": "duty", "direct": D(50), "labour": D(150)}


def test_standard_pays_a_day_of_duty_by_the_day_or_by_person_and_by_both_only_when_it_says_so(
    county, served
):
    fields = month.FIELDS | {"title": "两项", "valid_from": MONTH}
    sentence = "“值班补贴”、“值班帮助补贴（每名受帮助人）”都有金额，同一人同一天会付两次"
    with pytest.raises(DomainError, match=sentence) as refused:
        propose(by=county.caiwu, fields=fields, rates=[BY_THE_DAY, PERSON])
    assert refused.value.field == "beside_duty"

    nothing = BY_THE_DAY | {"direct": D(0), "labour": D(0)}
    one = propose(by=county.caiwu, fields=fields, rates=[nothing, PERSON])
    both = propose(
        by=county.caiwu, fields=fields | {"beside_duty": True}, rates=[BY_THE_DAY, PERSON]
    )
    named = [[rate.service for rate in row.doubled_rates] for row in (one, both)]
    assert named == [[], ["duty", "duty_person"]]


def test_each_person_registered_is_paid_once_and_the_number_stays_when_approved(county, served):
    cases = [rate for rate in month.RATES if rate["service"] == "case"]
    month.instead(county, MONTH, [*cases, PERSON])
    count_registered(served[1], helps={"advice": 3, "witness": 2}, persons=3)
    batch = month.filled(county, month.fund(county))
    [row] = batch.calculations.exclude(service="case")
    assert (row.service, row.total, row.subject) == (
        "duty_person",
        D("180.00"),
        f"3月{row.on.day}日县看守所逐人帮助",
    )
    assert by_expense(batch.calculations.all())["duty"] == D("180.00")  # line 17 of table 4
    month.approve(batch, county)
    with pytest.raises(DomainError, match="受帮助的人数不能再改"):
        count_registered(served[1], helps={"advice": 4, "witness": 2}, persons=4)


def drafted(county, by, *, handed=True):
    day = timezone.localdate()
    row = register(
        by=by,
        station=county.lvshi.handler.station,
        facts={"question": "讨薪"},
        topics=["other"],
        token=uuid4(),
    )
    document = draft_document(row, by=by, at=timezone.now(), title="张三起诉状")
    if handed:
        hand_document(row, by=by, at=timezone.now(), document=document, handed_on=day)
    return row


def test_signatures_witnessed_are_paid_by_the_person_where_the_standard_says_so(county, helped):
    batch = month.filled(county, month.fund(county))
    row = batch.calculations.get(service="duty_help")
    assert (row.total, row.work, row.subject) == (
        D("200.00"),
        f"help:{helped[1].pk}",
        f"3月{row.on.day}日县看守所法律帮助",
    )
    assert by_expense(batch.calculations.all()) == {
        "consultation": D("150.00"),
        "duty": D("300.00"),
    }
    month.pay(batch, county)
    assert EntryLine.objects.filter(account="duty").count() == 2
    assert month.filled(county, batch.fund).count == 0


def put_right(county, shift, witnessed):
    shift.refresh_from_db()
    helps = {"advice": 5, "witness": witnessed}
    correct(
        shift,
        by=county.zhuren,
        begin=shift.signed_in_at,
        end=shift.signed_out_at,
        helps=helps,
        reason="漏记",
    )


def test_help_put_right_after_it_was_computed_is_computed_again(county, helped):
    batch = month.filled(county, month.fund(county))
    put_right(county, helped[1], 3)
    with pytest.raises(
        DomainError, match="县看守所法律帮助核算后改了人员、日期或者数量，请移出本批重新核算。"
    ):
        month.submit(batch, county)
    row = batch.calculations.get(service="duty_help")
    BATCH.acts["remove"](
        batch, by=county.caiwu, calculation=row.pk, what=row.subject, reason="人次有变"
    )
    month.fill(batch, county)
    assert batch.calculations.get(service="duty_help").total == D("300.00")
    month.submit(batch, county)
    BATCH.acts["review_batch"](batch, by=county.shencha, opinion="同意")
    put_right(county, helped[1], 4)
    with pytest.raises(DomainError, match="移出本批重新核算"):
        BATCH.acts["approve_batch"](batch, by=county.sifaju, total=batch.total, opinion="同意")


def test_number_of_persons_stays_once_their_pay_is_approved(county, helped, sign_in):
    batch = month.filled(county, month.fund(county))
    month.approve(batch, county)
    put_right(county, helped[1], 2)  # advice and times may be put right
    with pytest.raises(DomainError, match="见证补贴已在“11月补贴”中审批") as refused:
        put_right(county, helped[1], 3)
    assert refused.value.field == "witness"
    data = {"begin": "08:30", "end": "12:00", "advice": "5", "witness": "3", "reason": "漏记"}
    answer = sign_in(county.zhuren).post(
        reverse("stations:duty_correct", args=[helped[1].pk]), data
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["witness"])
    BATCH.acts["revoke_batch"](batch, by=county.sifaju, reason="人次有误")
    put_right(county, helped[1], 3)


def test_duty_and_draft_that_are_gone_or_anothers_must_be_computed_again(county, helped):
    drafted(county, county.lvshi)
    batch = month.filled(county, month.fund(county))
    Shift.objects.filter(pk=helped[0].pk).update(signed_out_at=None)
    with pytest.raises(DomainError, match="窗口值班核算后改了"):
        month.submit(batch, county)
    Shift.objects.filter(pk=helped[0].pk).update(signed_out_at=helped[0].ends_at)
    DraftedDocument.objects.update(by=county.lvshi2)
    with pytest.raises(DomainError, match="核算后改了"):
        month.submit(batch, county)
    DraftedDocument.objects.update(by=county.lvshi)
    month.submit(batch, county)


def test_staff_of_the_centre_earn_nothing_by_duty_or_helping_and_have_no_row(county, helped):
    Handler.objects.filter(user=county.lvshi).update(kind="agency")
    assert month.filled(county, month.fund(county)).count == 0


def test_duty_and_help_of_one_day_are_named_together_before_they_are_submitted(
    county, helped, sign_in
):
    batch = month.filled(county, month.fund(county))
    client = sign_in(county.caiwu)
    for address in (batch.get_absolute_url(), f"{batch.get_absolute_url()}submit_batch/"):
        page = client.get(address)
        ((one, other),) = page.context["doubled"]
        assert {one.service, other.service} == {"duty", "duty_help"}
        assert (one.handler, one.on) == (other.handler, other.on)
        assert "同一人同一天既付值班、又付法律帮助" in page.content.decode()


def test_document_is_paid_to_the_lawyer_who_drafted_it_once_it_was_handed_over(county, helped):
    consultation = drafted(county, county.lvshi)
    drafted(county, county.lvshi, handed=False)
    drafted(county, county.chuangkou)  # the clerk at the desk has no unit
    money = month.fund(county)
    batch = month.filled(county, money)
    row = batch.calculations.get(service="drafting")
    assert (row.handler, row.total, row.stage) == (
        county.lvshi.handler,
        D("120.00"),
        consultation.number,
    )
    month.pay(batch, county)
    assert EntryLine.objects.get(account="drafting").handler == county.lvshi.handler
    public = Paper.objects.get(kind="subsidy_sheet").facts["rows"]
    assert not any("张三" in str(cell) for row in public for cell in row)
    assert month.filled(county, money).count == 0


def test_help_and_drafts_without_a_row_in_the_standard_are_left_out(county, served):
    count_help(served[1], {"witness": 2})
    drafted(county, county.lvshi)
    batch = month.filled(county, month.fund(county))
    assert set(batch.calculations.values_list("service", flat=True)) == {"duty", "consultation"}


def test_lawyer_sees_the_work_that_waits(county, helped, sign_in):
    drafted(county, county.lvshi)
    page = sign_in(county.lvshi).get("/subsidies/mine/").content.decode()
    for words in (
        "已签到签退的值班2件（次）",
        "有见证具结的值班1件（次）",
        "已交付的代拟文书1件（次）",
    ):
        assert words in page


def test_work_from_before_the_standard_had_its_kind_is_never_paid(county, served, sign_in):
    """The county's standard pays drafts only from today on, help not at all; its older standard paid neither."""
    count_help(served[1], {"witness": 2})
    drafted(county, county.lvshi)
    drafted(county, county.lvshi)
    today = timezone.localdate()
    Standard.objects.update(valid_to=today - timedelta(days=1))
    month.standard(county, title="新标准", valid_from=today, rates=[*month.RATES, DRAFT])
    DraftedDocument.objects.filter(pk=DraftedDocument.objects.first().pk).update(
        handed_on=today - timedelta(days=1)
    )
    center = county.lvshi.handler.station
    assert [kind.payable(center, today).count() for kind in WORK_KINDS] == [2, 0, 0, 0, 0, 1, 0, 0]
    page = sign_in(county.lvshi).get("/subsidies/mine/").content.decode()
    assert ("代拟文书1件（次）：等待入批" in page, "见证具结" in page) == (True, False)
    batch = month.filled(county, month.fund(county))
    assert sorted(batch.calculations.values_list("service", flat=True)) == [
        "consultation",
        "drafting",
        "duty",
    ]


def test_work_that_comes_to_nothing_does_not_wait_and_the_page_says_why(county, helped, sign_in):
    client = sign_in(county.lvshi)
    assert "已签到签退的值班2件（次）" in client.get("/subsidies/mine/").content.decode()
    StandardRate.objects.filter(service="duty").update(direct=0, labour=0)
    assert "已签到签退的值班1件（次）" in client.get("/subsidies/mine/").content.decode()
    Handler.objects.filter(user=county.lvshi).update(public_post=True)
    page = client.get("/subsidies/mine/").content.decode()
    assert ("已签到签退的值班" in page, "见证具结" in page, "另行报销，不入批" in page) == (
        False,
        False,
        True,
    )
