"""One calculation on its page: a line by hand with its reason, out of the batch, the handler's objection and its answer, taking back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from stations.models import Station
from subsidies.models import Calculation
from subsidies.queries.batch import sums_of
from subsidies.queries.figures import (
    PaymentRate,
    average_subsidy,
    budget_growth,
    four_in_place,
    payment_rate,
)
from subsidies.queries.tables import Months
from subsidies.workflow import BATCH
from tests.factories import START, walk
from tests.stations.factories import handler

from . import month

D = Decimal


@pytest.fixture
def row(county, money):
    month.finished(county)
    return month.filled(county, money).calculations.get()


def act(client, row, name, **fields):
    return client.post(
        row.get_absolute_url(),
        {"act": name} | {f"{name}-{key}": value for key, value in fields.items()},
    )


def test_line_by_hand_needs_its_reason_and_stays_beside_the_frozen_lines(county, row, sign_in):
    client = sign_in(county.caiwu)
    for fields, words in (
        ({"amount": "-50.50"}, "请填写这一项"),
        ({"amount": "-50.505", "reason": "核减"}, "不超过"),
        ({"amount": "-9999", "reason": "核减"}, "不能扣减"),
    ):
        refused = act(client, row, "adjust", **fields)
        assert (refused.status_code, words in refused.content.decode()) == (422, True)
    assert act(client, row, "adjust", amount="-50.50", reason="票据核减").status_code == 302
    page = client.get(row.get_absolute_url())
    assert [(line["rule"], line["amount"]) for line in page.context["lines"]] == [
        ("办案补贴", 200),
        ("办案补贴", 1200),
    ]
    assert "-50.50元：票据核减" in page.content.decode()
    row.refresh_from_db()
    assert (row.computed, row.total, row.adjustments.get().by) == (
        D("1400.00"),
        D("1349.50"),
        county.caiwu,
    )


def test_row_is_taken_out_only_while_the_batch_is_prepared(county, row, sign_in):
    client = sign_in(county.caiwu)
    month.submit(row.batch, county)
    assert client.get(row.get_absolute_url()).context["remove"] is None
    assert act(client, row, "remove", reason="重算").status_code == 422
    assert Calculation.objects.count() == 1


def test_handler_objects_on_the_page_and_finance_answers(county, row, sign_in):
    lawyer = sign_in(county.lvshi)
    assert act(lawyer, row, "dispute", words="跨县办理没有计入").status_code == 302
    page = lawyer.get(row.get_absolute_url()).content.decode()
    assert ("等待答复" in page, "提出异议" in page) == (True, False)
    assert act(lawyer, row, "answer", words="我自己答复").status_code == 422
    finance = sign_in(county.caiwu)
    assert act(finance, row, "answer", words="没有跨县票据，不计。").status_code == 302
    assert (
        "孙丽答复：没有跨县票据，不计。"
        in sign_in(county.lvshi).get(row.get_absolute_url()).content.decode()
    )


def test_calculation_of_somebody_else_is_404(county, row, sign_in):
    assert [
        sign_in(user).get(row.get_absolute_url()).status_code
        for user in (county.lvshi2, county.chuangkou)
    ] == [404, 404]


def test_paid_row_is_taken_back_into_the_batch_being_prepared(county, money, row, sign_in):
    month.pay(row.batch, county)
    client = sign_in(county.caiwu)
    refused = act(client, row, "correct", reason="重复计算")
    assert "核算中的批次，请先新建一批" in refused.content.decode()
    month.copies(Case.objects.get(), 2)
    second = month.filled(county, money)
    answer = act(client, row, "correct", reason="重复计算")
    assert (answer.status_code, answer.url, sums_of(second)) == (
        302,
        second.get_absolute_url(),
        (3, D("1400.00")),
    )
    back = row.reversal
    assert [(line[0], line[1]) for line in back.lines] == [("reversal", "-1400.00")]
    assert client.get(row.get_absolute_url()).context["correct"] is None
    assert (
        "冲减行不能再加减" in act(client, back, "adjust", amount="1", reason="x").content.decode()
    )


def test_handler_sees_what_is_owed_in_a_batch_and_paid(county, money, sign_in):
    waiting = walk(county, "report_closure", at=START + timedelta(hours=1))
    month.finished(county)
    batch = month.filled(county, money)
    context = sign_in(county.lvshi).get(reverse("subsidies:mine")).context
    assert [(case, why) for case, why in context["owed"]] == [(waiting, "结案材料尚未审查通过。")]
    assert ([row.total for row in context["underway"]], list(context["paid"])) == (
        [D("1400.00")],
        [],
    )
    month.pay(batch, county)
    context = sign_in(county.lvshi).get(reverse("subsidies:mine")).context
    assert (list(context["underway"]), [row.total for row in context["paid"]]) == (
        [],
        [D("1400.00")],
    )


def test_claim_is_stated_on_its_page_by_the_handler(county, money, sign_in):
    case = month.finished(county)[0]
    client, page = sign_in(county.lvshi), reverse("subsidies:claim", args=[case.pk])
    assert client.post(page, {"direct_costs": "-1"}).status_code == 422
    assert client.post(page, {"crossing": "city", "note": "往返邻县"}).status_code == 302
    assert client.get(page).context["form"].initial["crossing"] == "city"
    assert month.filled(county, money).total == D("1900.00")
    assert "已核算入批" in client.post(page, {"crossing": ""}).content.decode()


def test_standard_that_names_kinds_of_costs_asks_for_each(county, sign_in):
    month.standard(county, costs=["travel", "notary"])
    month.fund(county)
    case = month.finished(county)[0]
    client, page = sign_in(county.lvshi), reverse("subsidies:claim", args=[case.pk])
    form = client.get(page).context["form"]
    assert [name for name in form.fields if name.startswith("cost_")] == [
        "cost_travel",
        "cost_notary",
    ]
    assert "本案的直接费用按标准的定额发放，不看票据" in form.fields["cost_notary"].help_text

    assert client.post(page, {"cost_travel": "-1"}).status_code == 422
    assert client.post(page, {"cost_travel": "56.50", "cost_notary": "200"}).status_code == 302
    case.refresh_from_db()
    assert (case.claim.direct_costs, case.claim.costs) == (
        D("256.50"),
        {"travel": "56.50", "notary": "200"},
    )
    assert client.get(page).context["form"]["cost_travel"].value() == "56.50"
    assert client.post(page, {}).status_code == 302
    case.claim.refresh_from_db()
    assert (case.claim.direct_costs, case.claim.costs) == (None, {})


def test_figures_are_those_of_ones_own_stations(county, money):
    """A corrected case leaves the average; a township's figures are its own."""
    month.finished(county)
    batch = month.filled(county, money)
    month.pay(batch, county)
    now = timezone.localdate()
    span, spring = (
        Months(now.replace(day=1), now),
        Months(START.date().replace(day=1), START.date().replace(day=31)),
    )
    township = (
        Station.objects.filter(parent=money.station).exclude(pk=handler("lvshi").station_id).first()
    )
    alone, all_ = Station.objects.filter(pk=township.pk), Station.objects.all()
    for stations in (None, all_):
        average = average_subsidy(span, stations=stations)
        assert (average.cases, average.paid) == (1, D("1400.00"))
    assert average_subsidy(span, stations=alone).cases == 0
    assert (payment_rate(spring).part, payment_rate(spring, stations=alone).whole) == (1, 0)
    assert (len(budget_growth(stations=all_)), budget_growth(stations=alone)) == (1, [])
    assert [met for _, met, _ in four_in_place(now.year, stations=alone)][::3] == [False, False]
    month.copies(Case.objects.get(), 2, state="archiving")
    second = month.filled(county, money)
    facts = {"calculation": batch.calculations.get().pk, "what": "重复的一件", "reason": "重复"}
    BATCH.acts["correct"](second, by=county.caiwu, **facts)
    month.pay(second, county)
    for stations in (None, all_):
        average = average_subsidy(span, stations=stations)
        assert (average.cases, average.paid) == (2, D("2800.00"))
        assert payment_rate(spring, stations=stations) == PaymentRate(2, 3)
