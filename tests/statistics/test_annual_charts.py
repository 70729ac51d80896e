"""The charts of the annual report leave nothing out."""

from cases.models import CountedCase
from legalaid.faces.statistics.annual import drawings
from legalaid.faces.statistics.annual.window import year_span
from stations.models import Station
from tests.factories import new_case
from tests.statistics.years import at


def test_stations_beyond_the_places_of_the_chart_stand_in_one_row(county):
    center = Station.objects.get(parent=None)
    towns = [
        Station.objects.create(parent=center, name=name, kind="township", host="other")
        for name in ("甲站", "乙站", "丙站")
    ]
    for place in (towns[0], *towns):
        case = new_case(county, at=at(2025, 3, 3))
        CountedCase.objects.filter(case=case).update(station=place)
    assert drawings.by_station(year_span(2025), limit=3) == [("甲站", 2), ("丙站", 1), ("乙站", 1)]
    assert drawings.by_station(year_span(2025), limit=2) == [("甲站", 2), ("其余2个站点", 2)]
