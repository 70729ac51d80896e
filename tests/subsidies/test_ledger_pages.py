"""The ledger pages: any total opens into its lines and adds up to them, within one's rights, at the same cost on every page."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from cases.models import Case, Waiver
from legalaid.platform.audit.models import Event
from stations.models import Firm, Handler, Station
from subsidies.domain.fund import Charge
from subsidies.models import EntryLine
from subsidies.queries.figures import (
    appropriated,
    average_subsidy,
    budget_growth,
    four_in_place,
    payment_rate,
)
from subsidies.queries.ledger import choose, grouped, lines_for, page_of
from subsidies.queries.tables import Months, appropriation_table, expense_table, parts_of
from tests.factories import lawyer, walk
from tests.subsidies.money import AT, fund_of, pay

YEAR = Months(date(2026, 1, 1), date(2026, 12, 31))
WANTED = {"since": date(2026, 1, 1), "until": date(2026, 12, 1)}


def words_of(pdf):
    """The text of a PDF without its line breaks."""
    return "".join(
        "".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(pdf)
    )


def cells(table):
    return {row.number: row.yuan for row in table.rows if row.yuan}


def test_table_of_appropriations_adds_up(books):
    table = appropriation_table(parts_of(YEAR))
    assert cells(table) == {
        1: Decimal("221000.50"), 2: Decimal("220000.50"), 3: Decimal("50000.00"), 6: Decimal("170000.50"), 7: Decimal("120000.00"),
        8: Decimal("50000.50"), 9: Decimal("20000.50"), 10: Decimal("1000.00"),
    }  # fmt: skip
    assert [check.good for check in table.checks] == [True] * 5
    assert str(table.rows[0].wan) == "22.1001"


def test_table_of_expenses_adds_up_by_kind_by_person_and_by_case(books):
    table = expense_table(parts_of(YEAR))
    assert cells(table) == {
        1: Decimal("1945.67"), 4: Decimal("1945.67"), 5: Decimal("1400.00"), 13: Decimal("1400.00"), 16: Decimal("500.00"),
        17: Decimal("300.00"), 20: Decimal("45.67"), (8 if lawyer().kind == "grassroots" else 7): Decimal("1400.00"),
    }  # fmt: skip
    assert [check.good for check in table.checks] == [True] * 6
    assert cells(expense_table(parts_of(Months(date(2026, 4, 1), date(2026, 4, 30))))) == {
        1: Decimal("200.00"), 4: Decimal("200.00"), 16: Decimal("200.00"),
    }  # fmt: skip


def test_case_subsidy_without_its_handler_is_told_by_the_check(books):
    pay(books, fund_of(books, None), "10.00", "case", "x")
    bad = [
        (check.words, check.missed)
        for check in expense_table(parts_of(YEAR)).checks
        if not check.good
    ]
    assert bad == [("5＝6至10之和", Decimal("10.00")), ("5＝11至15之和", Decimal("10.00"))]


def test_figures_of_the_annual_report(books):
    average = average_subsidy(YEAR, standard=Decimal("1400.00"))
    assert (average.cases, average.yuan, average.reached) == (1, Decimal("1400.00"), True)
    walk(books, "approve_closure")
    rate = payment_rate(YEAR)
    assert (rate.part, rate.whole, rate.percent) == (1, 2, Decimal("50.0"))
    fund_of(books, "100000.00", year=2025, at=AT - timedelta(days=365))
    assert budget_growth() == [
        (2025, Decimal("100000.00"), Decimal("100000.00"), None),
        (2026, Decimal("170000.00"), Decimal("221000.50"), Decimal("70.0")),
    ]
    assert appropriated(2026, 2026, "provincial", "lottery") == Decimal("50000.50")
    assert [(what, whether) for what, whether, _ in four_in_place(2026)] == [
        ("机构", True), ("人员", True), ("办公场所", True), ("经费", True),
    ]  # fmt: skip


def test_reimbursed_staff_do_not_lower_the_average(books):
    lawyer_cases = average_subsidy(YEAR)
    clerk = Handler.objects.filter(kind="lawyer").exclude(pk=lawyer().pk).first()
    Handler.objects.filter(pk=clerk.pk).update(kind="agency")
    clerk.refresh_from_db()
    charge = Charge(Decimal("200.00"), walk(books, "approve_closure"), clerk)
    pay(books, fund_of(books, None), "200.00", "case", "agency", payee=clerk.firm, charges=[charge])
    for stations in (None, Station.objects.all()):
        assert average_subsidy(YEAR, stations=stations) == lawyer_cases


@pytest.mark.parametrize("how", ["agency", "waived", "public"])
def test_who_is_owed_no_subsidy_does_not_lower_the_rate(books, how):
    case = walk(books, "approve_closure")
    assert payment_rate(YEAR).whole == 2
    if how == "waived":
        Waiver.objects.create(case=case, item="subsidy", reason="私自收费", by=books.zhuren, at=AT)
    else:
        other = Handler.objects.exclude(pk=lawyer().pk).first()
        Handler.objects.filter(pk=other.pk).update(
            **({"kind": "agency"} if how == "agency" else {"public_post": True})
        )
        Case.objects.filter(pk=case.pk).update(handler=other)
    assert (payment_rate(YEAR).part, payment_rate(YEAR).whole) == (1, 1)


def test_growth_is_of_one_year_over_the_year_before(books):
    fund_of(books, "100000.00", year=2024, at=AT - timedelta(days=600))
    assert [(row[0], row[3]) for row in budget_growth()] == [(2024, None), (2026, None)]


def test_entry_shows_only_lines_of_ones_own_stations(books, sign_in):
    township = Station.objects.filter(kind="township").first()
    old, case = walk(books, "approve_closure"), books.case
    Case.objects.filter(pk=old.pk).update(station=township)
    old.refresh_from_db()
    charges = [Charge(Decimal("300.00"), case, lawyer()), Charge(Decimal("500.00"), old, lawyer())]
    entry = pay(
        books, fund_of(books, None), "800.00", "case", "two", payee=lawyer().firm, charges=charges
    )
    whole = sign_in(books.jiandu).get(entry.get_absolute_url())
    assert (len(whole.context["lines"]), whole.context["debit"], whole.context["part"]) == (
        3,
        Decimal("800.00"),
        False,
    )
    books.jiandu.staff.station = township
    books.jiandu.staff.save()
    answer = sign_in(books.jiandu).get(entry.get_absolute_url())
    assert [line.case_id for line in answer.context["lines"]] == [old.pk]
    assert (answer.context["debit"], answer.context["credit"]) == (Decimal("500.00"), 0)
    assert (
        "这里只列本机构及下属的分录" in answer.content.decode(),
        case.number in answer.content.decode(),
    ) == (True, False)


@pytest.mark.parametrize(
    "by",
    ["month", "source", "fund", "account", "firm", "handler", "station", "performer", "matter"],
)
def test_totals_by_anything_equal_their_lines(books, sign_in, by):
    rows = (
        sign_in(books.caiwu)
        .get(reverse("subsidies:ledger"), {"by": by, "since": "2026-01", "until": "2026-12"})
        .context["rows"]
    )
    assert sum(row["amount"] for row in rows) == Decimal("1945.67")
    for row in rows:
        answer = sign_in(books.caiwu).get(f"{reverse('subsidies:lines')}?{row['query']}")
        found = answer.context
        assert (found["total"], found["count"]) == (row["amount"], row["count"])
        assert sum(line.amount for line in found["lines"]) == row["amount"]


def test_case_is_linked_only_for_those_who_may_see_it(books, sign_in):
    address = f"{reverse('subsidies:lines')}?account=case&since=2026-01&until=2026-12"
    entry = EntryLine.objects.get(account="case").entry
    link = f'<a href="{books.case.get_absolute_url()}">{books.case.number}</a>'
    for user, page in ((books.caiwu, address), (books.jiandu, entry.get_absolute_url())):
        text = sign_in(user).get(page).content.decode()
        assert (
            link in text,
            f'<a href="{entry.get_absolute_url()}">{entry}</a>' in text,
            "&lt;a" in text,
        ) == (
            True,
            page == address,
            False,
        )
    township = Station.objects.filter(kind="township").first()
    books.jiandu.staff.station = township
    books.jiandu.staff.save()
    client = sign_in(books.jiandu)
    assert (
        client.get(address).context["count"],
        client.get(entry.get_absolute_url()).status_code,
    ) == (0, 404)
    assert grouped(books.jiandu, WANTED, "month") == list(lines_for(books.jiandu)) == []


def test_tables_of_money_are_drawn_as_markup_with_names_escaped(books, sign_in):
    Firm.objects.filter(pk=lawyer().firm_id).update(name="甲<乙>所")
    fund = EntryLine.objects.filter(account="case").first().fund
    for page in (
        reverse("subsidies:funds"),
        fund.get_absolute_url(),
        f"{reverse('subsidies:ledger')}?by=fund&since=2026-01",
    ):
        text = sign_in(books.caiwu).get(page).content.decode()
        assert ("&lt;a" in text, "&lt;b" in text, f">{fund}</" in text) == (False, False, True)
    text = (
        sign_in(books.caiwu)
        .get(f"{reverse('subsidies:ledger')}?by=firm&since=2026-01&until=2026-12")
        .content.decode()
    )
    assert ("甲&lt;乙&gt;所" in text, "甲<乙>所" in text) == (True, False)


def test_income_reads_above_zero(books, sign_in):
    rows = sign_in(books.jiandu).get(
        reverse("subsidies:ledger"), {"by": "source", "account": "appropriated", "since": "2026-01"}
    )
    assert {row["name"]: row["amount"] for row in rows.context["rows"]} == {
        "同级财政": Decimal("170000.00"), "省级专项": Decimal("30000.00"), "彩票公益金": Decimal("20000.50"), "捐赠": Decimal("1000.00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=2026-13", "月份写作 2026-03。"),
        ("since=2026-05&until=2026-04", "止月早于起月。"),
        ("source=x", "x"),
    ],
)
def test_bad_filter_is_told_beside_its_field(county, sign_in, query, words):
    answer = sign_in(county.caiwu).get(f"{reverse('subsidies:ledger')}?{query}")
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_pages_follow_one_another_without_gap_or_double(books):
    fund = fund_of(books, None)
    for number in range(7):
        pay(books, fund, "1.00", "other", f"n{number}", at=AT + timedelta(days=number // 3))
    lines, after, found = choose(lines_for(books.caiwu), WANTED), None, []
    while True:
        rows, more = page_of(lines, after, 3)
        found += [row.pk for row in rows]
        if not more:
            break
        after = rows[-1].on, rows[-1].pk
    assert found == list(lines.order_by("-on", "-pk").values_list("pk", flat=True))


@pytest.mark.parametrize("name", ["funds", "ledger", "lines", "publication", "tables"])
def test_number_of_queries_does_not_grow_with_the_rows(books, sign_in, name):
    client, address = sign_in(books.caiwu), reverse(f"subsidies:{name}")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for number in range(5):
        pay(
            books,
            fund_of(books, None),
            "1.00",
            "other",
            f"n{number}",
            payee=Firm.objects.all()[number % 3],
        )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_publication_names_units_and_no_person(books, sign_in):
    client = sign_in(books.zhuren)
    address = f"{reverse('subsidies:publication')}?since=2026-01&until=2026-12"
    context = client.get(address).context
    assert [(row["name"], row["count"], row["amount"]) for row in context["units"]] == [
        (str(lawyer().firm), 2, Decimal("1700.00"))
    ]
    text = words_of(client.get(f"{address}&export=pdf").content)
    assert (client.get(address).text.count("合计"), text.count("合计")) == (2, 2)
    case = books.case
    assert [word in text for word in (str(lawyer().firm), "1,700.00", lawyer().user.name, case.number, case.applicant.name)] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_excel_holds_every_line_of_the_filter_and_is_logged(books, sign_in):
    answer = sign_in(books.caiwu).get(
        reverse("subsidies:lines"), {"since": "2026-01", "until": "2026-12", "export": "xlsx"}
    )
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (len(rows), sum(row[10] or 0 for row in rows[1:])) == (5, pytest.approx(1945.67))
    assert [row[9] for row in rows[1:] if row[9]] == [books.case.number]
    event = Event.objects.filter(verb="ledger.export").get()
    assert event.data["count"] == 4


def test_supervisor_reads_but_does_not_export(books, sign_in):
    client = sign_in(books.jiandu)
    assert client.get(reverse("subsidies:tables")).status_code == 200
    assert client.get(reverse("subsidies:tables"), {"export": "pdf"}).status_code == 403


def test_tables_as_pdf_carry_both_units_and_the_check(books, sign_in):
    answer = sign_in(books.zhuren).get(
        reverse("subsidies:tables"), {"since": "2026-01", "until": "2026-12", "export": "pdf"}
    )
    text = words_of(answer.content)
    assert [word in text for word in ("22.1001", "221,000.50", "各项合计核对相符", "表四")] == [
        True
    ] * 4
