"""One golden text per paper of the subsidies: its columns, sums in capitals, the signatures, and nothing personal in public."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.models import Case
from legalaid.platform.documents import issue
from legalaid.platform.documents.models import Paper
from stations.models import Handler, Station
from subsidies.law.paysheet import HEAD
from subsidies.models import Batch, Fund
from subsidies.papers import may_open_statement, rows_of, statement
from subsidies.queries.papers import for_publication
from subsidies.sheets import pay_sheet
from subsidies.workflow import BATCH
from tests.cases.test_papers import check, text_of

from . import month

YEAR = timezone.localdate().year
COLUMNS = (
    "序号", "案件编号", "受援人", "案由", "案件类别/阶段", "承办单位", "承办人", "电话", "指派日期", "结案日期", "质量等次", "标准", "直接费用", "加减额及原因",
    "应发", "实发", "开户行/账号（单位）", "领款人签字", "资金来源",
)  # fmt: skip


@pytest.fixture
def paid(county):
    """One case with a deduction, paid and published."""
    month.standard(county)
    money = month.fund(county)
    case = month.finished(county)[0]
    Handler.objects.filter(pk=case.handler_id).update(mobile="13900139000")
    batch = month.filled(county, money)
    row = batch.calculations.get()
    facts = {
        "calculation": row.pk,
        "what": row.subject,
        "amount": Decimal("-50.50"),
        "reason": "票据核减",
    }
    BATCH.acts["adjust"](batch, by=county.caiwu, **facts)
    month.pay(batch, county)
    month.publish(batch, county)
    return batch


def paper_of(batch, kind):
    return Paper.objects.get(workflow="batch", subject_id=batch.pk, kind=kind)


def test_pay_sheet_has_the_columns_of_the_guidance_and_the_sum_in_capitals(county, paid):
    case, firm = Case.objects.get(), paid.calculations.get().firm
    assert tuple(name for name, _ in HEAD) == COLUMNS
    words = [
        *COLUMNS, case.number, case.applicant.name, case.cause.name, "民事/仲裁", firm.name, "139****9000", "良好", "1,400.00", "200.00",
        "-50.50票据核减", "1,349.50", f"**********{firm.account_number[-4:]}", "同级财政", "合计1件", "壹仟叁佰肆拾玖元伍角整", "经手：孙丽", "复核：陈立", "审批：高峰",
    ]  # fmt: skip
    check(paper_of(paid, "subsidy_sheet"), f"清援补字〔{YEAR}〕第1号", words)
    text = text_of(paper_of(paid, "subsidy_sheet"))
    assert ("13900139000" in text, firm.account_number in text) == (False, False)


@pytest.mark.parametrize(
    ("reader", "whole"),
    [("caiwu", True), ("chuna", True), ("jiandu", False), ("shencha", False), ("sifaju", False)],
)
def test_excel_shows_phones_and_accounts_in_full_only_to_finance(
    county, paid, sign_in, reader, whole
):
    answer = sign_in(getattr(county, reader)).post(reverse("subsidies:pay_sheet", args=[paid.pk]))
    cells = [
        str(cell)
        for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
        for cell in row
    ]
    firm = paid.calculations.get().firm
    assert ("13900139000" in cells, f"{firm.bank} {firm.account_number}" in cells) == (whole, whole)
    assert ("139****9000" in cells) != whole


def test_excel_gives_a_long_reason_the_lines_it_takes_and_names_the_standard(county, paid):
    rows = rows_of(paid)
    short, long = rows[0], list(rows[0])
    long[13] = "-50.50票据核减" * 5  # 70 wide in a column of 34
    sheet = load_workbook(BytesIO(pay_sheet(paid, [short, long]))).active
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [None, 51.0]
    assert (sheet.cell(3, 14).alignment.wrap_text, sheet.cell(2, 12).value) == (True, 1400)
    assert sheet.cell(5, 2).value == f"标准：{month.FIELDS['title']}"


def test_voucher_lists_the_transfers_to_units_and_who_answers_for_them(county, paid):
    payment = paid.payments.get()
    words = ["付款凭单", payment.number, payment.account_name, payment.account_number[-4:], "1,349.50", "壹仟叁佰肆拾玖元伍角整",
             "核定：孙丽", "复核：陈立", "审批：高峰", "付款：郑凯", f"经费：{YEAR}年同级财政"]  # fmt: skip
    check(paper_of(paid, "subsidy_voucher"), f"清援付字〔{YEAR}〕第1号", words)
    assert payment.account_number not in text_of(paper_of(paid, "subsidy_voucher"))


def test_publication_names_case_unit_and_sum_and_nobody(county, paid):
    case = Case.objects.get()
    paper = paper_of(paid, "subsidy_publication")
    words = [
        "法律援助补贴发放公示",
        case.number,
        "民事/仲裁",
        case.handler.firm.name,
        "1,349.50",
        "壹仟叁佰肆拾玖元伍角整",
        "清和县司法局",
    ]
    check(paper, f"清援补公字〔{YEAR}〕第1号", words)
    _, text = text_of(paper)
    secrets = (
        case.applicant.name,
        case.applicant.phone,
        case.handler.user.name,
        "13900139000",
        paid.payments.get().account_number,
    )
    assert [secret for secret in secrets if secret in text] == []


def test_lists_of_a_batch_cost_the_same_however_long_they_are(
    county, paid, django_assert_num_queries
):
    month.copies(Case.objects.get(), 3)
    longer = month.filled(county, Fund.objects.get())
    assert [batch.count for batch in (paid, longer)] == [1, 3]
    for batch in Batch.objects.select_related("fund"):
        with django_assert_num_queries(6):
            rows_of(batch)
        with django_assert_num_queries(1):
            list(for_publication(batch))


def test_statement_opens_for_its_handler_and_for_finance_of_the_station_above(county):
    other = Handler.objects.exclude(user=county.lvshi).exclude(user__role="finance").first()
    own = Handler.objects.get(user=county.lvshi)
    assert [may_open_statement(county.lvshi, row.pk) for row in (own, other)] == [True, False]
    assert [may_open_statement(county.caiwu, row.pk) for row in (own, other)] == [True, True]
    county.caiwu.staff.station = (
        Station.objects.filter(kind="township")
        .exclude(pk__in=(own.station_id, other.station_id))
        .first()
    )
    county.caiwu.staff.save()
    assert [may_open_statement(county.caiwu, row.pk) for row in (own, other)] == [False, False]


def test_yearly_statement_adds_up_what_the_handler_was_paid(county, paid):
    case, now = Case.objects.get(), timezone.now()
    facts = statement(case.handler, YEAR)
    paper = issue.issue(
        "subsidy_statement",
        workflow="handler",
        subject_id=case.handler_id,
        context=facts,
        by=county.lvshi,
        at=now,
    )
    words = ["法律援助补贴年度对账单", f"{YEAR}年", case.handler.user.name, case.number, "良好", paid.number, "1,349.50", "壹仟叁佰肆拾玖元伍角整",
             "免征增值税和个人所得税"]  # fmt: skip
    check(paper, "", words)
    assert statement(case.handler, YEAR - 1)["lines"] == []
