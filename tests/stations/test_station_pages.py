"""The tree and what stands on a station's page; what a station may not do is refused where it would be done."""

import pytest
from django.urls import reverse

from cases.models import Case
from legalaid.platform.core.errors import NotAllowed
from stations.models import Station
from tests.factories import new_case


@pytest.fixture
def township(county):
    return county.zhan1.staff.station


def test_tree_shows_ones_own_branch_and_another_station_is_404(county, sign_in, township):
    client = sign_in(county.zhan1)
    page = client.get("/stations/").content.decode()
    other = county.zhan2.staff.station
    assert [
        station.name for station in Station.objects.exclude(parent=None) if station.name in page
    ] == [township.name]
    names = ("station", "station_branch")
    assert [
        client.get(reverse(f"stations:{name}", args=[other.pk])).status_code for name in names
    ] == [404, 404]
    assert client.get(township.get_absolute_url()).status_code == 200


def test_station_without_the_duty_takes_no_application_and_no_consultation(
    county, sign_in, township
):
    Station.objects.filter(pk=township.pk).update(duties=["pre_review"])
    client = sign_in(county.zhan1)
    for path, word in (("/cases/new/", "接收申请"), ("/cases/consultations/new/", "接待咨询")):
        answer = client.get(path)
        assert answer.status_code == 403
        assert (
            f"{township}没有“{word}”的职责，请引导当事人到法律援助中心办理。"
            in answer.content.decode()
        )
    township.refresh_from_db()
    with pytest.raises(NotAllowed, match="没有“接收申请”的职责"):
        new_case(county, by=county.zhan1, station=township)
    assert Case.objects.count() == 0
