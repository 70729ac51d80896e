"""The centre's calendar: kinds to choose from, clashes told, nothing beyond one's scope."""

from datetime import datetime

import pytest
from django.utils import timezone

from cases.workflow import CASE
from legalaid.platform.office import agenda
from tests.factories import walk


@pytest.fixture
def hearings(county):
    """Two hearings of one lawyer, two hours apart."""
    for hour in (9, 11):
        case = walk(county, "hold_first_meeting")
        starts = timezone.make_aware(datetime(2026, 4, 15, hour))
        CASE.acts["schedule_hearing"](
            case, by=county.lvshi, starts_at=starts, organ="清和县仲裁委", place="第一庭"
        )


def text(client, query="?month=2026-04"):
    return client.get(f"/cases/calendar/{query}").content.decode()


def test_two_hearings_at_once_are_told_to_the_director_by_name(county, sign_in, hearings):
    page = text(sign_in(county.zhuren))
    assert f"{county.lvshi.name}：" in page
    assert page.count("时间冲突") == 1
    assert text(sign_in(county.zhuren), "?month=2026-05").count("时间冲突") == 0


def test_only_the_chosen_kinds_stand_on_the_page(county, sign_in, hearings):
    client = sign_in(county.zhuren)
    assert text(client, "?month=2026-04&kind=hearing").count("<b>开庭</b> 09:00 0") == 1
    assert text(client, "?month=2026-04&kind=due").count("<b>开庭</b> 09:00 0") == 0


def test_station_does_not_see_hearings_of_other_stations(county, sign_in, hearings):
    assert text(sign_in(county.zhan1)).count("<b>开庭</b>") == 0


def test_planners_learn_whose_time_is_taken(county, hearings):
    begin, end = (timezone.make_aware(datetime(2026, 4, 15, hour)) for hour in (13, 18))
    spans = agenda.taken(begin, end, [county.lvshi.pk])[county.lvshi.pk]
    assert [(timezone.localtime(span.begin).hour, span.text) for span in spans] == [
        (11, "开庭 清和县仲裁委")
    ]


@pytest.mark.parametrize("month", ["2026-13", "abc", "2026", "99999-01", "0001-01"])
def test_month_that_does_not_exist_is_404(county, sign_in, month):
    assert sign_in(county.zhuren).get(f"/cases/calendar/?month={month}").status_code == 404
