"""What the papers of the subsidies keep back, in print and as Excel, and who opens them. Their words: test_letters."""

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
from subsidies.exports.batch import pay_sheet
from subsidies.models import Batch, Fund
from subsidies.papers import may_open_statement, rows_of, statement
from subsidies.queries.papers import for_publication
from subsidies.workflow import BATCH
from tests.papers import words_of

from . import month

YEAR = timezone.localdate().year


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


def test_pay_sheet_masks_phones_and_accounts_and_prints_on_one_sheet(county, paid):
    paper, firm = paper_of(paid, "subsidy_sheet"), paid.calculations.get().firm
    assert paper.number_text == f"清援补字〔{YEAR}〕第1号"
    words = words_of(paper)
    assert ("13900139000" in words, firm.account_number in words) == (False, False)
    assert issue.ensure_file(paper).pages == 1


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


def test_voucher_masks_the_account(county, paid):
    paper = paper_of(paid, "subsidy_voucher")
    assert paper.number_text == f"清援付字〔{YEAR}〕第1号"
    assert paid.payments.get().account_number not in words_of(paper)


def test_publication_names_nobody(county, paid):
    case, paper = Case.objects.get(), paper_of(paid, "subsidy_publication")
    assert paper.number_text == f"清援补公字〔{YEAR}〕第1号"
    words = words_of(paper)
    secrets = (
        case.applicant.name,
        case.applicant.phone,
        case.handler.user.name,
        "13900139000",
        paid.payments.get().account_number,
    )
    assert [secret for secret in secrets if secret in words] == []


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
    case = Case.objects.get()
    facts = statement(case.handler, YEAR)
    assert (facts["total"], len(facts["lines"])) == ("1,349.50", 1)
    assert statement(case.handler, YEAR - 1)["lines"] == []
