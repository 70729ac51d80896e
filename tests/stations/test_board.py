"""The station board: every figure equals the rows behind it, within one's own stations."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, FollowUp
from cases.queries.board import BY_KEY, after, board, month_of, rows_of, trend
from legalaid.platform.audit.models import Event
from stations.models import Station
from tests.factories import new_case, walk

MARCH = date(2026, 3, 1)
AT = timezone.make_aware(datetime(2026, 3, 3, 9, 0))


@pytest.fixture
def busy(county):
    """Two applications at the first township, one at the second, one a second before the month and one a second after it."""
    first, second = county.zhan1.staff.station, county.zhan2.staff.station
    end = timezone.make_aware(datetime(2026, 4, 1))
    for by, station, at in (
        (county.zhan1, first, AT),
        (county.zhan1, first, AT),
        (county.zhan2, second, AT),
        (county.zhan1, first, end),
        (county.zhan1, first, timezone.make_aware(datetime(2026, 2, 28, 23, 59, 59))),
    ):
        new_case(county, by=by, station=station, at=at)
    return county


def test_month_counts_its_own_rows_and_ranks_by_activity(busy):
    lines = board(Station.objects.all(), MARCH)
    assert [(line.station, line.activity, line.rank) for line in lines[:2]] == [
        (busy.zhan1.staff.station, 2, 1), (busy.zhan2.staff.station, 1, 2),
    ]  # fmt: skip
    assert {line.rank for line in lines[2:]} == {0}
    assert rows_of(BY_KEY["cases"], busy.zhan1.staff.station, MARCH).count() == 2


def test_satisfaction_is_the_share_of_those_reached(busy):
    case = Case.objects.filter(station=busy.zhan1.staff.station).first()
    for result, satisfaction in (("reached", "5"), ("reached", "3"), ("reached", "2"), ("no_answer", "")):
        FollowUp.objects.create(case=case, at=AT, result=result, satisfaction=satisfaction, by=busy.guidang)
    [line] = [line for line in board(Station.objects.all(), MARCH) if line.station == case.station]
    assert line.values["satisfaction"] == 66


def test_trend_ends_with_the_month_and_counts_each_month_once(busy):
    labels, series = trend(Station.objects.all(), after(MARCH), count=3)
    assert labels == ["2026-02", "2026-03", "2026-04"]
    assert dict(series)["申请"] == [1, 3, 1]


@pytest.mark.parametrize(("text", "found"), [("2026-03", MARCH), ("", date(2026, 11, 1)), ("2026-13", date(2026, 11, 1))])
def test_month_out_of_an_address(text, found):
    assert month_of(text, date(2026, 11, 24)) == found


def test_station_sees_its_own_line_and_anothers_rows_are_404(busy, sign_in):
    client = sign_in(busy.zhan2)
    page = client.get("/cases/board/?month=2026-03").content.decode()
    assert busy.zhan2.staff.station.name in page
    assert busy.zhan1.staff.station.name not in page
    mine, other = busy.zhan2.staff.station, busy.zhan1.staff.station
    rows = client.get(reverse("cases:board_rows", args=[mine.pk, "cases"]) + "?month=2026-03").content.decode()
    assert Case.objects.get(station=mine).number in rows
    assert client.get(reverse("cases:board_rows", args=[other.pk, "cases"])).status_code == 404
    assert client.get(reverse("cases:board_rows", args=[mine.pk, "nothing"])).status_code == 404


def test_board_needs_the_same_queries_for_more_stations_and_rows(county, sign_in):
    client = sign_in(county.zhuren)
    counts = []
    for _ in range(2):
        walk(county, "accept", at=timezone.now() - timedelta(days=5))
        client.get("/cases/board/")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/cases/board/").status_code == 200
        counts.append(len(found))
        Station.objects.create(name=f"新站{len(counts)}", kind="township", host="other", parent=Station.objects.get(parent=None))
    assert counts[0] == counts[1]


def test_charts_are_drawings_and_the_paper_holds_every_station(busy, sign_in):
    client = sign_in(busy.zhuren)
    for which in ("ranking", "trend"):
        answer = client.get(reverse("cases:board_chart", args=[which]) + "?month=2026-03")
        assert (answer["Content-Type"], answer.content[:4]) == ("image/svg+xml; charset=utf-8", b"<svg")
    data = client.get(reverse("cases:board_paper") + "?month=2026-03").content
    with pikepdf.open(BytesIO(data)) as document:
        assert len(document.pages) == 2
    assert Event.objects.get(verb="board.printed").data == {"month": "2026-03"}
