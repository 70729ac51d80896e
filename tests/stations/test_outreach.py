"""Publicity: planned and held, tagged by data, counted for the report, by township, against the plan."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Attachment
from stations.domain import outreach as acts
from stations.models import OutreachEvent, OutreachGoal, OutreachTag, Station
from stations.queries.outreach import by_township, events_for, outreach_figures, plan_of
from stations.queries.station import reach
from tests.documents.test_uploads import picture

from .factories import center

DAY = date(2026, 3, 15)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def township(county):
    return county.zhan1.staff.station


def event(county, *, by=None, tags=(), **fields):
    facts = {"station": center(), "form": "visit", "venue": "village", "title": "进乡村", "day": DAY, "people": 100, "materials": 80,
             "consultations": 5}  # fmt: skip
    return acts.save_event(OutreachEvent(**facts | fields), by=by or county.zhuren, tags=list(tags))


def tag(county, name="八五普法", first=2021, last=2025):
    return acts.save_tag(OutreachTag(name=name, first_year=first, last_year=last), by=county.zhuren)


def test_figures_of_the_year_count_what_was_held_by_form_venue_medium_and_tag(county):
    plan = tag(county)
    event(county, tags=[plan])
    event(county, venue="school", people=50, materials=10, consultations=0, tags=[plan])
    event(county, form="media", medium="radio", people=1000, materials=0, consultations=0)
    event(county, day=date(2025, 12, 31))
    event(
        county,
        day=timezone.localdate() + timedelta(days=5),
        people=None,
        materials=0,
        consultations=0,
    )
    assert outreach_figures(*YEAR) == {
        "events": 3, "people": 1150, "materials": 90, "consultations": 5, "by_form": {"visit": 2, "media": 1},
        "by_venue": {"village": 1, "school": 1}, "by_medium": {"radio": 1}, "by_tag": {"八五普法": 2},
    }  # fmt: skip
    assert (
        outreach_figures(*YEAR, stations=Station.objects.subtree(township(county)))["events"] == 0
    )


def test_townships_stand_in_the_table_even_with_nothing(county):
    event(county, township=township(county))
    event(county, township=township(county), people=20, materials=0, consultations=0)
    event(county)
    table, more = by_township(events_for(county.zhuren), reach(county.zhuren))
    assert more == 0
    assert [
        (place and place.name, row.get("events", 0), row.get("people", 0)) for place, row in table
    ][:1] == [(township(county).name, 2, 120)]
    assert (table[-1][0], table[-1][1]["people"]) == (None, 100)
    assert len(table) == 7


def test_yearly_plan_shows_what_is_done_of_it(county):
    for events in (9, 4):
        goal = OutreachGoal(
            station=center(), year=2026, form="visit", venue="village", events=events, people=300
        )
        acts.set_goal(goal, by=county.zhuren)
    event(county)
    event(county, station=township(county), by=county.zhan1)
    rows = plan_of(center(), 2026)
    assert [(row["goal"].events, row["held"], row["people"], row["percent"]) for row in rows] == [
        (4, 2, 200, 50)
    ]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"venue": ""}, "venue", "须选择进了哪里"),
        ({"form": "media", "medium": ""}, "medium", "须选择媒介"),
        ({"day": date(2099, 1, 1)}, "people", "还没有举办"),
        ({"people": None, "materials": 0, "consultations": 0}, "people", "日期已过"),
        ({"day": date(2099, 1, 1), "people": None}, "people", "一并填写受众"),
        ({"consultations": 101}, "consultations", "不能多于受众"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(county, fields, field, words):
    with pytest.raises(DomainError, match=words) as refused:
        event(county, **fields)
    assert refused.value.field == field
    assert OutreachEvent.objects.count() == 0


def test_place_that_is_no_township_is_refused(county):
    with pytest.raises(DomainError, match="请选择乡镇"):
        event(county, township=center())


def test_tag_with_years_in_the_wrong_order_or_the_same_name_is_refused(county):
    with pytest.raises(DomainError, match="终止年不能早于起始年"):
        tag(county, first=2026, last=2025)
    tag(county)
    with pytest.raises(DomainError, match="已有同名标签"):
        tag(county)


def test_plan_can_be_dropped_and_what_was_held_cannot(county):
    planned = event(
        county,
        day=timezone.localdate() + timedelta(days=3),
        people=None,
        materials=0,
        consultations=0,
    )
    acts.remove_event(planned, by=county.zhuren)
    with pytest.raises(DomainError, match="不能删除"):
        acts.remove_event(event(county), by=county.zhuren)
    assert OutreachEvent.objects.count() == 1


def test_stale_form_changes_nothing(county):
    row = event(county)
    row.people = 120
    acts.save_event(row, by=county.zhuren, seen=0)
    row.people = 130
    with pytest.raises(StaleState, match="刚被修改过"):
        acts.save_event(row, by=county.zhuren, seen=0)
    assert OutreachEvent.objects.get().people == 120


def test_station_records_its_own_and_sees_what_was_held_in_it(county, sign_in):
    client = sign_in(county.zhan1)
    data = {
        "title": "进社区",
        "form": "visit",
        "venue": "community",
        "day": "2026-03-15",
        "people": "30",
        "materials": "",
        "consultations": "",
    }
    client.post(reverse("stations:outreach_new"), data)
    own = OutreachEvent.objects.get()
    assert (own.station, own.by, own.materials) == (township(county), county.zhan1, 0)
    here, elsewhere = event(county, township=township(county)), event(county)
    assert set(events_for(county.zhan1)) == {own, here}
    paths = [reverse(f"stations:{name}", args=[row.pk]) for name, row in
             (("outreach_event", here), ("outreach_edit", here), ("outreach_event", elsewhere), ("outreach_edit", own))]  # fmt: skip
    assert [client.get(path).status_code for path in paths] == [200, 404, 404, 200]
    assert sign_in(county.zhan2).get(own.get_absolute_url()).status_code == 404
    assert (
        sign_in(county.jiandu).get(reverse("stations:outreach_edit", args=[own.pk])).status_code
        == 403
    )
    assert Event.objects.filter(verb="outreach.saved").count() == 3


def test_bad_form_keeps_what_was_typed(county, sign_in):
    data = {"title": "进社区", "form": "visit", "venue": "", "day": "2026-03-15", "people": "-1"}
    answer = sign_in(county.zhan1).post(reverse("stations:outreach_new"), data)
    assert answer.status_code == 422
    assert answer.content.decode().count('value="进社区"') == 1


def test_photo_is_kept_with_the_activity_and_hidden_from_other_stations(county, sign_in):
    row = event(county, station=township(county), by=county.zhan1)
    client = sign_in(county.zhan1)
    client.post(
        reverse("stations:outreach_photo", args=[row.pk]),
        {"title": "现场", "file": SimpleUploadedFile("a.png", picture())},
    )
    photo = Attachment.objects.get(workflow="outreach")
    address = reverse("documents:file", args=[photo.pk])
    for user, status in ((county.zhan1, 200), (county.zhuren, 200), (county.zhan2, 404)):
        answer = sign_in(user).get(address)
        assert answer.status_code == status
        assert status == 404 or b"".join(answer.streaming_content)
    sign_in(county.zhan1).post(reverse("stations:outreach_photo_remove", args=[row.pk, photo.pk]))
    assert sign_in(county.zhan1).get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["", "?year=2026&venue=village", "?year=abc", "?venue=nowhere&tag=99", "?year=2026&page=99"],
)
def test_list_and_chart_answer_any_filter(county, sign_in, query):
    event(county, township=township(county))
    client = sign_in(county.zhuren)
    assert client.get(reverse("stations:outreach") + query).status_code == 200
    chart = client.get(reverse("stations:outreach_chart") + query)
    assert (chart.status_code, chart["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")


def test_list_costs_the_same_for_more_rows(county, sign_in):
    client, plan = sign_in(county.zhuren), tag(county, last=2030)
    event(county, township=township(county), tags=[plan])
    client.get(reverse("stations:outreach"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("stations:outreach"))
        counts.append(len(found))
        event(county, township=township(county), tags=[plan])
    assert counts[0] == counts[1]
