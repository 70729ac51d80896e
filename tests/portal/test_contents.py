"""What each kind of notice says, and that none of them names, numbers or points to anybody we serve."""

import random
import subprocess
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Party, Person
from legalaid.demo import fund
from legalaid.demo.management.commands.seed_demo import fill
from legalaid.faces.portal import domain
from legalaid.faces.portal.enums import NoticeKind
from legalaid.platform.accounts.models import User
from legalaid.platform.jobs.queue import held
from legalaid.platform.procedure import deadlines
from legalaid.platform.procedure.models import ClockRule, Deadline
from stations.models import Firm, Handler
from subsidies.domain.fund import Charge, post_payment
from subsidies.domain.fund import reverse as take_back
from subsidies.models import Payment
from tests.cases.test_consultation import consult
from tests.factories import START
from tests.portal.test_notices import prepare, publish
from tests.stations.factories import post, published
from tests.subsidies import month
from tests.subsidies.money import AT, fund_of


def pay(county, fund, firm, amounts, reference, kind="case"):
    handler = Handler.objects.filter(firm=firm).first()
    charges = (
        [Charge(Decimal(amount), handler=handler, matter="civil_litigation") for amount in amounts]
        if kind == "case"
        else ()
    )
    return post_payment(
        fund=fund,
        kind=kind,
        amount=Decimal(sum(amounts)),
        payee=firm,
        charges=charges,
        reference=reference,
        by=county.caiwu,
        at=AT,
    )


@pytest.fixture
def money(county):
    """Two units paid for 5 and 2 cases, one payment taken back, and one for duty."""
    fund = fund_of(county)
    many, few = Firm.objects.exclude(kind="center").order_by("pk")[:2]
    pay(county, fund, many, [1600] * 5, "a")
    pay(county, fund, few, [1300, 1200], "b")
    take_back(pay(county, fund, many, [900], "c"), reason="重复", by=county.caiwu, at=AT)
    pay(county, fund, many, [3200], "d", kind="duty")
    county.many, county.few = many.name, few.name
    return county


def test_funds_received_by_source_and_spent_by_kind(money):
    received, spent = prepare(money.admin, "funds").tables
    assert received["rows"] == [["同级财政", "100,000.00"], ["合计", "100,000.00"]]
    assert spent["rows"] == [
        ["办案补贴及直接费用", "10,500.00"],
        ["法院看守所值班律师补贴", "3,200.00"],
        ["合计", "13,700.00"],
    ]


def test_subsidies_by_unit_leave_out_what_was_taken_back(money):
    cases, others = prepare(money.admin, "subsidies").tables
    assert cases["rows"] == [
        [money.many, 5, "8,000.00"],
        [money.few, 2, "2,500.00"],
        ["合计", 7, "10,500.00"],
    ]
    assert others["rows"] == [[money.many, "法院看守所值班律师补贴", "3,200.00"]]


def test_standard_the_county_pays_by_is_made_public_with_what_moves_it(county):
    with pytest.raises(domain.DomainError, match="没有可以公示的数据"):
        prepare(county.admin, "standard")
    month.standard(county)
    rates, moved = prepare(county.admin, "standard").tables
    assert rates["caption"] == "清和县2022年补贴标准（清司〔2022〕1号，2022年1月1日起执行）"
    assert rates["rows"][0] == ["办案补贴", "200.00", "1,200.00", "1,400.00"]
    assert ["重大疑难增加（元）", "1000.00"] in moved["rows"]
    factors = ["1.10", "1.00", "0.90", "1.00"]
    assert [value for label, value in moved["rows"] if label.endswith("系数")] == factors


def test_unit_with_few_cases_is_hidden_with_its_amount(money):
    notice = prepare(money.admin, "subsidies")
    assert [finding.what for finding in domain.findings_of(notice)] == ["过小的数字"]
    domain.hide_small(notice, by=money.admin)
    assert notice.tables[0]["rows"] == [
        [money.many, "—", "—"],
        [money.few, "不足3", "—"],
        ["合计", 7, "10,500.00"],
    ]
    assert domain.findings_of(notice) == []


def test_duty_plan_shows_the_published_roster_by_day_and_post(county):
    post(county, name="窗口值班", place="便民服务大厅3号窗口")
    roster = published(county)
    notice = prepare(county.admin, "duty")
    places, days = notice.tables
    assert places["rows"] == [["窗口值班", "便民服务大厅3号窗口", "09:00至18:00"]]
    assert days["rows"][0] == [
        "3月2日（一）",
        roster.shifts.order_by("day").first().handler.user.name,
    ]
    assert (len(days["rows"]), domain.findings_of(notice)) == (22, [])


def test_plan_that_is_not_published_is_not_made_public(county):
    post(county)
    with pytest.raises(domain.DomainError, match="没有可以公示的数据"):
        prepare(county.admin, "duty")


def test_prepare_page_offers_this_month_for_duties(sign_in, county):
    first = timezone.localdate().replace(day=1)
    form = (
        sign_in(county.admin)
        .get(reverse("notices:prepare"), {"kind": "duty"})
        .context["form"]
        .initial
    )
    assert (form["kind"], form["first_day"], (form["last_day"] + timedelta(days=1)).day) == (
        "duty",
        first,
        1,
    )


def test_only_periods_of_a_law_or_of_our_own_measuring_are_made_public(county):
    limits = {row[0]: row[1] for row in prepare(county.admin, "rules").tables[0]["rows"]}
    assert {"审查并作出决定", "异议审查", "窗口半小时办结"} <= limits.keys()
    assert (limits["一次性告知补正"], limits["送达不予援助决定"]) == ("法律未定日数",) * 2
    assert not limits.keys() & {
        "监管场所转交申请",
        "值班律师转交申请",
        "办案机关通知指派",
        "提出异议",
        "决定是否更换承办人",
        "送达终止决定",
        "先行提供后补办手续",
        "网络即时咨询答复",
        "差评整改",
    }
    ClockRule.objects.create(
        key="web_chat", limit=5, unit="minute", roll=False, valid_from=date(2026, 1, 1)
    )
    assert ["网络即时咨询答复", "5分钟", "—", "—"] in prepare(county.admin, "rules").tables[0][
        "rows"
    ]


def test_only_released_handlers_are_in_the_public_roster(county):
    Handler.objects.update(public=True)
    hidden = Handler.objects.working().first()
    Handler.objects.filter(pk=hidden.pk).update(public=False)
    (table,) = prepare(county.admin, "handlers").tables
    assert hidden.user.name not in {row[0] for row in table["rows"]}


def test_promises_name_the_limit_that_was_in_force(county):
    ClockRule.objects.create(
        key="examination", limit=5, unit="day", roll=True, valid_from=date(2026, 3, 10)
    )
    for number, day in enumerate((0, 20), 1):
        deadlines.start("case", number, "examination", START + timedelta(days=day))
    Deadline.objects.filter(rule="examination").update(met_at=START + timedelta(days=21))
    (table,) = prepare(county.admin, "promises").tables
    assert [row[1] for row in table["rows"] if row[0] == "审查并作出决定"] == ["7日、5日"]


def test_counts_of_a_big_county_side_by_side_are_no_bank_account(county):
    notice = prepare(county.admin, "rules")
    row = ["民事", 1204, 1187, 1103, 84, 1103, 1046]
    head = ["类别", "申请", "受理", "给予援助", "不予援助", "指派", "结案"]
    notice.content = {
        "tables": [{"caption": "案件", "head": head, "rows": [row], "counts": [1, 2, 3, 4, 5, 6]}]
    }
    assert domain.findings_of(notice) == []


def test_name_in_the_first_column_is_found(county):
    notice = prepare(county.admin, "rules")
    Person.objects.create(name="欧阳建国")
    notice.content = {
        "tables": [
            {"caption": "案件", "head": ["类别", "件"], "rows": [["欧阳建国", 9]], "counts": [1]}
        ]
    }
    assert [finding.text for finding in domain.findings_of(notice)] == ["欧**国"]


def secrets():
    """Names and numbers of everybody in the county but the names that are public on purpose."""
    people = [
        value
        for one in Person.objects.all()
        for value in (one.name, one.id_number, one.phone, one.address, one.household_address)
    ]
    users = [value for user in User.objects.all() for value in (user.phone,)]
    handlers = Handler.objects.all()
    numbers = (
        [one.mobile for one in handlers]
        + [firm.account_number for firm in Firm.objects.all()]
        + [p.account_number for p in Payment.objects.all()]
    )
    found = {*people, *users, *numbers, *Party.objects.values_list("name", flat=True)}
    return (
        {one for one in found if one}
        - {one.user.name for one in handlers}
        - set(Firm.objects.values_list("name", flat=True))
    )


def test_notices_of_every_kind_hold_no_name_and_no_number_of_the_demo_people(
    county, client, tmp_path
):
    today = timezone.localdate()
    with held():
        fill(random.Random(11), 12, 12)
        fund.fill(random.Random(11))
    post(county, name="窗口值班", place="便民服务大厅3号窗口")
    published(county, date(today.year - 1, 3, 1))
    month.standard(county)
    Handler.objects.update(public=True)
    for _ in range(4):
        consult(county, at=timezone.now())
    hidden, texts = secrets(), {}
    assert len(hidden) > 50
    for kind in NoticeKind:
        notice = domain.prepare(
            by=county.admin, token=uuid.uuid4(), kind=kind, title=f"{kind.label}公示", first_day=date(today.year - 1, 1, 1), last_day=today,
            shown_from=today, shown_to=today + timedelta(days=7),
        )  # fmt: skip
        publish(domain.hide_small(notice, by=county.admin), county.zhuren)
        page = client.get(reverse("portal:public_notice", args=[notice.pk])).content.decode()
        paper = client.get(reverse("portal:public_pdf", args=[notice.pk]))
        pdf = tmp_path / f"{kind}.pdf"
        pdf.write_bytes(b"".join(paper.streaming_content))
        text = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        texts[kind] = page + text
    assert {
        kind: sorted(secret for secret in hidden if secret in text) for kind, text in texts.items()
    } == {kind: [] for kind in NoticeKind}
