"""The station board: every figure equals the rows behind it, within one's own stations."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, FollowUp
from legalaid.faces.board.queries import BY_KEY, after, board, month_of, named, rows_of, trend
from legalaid.platform.audit.models import Event
from stations.models import (
    Attendance,
    Certificate,
    Course,
    OutreachEvent,
    Referral,
    ReferralAnswer,
    Station,
    TrainingSession,
)
from stations.queries.training import lacking_staff
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
    lines = named(board(Station.objects.all(), MARCH))
    assert [(line.station, line.activity, line.rank) for line in lines[:2]] == [
        (busy.zhan1.staff.station, 2, 1), (busy.zhan2.staff.station, 1, 2),
    ]  # fmt: skip
    assert {line.rank for line in lines[2:]} == {0}
    assert rows_of(BY_KEY["cases"], busy.zhan1.staff.station, MARCH).count() == 2


def test_satisfaction_is_the_share_of_those_reached(busy):
    case = Case.objects.filter(station=busy.zhan1.staff.station).first()
    for result, satisfaction in (
        ("reached", "5"),
        ("reached", "3"),
        ("reached", "2"),
        ("no_answer", ""),
    ):
        FollowUp.objects.create(
            case=case, at=AT, result=result, satisfaction=satisfaction, by=busy.guidang
        )
    [line] = [line for line in board(Station.objects.all(), MARCH) if line.key == case.station_id]
    assert line.values["satisfaction"] == Decimal("66.7")


def test_training_and_publicity_are_counted_with_the_rows_behind_them(busy):
    first = busy.zhan1.staff.station
    course = Course.objects.create(
        station=Station.objects.get(parent=None), title="上岗基础", basic=True, opens=["consult"]
    )
    meeting = TrainingSession.objects.create(
        course=course,
        starts_at=AT,
        ends_at=AT + timedelta(hours=2),
        place="会议室",
        teacher="陈立",
        capacity=9,
    )
    for user, attended in ((busy.zhan1, True), (busy.zhan2, False)):
        Attendance.objects.create(session=meeting, user=user, enrolled_at=AT, attended=attended)
    Certificate.objects.create(course=course, user=busy.zhan1, issued_at=AT)
    for people in (120, 30, None):
        OutreachEvent.objects.create(
            station=first,
            form="visit",
            venue="village",
            title="集市",
            day=MARCH,
            people=people,
            by=busy.zhan1,
        )
    others = first.staff.working().exclude(user=busy.zhan1)
    values = {line.key: line.values for line in board(Station.objects.all(), MARCH)}[first.pk]
    figures = ("trained", "untrained", "outreach", "reached")
    assert [values.get(key, 0) for key in figures] == [1, others.count(), 2, 150]
    assert [rows_of(BY_KEY[key], first, MARCH).count() for key in figures] == [
        1,
        others.count(),
        2,
        2,
    ]
    assert set(lacking_staff(MARCH).filter(station=first)) == {busy.zhan1.staff, *others}
    first.duties = ["apply"]
    first.save()
    assert set(lacking_staff(MARCH + timedelta(days=30)).filter(station=first)) == set()


def test_answers_that_sent_a_slip_back_are_a_rate_of_the_receiver(busy):
    here, there = busy.zhan1.staff.station, busy.zhan2.staff.station
    for number, accepted in enumerate((True, True, False)):
        slip = Referral.objects.create(
            number=str(number), from_station=there, to_station=here, by=busy.zhan2, sent_at=AT, matter="aid", facts="欠薪", name="甲",
            consent="书面同意",
        )  # fmt: skip
        ReferralAnswer.objects.create(
            referral=slip,
            accepted=accepted,
            reasons=[] if accepted else ["not_ours"],
            by=busy.zhan1,
            at=AT,
        )
    values = {line.key: line.values for line in board(Station.objects.all(), MARCH)}
    assert (values[here.pk]["slip_returns"], values[there.pk]["referrals"]) == (Decimal("33.3"), 3)


def test_trend_ends_with_the_month_and_counts_each_month_once(busy):
    labels, series = trend(Station.objects.all(), after(MARCH), count=3)
    assert labels == ["2026-02", "2026-03", "2026-04"]
    assert dict(series)["申请（件）"] == [1, 3, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-03", MARCH)]
    + [(text, date(2026, 11, 1)) for text in ("", "2026-13", "0001-03", "9999-12")],
)
def test_month_out_of_an_address(text, found):
    assert month_of(text, date(2026, 11, 24)) == found


def test_station_sees_its_own_line_and_anothers_rows_are_404(busy, sign_in):
    client = sign_in(busy.zhan2)
    page = client.get("/board/?month=2026-03").content.decode()
    assert busy.zhan2.staff.station.name in page
    assert busy.zhan1.staff.station.name not in page
    mine, other = busy.zhan2.staff.station, busy.zhan1.staff.station
    rows = client.get(
        reverse("board:rows", args=[mine.pk, "cases"]) + "?month=2026-03"
    ).content.decode()
    assert Case.objects.get(station=mine).number in rows
    assert client.get(reverse("board:rows", args=[other.pk, "cases"])).status_code == 404
    assert client.get(reverse("board:rows", args=[mine.pk, "nothing"])).status_code == 404


@pytest.mark.parametrize("page", ["²", "0", "-1", "二"])
def test_page_that_is_no_number_is_a_page_of_the_board(busy, sign_in, page):
    assert sign_in(busy.zhuren).get("/board/", {"page": page}).status_code == 200


def test_board_needs_the_same_queries_for_more_stations_and_rows(county, sign_in):
    client = sign_in(county.zhuren)
    counts = []
    for _ in range(2):
        walk(county, "accept", at=timezone.now() - timedelta(days=5))
        client.get("/board/")
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get("/board/").status_code == 200
        counts.append(len(found))
        Station.objects.create(
            name=f"新站{len(counts)}",
            kind="township",
            host="other",
            parent=Station.objects.get(parent=None),
        )
    assert counts[0] == counts[1]


def test_charts_are_drawings_and_the_paper_holds_every_station(busy, sign_in):
    client = sign_in(busy.zhuren)
    for which in ("ranking", "trend"):
        answer = client.get(reverse("board:chart", args=[which]) + "?month=2026-03")
        assert (answer["Content-Type"], answer.content[:4]) == (
            "image/svg+xml; charset=utf-8",
            b"<svg",
        )
    data = client.get(reverse("board:paper") + "?month=2026-03").content
    with pikepdf.open(BytesIO(data)) as document:
        assert len(document.pages) == 2
    chart = pypdfium2.PdfDocument(data)[1].get_textpage().get_text_range()
    assert chart.startswith("2026年3月活跃度排名")
    assert Event.objects.get(verb="board.printed").data == {"month": "2026-03"}
