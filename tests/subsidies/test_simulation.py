"""A case computed at the terminal, a year of cases under another standard, and a total followed down to the payment and the case."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from legalaid.platform.core.errors import DomainError
from stations.models import Handler
from subsidies.domain.calculation import declare
from subsidies.models import EntryLine, Standard
from subsidies.queries.simulation import simulate
from subsidies.workflow import STANDARD
from tests.factories import walk

from . import month

D = Decimal


@pytest.fixture
def cases(county):
    """Two graded civil cases: one of a lawyer, excellent; one of an agency's lawyer, who is reimbursed only."""
    month.standard(county)
    first, second = month.finished(county, 2)
    agency = Handler.objects.filter(kind="agency").first()
    Case.objects.filter(pk=first.pk).update(grade="excellent")
    Case.objects.filter(pk=second.pk).update(handler=agency)
    declare(second, by=county.caiwu, direct_costs=D("86.50"))
    return Case.objects.get(pk=first.pk), Case.objects.get(pk=second.pk)


def test_command_prints_the_lines_and_writes_nothing(county, cases, capsys):
    call_command("calculate_subsidy", cases[0].number)
    said = capsys.readouterr().out
    for words in (
        "标准：清和县2022年补贴标准",
        "200.00 直接费用200.00元",
        "120.00 质量等次系数1.10",
        "1520.00 应发",
    ):
        assert words in said
    assert cases[0].calculations.count() == 0
    with pytest.raises(CommandError, match="没有案件"):
        call_command("calculate_subsidy", "不存在")
    with pytest.raises(CommandError, match="尚未结案"):
        call_command("calculate_subsidy", walk(county, "assign").number)


def test_year_under_another_standard_tells_the_difference_by_kind_and_handler(
    county, cases, sign_in
):
    rates = [{"service": "case", "direct": D(250), "labour": D(1500)}]
    draft = month.standard(
        county, published=False, title="拟订稿", valid_from=date(2031, 1, 1), rates=rates
    )
    Case.objects.filter(pk=walk(county, "approve_closure").pk).update(
        grade=""
    )  # not graded: not in it
    Case.objects.exclude(closed_on=None).update(closed_on=timezone.localdate())
    found = simulate(draft, timezone.localdate(), timezone.localdate())
    assert (found["count"], found["now"], found["then"], found["more"]) == (
        2,
        D("1606.50"),
        D("1986.50"),
        D("380.00"),
    )
    assert [row[1:] for row in found["kinds"]] == [(2, D("1606.50"), D("1986.50"), D("380.00"))]
    by_handler = {row[0]: row[1:] for row in found["handlers"]}
    assert by_handler == {
        f"{cases[0].handler.firm} {cases[0].handler}": (1, D("1520.00"), D("1900.00"), D("380.00")),
        f"{cases[1].handler.firm} {cases[1].handler}": (1, D("86.50"), D("86.50"), D("0.00")),
    }
    page = (
        sign_in(county.sifaju).get(reverse("subsidies:simulate", args=[draft.pk])).content.decode()
    )
    assert "值班、咨询、代书、法律帮助、质量评估的补贴不在模拟之内" in page
    assert ("380.00" in page, Standard.objects.get(pk=draft.pk).state) == (True, "proposed")


def test_total_leads_to_its_lines_the_entry_the_payment_and_the_case(county, cases, sign_in):
    batch = month.filled(county, month.fund(county))
    month.pay(batch, county)
    client = sign_in(county.caiwu)
    year = timezone.localdate().year
    rows = client.get(
        reverse("subsidies:ledger"), {"by": "handler", "since": f"{year}-01"}
    ).context["rows"]
    row = next(row for row in rows if str(cases[0].handler) in row["name"])
    line = client.get(f"{reverse('subsidies:lines')}?{row['query']}").context["lines"][0]
    page = client.get(reverse("subsidies:entry", args=[line.entry_id])).content.decode()
    payment = batch.payments.get(firm=cases[0].handler.firm)
    for link in (batch.get_absolute_url(), cases[0].get_absolute_url()):
        assert f'<a href="{link}">' in page
    assert (payment.number in page, f"{cases[0].handler.firm} {cases[0].handler}</td>" in page) == (
        True,
        True,
    )


def test_entry_of_a_large_payment_is_shown_page_by_page_with_its_whole_sum(county, cases, sign_in):
    month.copies(cases[0], 120)
    batch = month.filled(county, month.fund(county))
    month.pay(batch, county)
    entry = EntryLine.objects.filter(case=cases[0]).get().entry
    first, second = (
        sign_in(county.caiwu).get(entry.get_absolute_url(), {"page": n}) for n in (1, 2)
    )
    assert [len(answer.context["lines"]) for answer in (first, second)] == [100, 22]
    assert first.context["debit"] == second.context["credit"] == D(121 * 1520)


def test_two_standards_in_force_on_one_day_are_refused_by_the_act_and_by_postgresql(county):
    month.standard(county)
    other = month.standard(
        county,
        published=False,
        title="另一份",
        region="清和县（含开发区）",
        valid_from=date(2025, 1, 1),
    )
    with pytest.raises(DomainError, match="的执行日期重叠"):
        STANDARD.acts["approve_standard"](other, by=county.sifaju)
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="standards_do_not_overlap"), transaction.atomic():
            Standard.objects.filter(pk=other.pk).update(state="published")
