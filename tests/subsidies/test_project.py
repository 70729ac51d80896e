"""The rules of the project a fund comes from: how many difficult cases it may pay, and its quarterly closing table."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cases.models import Case
from legalaid.platform.audit.models import Event
from subsidies.domain import calculation as subsidy
from subsidies.domain.fund import open_fund
from subsidies.models import Fund
from subsidies.queries.project import Share, closed_in, quarters_of, share_of, sums_of

from . import month


@pytest.fixture
def lottery(county):
    month.standard(county)
    money = month.fund(county)
    Fund.objects.filter(pk=money.pk).update(source="lottery", difficult_percent=10)
    return Fund.objects.get(pk=money.pk)


@pytest.mark.parametrize(
    ("cases", "difficult", "limit", "exceeded"),
    [(10, 1, 10, False), (19, 2, 10, True), (20, 2, 10, False), (0, 0, 10, False), (1, 1, None, False), (1, 1, 0, True)],
)  # fmt: skip
def test_limit_is_exceeded_by_the_first_case_beyond_it(cases, difficult, limit, exceeded):
    assert Share(cases, difficult, None, limit).exceeded is exceeded


def test_fund_of_the_lottery_has_the_limit_of_its_project_until_the_paper_says_another(
    county, lottery
):
    facts = {"station": lottery.station, "source": "lottery"}
    assert open_fund(year=2030, **facts).difficult_percent == 10
    assert open_fund(year=2030, difficult_percent=15, **facts).difficult_percent == 15
    assert open_fund(year=2030, **facts).difficult_percent == 15
    assert open_fund(year=2030, station=lottery.station, source="local").difficult_percent is None


def test_limit_is_told_where_the_batch_is_computed_and_approved(county, lottery, sign_in):
    first, *_ = month.finished(county, 2)
    subsidy.declare(first, by=county.caiwu, crossing="city")
    batch = month.filled(county, lottery)
    assert share_of(lottery) == Share(2, 1, D("50.0"), 10)

    said = "本经费已列支案件2件，其中疑难、跨区域1件（50.0%）。项目规定的上限是10%"
    for who, page in (
        (county.caiwu, batch.get_absolute_url()),
        (county.caiwu, f"{batch.get_absolute_url()}submit_batch/"),
    ):
        assert said in sign_in(who).get(page).content.decode()
    Fund.objects.update(difficult_percent=50)
    text = sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    assert ("不超过50%" in text, "项目规定的上限" in text) == (True, False)
    Fund.objects.update(difficult_percent=None)
    assert (
        "本经费已列支案件"
        not in sign_in(county.caiwu).get(batch.get_absolute_url()).content.decode()
    )


def test_closing_table_of_a_quarter_adds_up_by_kind_and_leaves_as_a_workbook(
    county, lottery, sign_in
):
    case = month.finished(county)[0]
    subsidy.declare(case, by=county.caiwu, difficult=True)
    month.copies(case, 1, closed_on=date(2026, 4, 1), kind="criminal", stage="一审")
    month.copies(case, 1, closed_on=date(2026, 6, 30), secret=True)
    month.copies(case, 1, closed_on=date(2026, 7, 1))
    month.pay(month.filled(county, lottery), county)

    assert quarters_of(lottery) == [(2026, 3), (2026, 2), (2026, 1)]
    assert sums_of(closed_in(lottery, 2026, 1)) == [
        ("criminal", 0, 0, D(0)), ("civil", 1, 1, D("2400.00")), ("administrative", 0, 0, D(0)), ("", 1, 1, D("2400.00")),
    ]  # fmt: skip
    assert sums_of(closed_in(lottery, 2026, 2)) == [
        ("criminal", 1, 0, D("1200.00")), ("civil", 1, 0, D("1400.00")), ("administrative", 0, 0, D(0)), ("", 2, 0, D("2600.00")),
    ]  # fmt: skip

    client, address = sign_in(county.caiwu), reverse("subsidies:quarter", args=[lottery.pk])
    text = client.get(address, {"quarter": "2026-2"}).content.decode()
    assert ("2026年第2季度结案统计表" in text, "（密卷）" in text, case.number in text) == (
        True,
        True,
        True,
    )
    sheet = load_workbook(
        BytesIO(client.get(address, {"quarter": "2026-1", "export": "xlsx"}).content)
    ).active
    rows = [
        tuple(cell for cell in row if cell is not None) for row in sheet.iter_rows(values_only=True)
    ]
    number, assigned, closed = (
        case.number,
        "2026-03-08",
        str(Case.objects.get(pk=case.pk).closed_on),
    )
    assert rows[0][:4] == ("案件编号", "类别", "阶段", "案由")
    assert rows[1][:10] == (
        number, "民事", "仲裁", "追索劳动报酬纠纷", str(case.handler.firm), str(case.handler), assigned, closed, "重大疑难", 2400,
    )  # fmt: skip
    assert rows[3:] == [
        ("类别", "件数", "其中疑难、跨区域（件）", "补贴（元）"), ("刑事", 0, 0, 0), ("民事", 1, 1, 2400), ("行政", 0, 0, 0), ("合计", 1, 1, 2400),
    ]  # fmt: skip
    assert Event.objects.get(verb="ledger.export").data["count"] == 1


@pytest.mark.parametrize("quarter", ["", "2026-9", "x", "1999-1", "９９９９-1"])
def test_quarter_nobody_knows_is_the_newest(county, lottery, sign_in, quarter):
    page = sign_in(county.caiwu).get(
        reverse("subsidies:quarter", args=[lottery.pk]), {"quarter": quarter}
    )
    assert (page.status_code, page.context["quarter"]) == (200, None)
