"""Figures of booked visits: what is counted where, and how long people waited against the time they had booked."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from legalaid.faces.portal.visits.domain import booking, desk
from legalaid.faces.portal.visits.figures import lines, waited
from legalaid.faces.portal.visits.models import Visit
from legalaid.faces.portal.visits.queries import visits_for
from legalaid.platform.audit.models import Event
from stations.hall.domain import ticket as hall
from stations.models import Station
from tests.hall.windows import window

from .visitor import MONDAY, booked, center, offer, tuesday

pytestmark = pytest.mark.django_db
COUNTS = ("booked", "open", "came", "missed", "own", "ours", "moved", "kept", "wait", "longest")


def minute(count):
    return tuesday(9) + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("taken", "started", "told"),
    [(-10, 12, 12), (-10, -3, 0), (20, 27, 7), (-5, None, None), (None, None, None)],
    ids=["early", "before its time", "late", "not received", "did not come"],
)
def test_wait_runs_from_the_time_booked_or_from_the_number_of_who_came_later(taken, started, told):
    moments = [None if one is None else minute(one) for one in (taken, started)]
    assert waited(tuesday(9), *moments) == told


def serve(county, visit, came, begun):
    desk.arrive(visit, by=county.chuangkou, at=came)
    hall.call_next(by=county.chuangkou, at=begun)
    number = visit.ticket
    number.refresh_from_db()
    hall.receive(number, by=county.chuangkou, at=begun)
    hall.finish(number, by=county.chuangkou, at=begun + timedelta(minutes=5))


@pytest.fixture
def year(county):
    """Of March 3: one received early, one late, one who did not come, two cancelled, one still to come; of April one, at a township."""
    offer(county.zhuren, ahead=60)
    window(county, 1, county.chuangkou)
    early, late, missed, own, ours, _ = [booked(hour) for hour in (9, 10, 11, 13, 14, 15)]
    booking.change(late, starts_at=tuesday(16), at=MONDAY)
    booking.change(late, starts_at=tuesday(10), at=MONDAY)
    serve(county, early, minute(-10), minute(12))
    serve(county, late, minute(80), minute(86))
    desk.miss(missed, by=county.chuangkou, at=tuesday(12))
    booking.withdraw(own, at=MONDAY)
    desk.cancel(ours, by=county.chuangkou, reason="窗口停电", at=MONDAY)

    town = Station.objects.filter(staff__user=county.zhan1).get()
    offer(county.zhan1, town, ahead=60)
    april = timezone.make_aware(datetime(2026, 4, 1, 9, 0))
    booked(station=town, starts_at=april)
    Visit.objects.filter(starts_at=april).update(kept=True)
    return town


def drawn(found):
    return [
        (one.month and one.month.month, one.station, *(getattr(one, name) for name in COUNTS))
        for one in found
    ]


def test_each_visit_is_counted_once_in_its_month_and_its_office(county, year):
    march = (6, 1, 2, 1, 1, 1, 1, 0, 9, 12)
    april = (1, 1, 0, 0, 0, 0, 0, 1, None, None)
    assert drawn(lines(visits_for(county.zhuren), 2026)) == [
        (3, center(), *march),
        (4, year, *april),
        (None, center(), *march),
        (None, year, *april),
        (None, None, 7, 2, 2, 1, 1, 1, 1, 1, 9, 12),
    ]
    assert drawn(lines(visits_for(county.zhan1), 2026)) == [
        (4, year, *april),
        (None, year, *april),
    ]
    assert lines(visits_for(county.zhuren), 2025) == []


def test_what_was_forgotten_is_counted_all_the_same(county, year):
    Visit.objects.update(name="", phone="", matter="", emptied_at=timezone.now())
    assert drawn(lines(visits_for(county.zhuren), 2026))[-1][2] == 7


def test_page_and_workbook_say_the_same_and_what_was_taken_out_is_on_the_record(
    county, year, sign_in
):
    client = sign_in(county.zhuren)
    page = client.get("/visits/figures/?year=2026").content.decode()
    assert "约的时间以前就接待了的算0分钟" in page
    sheet = load_workbook(
        BytesIO(client.get("/visits/figures/?year=2026&export=xlsx").content)
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[-1] == ("全年", "合计", 7, 2, 2, 1, 1, 1, 1, 1, 9, 12)
    assert Event.objects.get(verb="list.export").data["query"] == "来访预约统计 2026年"
    assert 'href="/visits/figures/"' in client.get("/hall/days/").content.decode()


def test_figures_are_read_at_the_window_and_by_nobody_outside(county, year, sign_in):
    assert Client().get("/visits/figures/").status_code == 302
    assert sign_in(county.lvshi).get("/visits/figures/").status_code == 403
    assert "来访预约统计" not in Client().get("/public/").content.decode()
    page = sign_in(county.zhan1).get("/visits/figures/?year=2026")
    assert {row.station for row in page.context["rows"]} == {year}
