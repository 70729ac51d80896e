"""Charts carry no script, say their labels, and may style themselves only in their own answer."""

import pytest
from django.http import HttpResponse

from legalaid.platform.office import charts


@pytest.mark.parametrize(
    "svg",
    [
        charts.bars([("城关镇", 12), ("石桥乡", 3)], unit="件"),
        charts.columns(["1月", "2月"], [("本年", [3, 4]), ("上年", [2, 5])]),
        charts.lines(["1月", "2月"], [("申请", [3, None]), ("结案", [2, 5])]),
    ],
)
def test_chart_has_no_script_and_loads_nothing(svg):
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert 'href="http' not in svg
    assert "月" in svg or "城关镇" in svg


def test_values_carry_their_unit():
    assert "12件" in charts.bars([("城关镇", 12)], unit="件")


def test_only_the_chart_itself_may_style_inline(rf):
    answer = charts.chart_view(lambda request: charts.bars([("甲", 1)]))(rf.get("/"))
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer._csp_update == {"style-src": ["'unsafe-inline'"]}


def test_refusal_passes_through(rf):
    assert (
        charts.chart_view(lambda request: HttpResponse(status=403))(rf.get("/")).status_code == 403
    )


def test_bars_have_few_round_ticks_and_their_number_behind_them():
    drawn = charts.bars([("城关镇", 1494), ("石桥乡", 300)], unit="人次")
    assert [tick in drawn for tick in (">0<", ">500<", ">1,500<", ">100<")] == [
        True,
        True,
        True,
        False,
    ]
    assert drawn.count('text-anchor="start"') == 2
