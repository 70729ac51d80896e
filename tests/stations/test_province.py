"""Where stations are many: a name instead of a select, lists of bounded weight, the same figures."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cases.domain.consultation import transfer
from cases.models import Case
from legalaid.faces.board.queries import board
from stations.models import OutreachEvent, Referral, Station
from stations.queries.outreach import TOWNSHIPS, by_township, events_for
from stations.queries.station import MANY, near, reach
from tests.cases.test_consultation import consult
from tests.factories import START, new_case

from .factories import center

MARCH = START.date().replace(day=1)


@pytest.fixture
def province(county):
    """More townships than a query lists by key."""
    top = center()
    made = Station.objects.bulk_create(
        Station(parent=top, name=f"第{n:03}街道工作站", kind="township", host="justice_office")
        for n in range(MANY + 5)
    )
    for row in made:
        row.path = f"{top.path}{row.pk}/"
    Station.objects.bulk_update(made, ["path"])
    county.far = made[7]
    return county


def test_case_list_takes_the_name_of_a_station(province, sign_in):
    client = sign_in(province.zhuren)
    found = new_case(province, station=province.far)
    new_case(province)
    page = client.get("/cases/")
    assert (
        page.content.count(b'list="station-names"'),
        f'<option value="{province.far.pk}"' in page.content.decode(),
    ) == (
        1,
        False,
    )
    assert len(page.content) < 60_000
    for asked in (province.far.name, province.far.pk):
        assert [row["pk"] for row in client.get("/cases/", {"station": asked}).context["page"]] == [
            found.pk
        ]
    assert "没有名为“某站”的站点" in client.get("/cases/", {"station": "某站"}).content.decode()
    assert (
        f'value="{province.far}"'
        in client.get("/cases/", {"station": province.far.pk}).content.decode()
    )


def test_slip_goes_to_the_unit_whose_name_was_typed(province, sign_in):
    client = sign_in(province.zhan1)
    names = client.get(reverse("stations:unit_names"), {"to_station": "第007"}).content.decode()
    assert names.count("<option") == 1
    token = client.get("/stations/referrals/new/").context["token"]
    facts = {"token": token, "to_station": province.far.name, "matter": "aid", "name": "李国强", "phone": "13800138000", "facts": "欠薪",
             "consent": "书面同意"}  # fmt: skip
    client.post("/stations/referrals/new/", facts)
    assert Referral.objects.get().to_station == province.far


def test_consultation_is_passed_on_to_the_station_whose_name_was_typed(province, sign_in):
    """By the duty lawyer who was given it, too: the names offered while typing have a place on the page."""
    row = consult(province, channel="web", reply=None)
    transfer(
        row,
        by=province.chuangkou,
        to="张律师",
        station=center(),
        owner=province.lvshi,
        reason="劳动",
        at=START,
    )
    client, address = sign_in(province.lvshi), reverse("cases:consultation_transfer", args=[row.pk])
    page = client.get(address).content.decode()
    assert (page.count('list="station-names"'), page.count('<datalist id="station-names">')) == (
        1,
        1,
    )
    assert reverse("stations:unit_names") in page
    names = client.get(reverse("stations:unit_names"), {"station": "第007"})
    assert (names.status_code, names.content.decode().count("<option")) == (200, 1)
    client.post(
        address, {"station": province.far.name, "reason": "住所地在该街道", "seen": row.version}
    )
    row.refresh_from_db()
    assert row.station == province.far


def test_board_of_many_counts_as_the_board_of_few_and_is_kept_a_while(province, sign_in):
    station = province.zhan1.staff.station
    new_case(province, by=province.zhan1, station=station)
    few, many = Station.objects.filter(pk=station.pk), Station.objects.all()
    values = [
        {line.key: line.values for line in board(stations, MARCH)}[station.pk]
        for stations in (few, many)
    ]
    assert values[0] == values[1]
    assert values[0]["cases"] == 1
    client = sign_in(province.zhuren)
    address = f"/board/?month={MARCH:%Y-%m}"
    first = client.get(address)
    assert len(first.content) < 150_000
    new_case(province, by=province.zhan1, station=station)
    shown = [client.get(address).context["lines"][0].values["cases"]]
    cache.clear()
    shown.append(client.get(address).context["lines"][0].values["cases"])
    assert (shown, Case.objects.count()) == ([1, 2], 2)


def test_townships_beyond_the_table_are_counted(province):
    event = {
        "form": "visit",
        "venue": "village",
        "title": "集市",
        "day": MARCH,
        "by": province.zhuren,
    }
    OutreachEvent.objects.create(station=center(), township=province.far, people=90, **event)
    table, more = by_township(events_for(province.zhuren), reach(province.zhuren))
    assert [(place, row["people"]) for place, row in table] == [(province.far, 90)]
    townships = Station.objects.filter(kind="township").count()
    assert (townships > TOWNSHIPS, more) == (True, townships - 1)


def test_calendar_of_many_stations_shows_ones_own_and_those_above(province):
    own = province.zhan1.staff.station
    assert near(province.zhuren) == [center().pk]
    assert near(province.zhan1)[-1] == center().pk
    assert reach(province.zhan1) == list(
        Station.objects.subtree(own).order_by().values_list("pk", flat=True)
    )
    assert reach(province.zhuren).count() == Station.objects.count()
