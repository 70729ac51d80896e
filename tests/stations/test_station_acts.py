"""Opening, moving, merging, closing, reopening: what the tree, the rows beneath and the history look like after each."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.queries.case import cases_for
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError, StaleState
from stations.domain import station as acts
from stations.models import Station, StationChange
from tests.factories import new_case

DAY = date(2026, 3, 2)


@pytest.fixture
def center(county):
    return Station.objects.get(parent=None)


@pytest.fixture
def village(county, center):
    """A contact point below the first township."""
    township = county.zhan1.staff.station
    return acts.create(
        by=county.zhuren,
        parent=township,
        on=DAY,
        name="东河村联络点",
        kind="township",
        host="other",
    )


def test_moving_a_station_moves_its_whole_subtree(county, center, village):
    township, other = village.parent, county.zhan2.staff.station
    acts.move(township, by=county.zhuren, parent=other, on=DAY, reason="清政办〔2026〕3号")
    village.refresh_from_db()
    assert village.path == f"{center.pk}/{other.pk}/{township.pk}/{village.pk}/"
    change = StationChange.objects.get(act="moved")
    assert (change.before, change.other, change.reason) == (center.name, other, "清政办〔2026〕3号")
    assert (
        Event.objects.filter(
            verb="station.moved", workflow="station", subject_id=township.pk
        ).count()
        == 1
    )


@pytest.mark.parametrize(
    ("below", "words"),
    [(False, "不能隶属于自己"), (True, "在城关镇法律援助工作站之下，不能作它的上级")],
)
def test_station_under_itself_or_its_descendant_is_refused(county, village, below, words):
    township = village.parent
    with pytest.raises(DomainError, match=words) as refused:
        acts.move(
            township, by=county.zhuren, parent=village if below else township, on=DAY, reason="x"
        )
    assert refused.value.field == "parent"
    assert StationChange.objects.filter(act="moved").count() == 0


def test_closing_a_station_with_staff_cases_or_substations_names_them(county, village):
    township = village.parent
    new_case(county, by=county.zhan1, station=township)
    with pytest.raises(DomainError) as refused:
        acts.close(township, by=county.zhuren, on=DAY, reason="撤并")
    words = (
        "城关镇法律援助工作站还有下级站点1个、在岗人员1名、未结案件1件，请先移交，或改用“并入”。"
    )
    assert refused.value.sentence == words
    township.refresh_from_db()
    assert township.closed_on is None


def test_merging_moves_staff_substations_and_open_cases_and_keeps_the_old_rows_in_sight(
    county, village
):
    township, into = village.parent, county.zhan2.staff.station
    case = new_case(county, by=county.zhan1, station=township)
    done = new_case(county, by=county.zhan1, station=township)
    Case.objects.filter(pk=done.pk).update(state="archived")
    acts.merge(township, by=county.zhuren, into=into, on=DAY, reason="乡镇合并")
    county.zhan1.staff.refresh_from_db()
    for row in (township, village, case, done):
        row.refresh_from_db()
    assert (county.zhan1.staff.station, village.parent, case.station, done.station) == (
        into,
        into,
        into,
        township,
    )
    assert (township.closed_on, township.merged_into, township.parent) == (DAY, into, into)
    assert set(cases_for(county.zhan2)) == {case, done}
    assert Event.objects.get(verb="station.merged").data["work"] == 1
    assert Event.objects.filter(verb="case.station_moved", subject_id=case.pk).count() == 1


def test_closed_station_reopens_and_its_history_tells_each_step(county, village):
    acts.close(village, by=county.zhuren, on=DAY, reason="无人值守")
    with pytest.raises(DomainError, match="东河村联络点已于2026年3月2日撤销，不能办理这一步"):
        acts.close(village, by=county.zhuren, on=DAY, reason="再撤一次")
    acts.reopen(village, by=county.zhuren, on=DAY + timedelta(days=30), reason="恢复服务")
    village.refresh_from_db()
    assert village.closed_on is None
    assert list(village.changes.values_list("act", flat=True)) == ["opened", "closed", "reopened"]


def test_dates_out_of_order_are_refused_beside_their_field(county, village):
    for on, words in (
        (date(2026, 3, 1), "不能早于设立日期2026年3月2日"),
        (timezone.localdate() + timedelta(days=1), "不能晚于今天"),
    ):
        with pytest.raises(DomainError, match=words) as refused:
            acts.close(village, by=county.zhuren, on=on, reason="x")
        assert refused.value.field == "on"


def test_form_sent_twice_opens_one_station_and_changes_nothing_the_second_time(
    county, sign_in, center
):
    client = sign_in(county.zhuren)
    data = {"name": "青石镇法律援助工作站", "parent": center.name, "on": "2026-03-02", "kind": "township", "host": "justice_office",
            "region": "999999105", "duties": ["consult"], "equipment": ["window", "barrier_free"]}  # fmt: skip
    first, second = (client.post(reverse("stations:station_new"), data) for _ in range(2))
    made = Station.objects.get(name="青石镇法律援助工作站")
    assert (first.status_code, first.url, second.status_code) == (302, made.get_absolute_url(), 422)
    assert "已有同名站点，请核对是否重复登记。" in second.content.decode()
    assert (made.parent, made.region_name, made.duty_names, made.equipment_names) == (
        center,
        "清和县",
        ["接待咨询"],
        ["接待窗口", "无障碍设施"],
    )


def test_edit_of_a_stale_page_is_refused_and_keeps_what_was_typed(county, sign_in, village):
    acts.change(village, by=county.zhuren, hours="周一至周五")
    data = {"seen": "0", "name": "改了的名称", "kind": "township", "host": "other"}
    answer = sign_in(county.zhuren).post(reverse("stations:station_edit", args=[village.pk]), data)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "东河村联络点的资料已被修改，请核对后重新提交。" in page
    assert "改了的名称" in page
    with pytest.raises(StaleState):
        acts.close(village, by=county.zhuren, on=DAY, reason="x", seen=0)


def test_renaming_keeps_the_old_name_in_the_history(county, village):
    acts.change(village, by=county.zhuren, name="东河村法律援助联络点")
    change = StationChange.objects.get(act="renamed")
    assert (change.station_id, change.before) == (village.pk, "东河村联络点")


@pytest.mark.parametrize(("field", "value", "words"), [
    ("region", "123456", "行政区划代码“123456”不存在"), ("phone", "12", "电话应为11位手机号、固定电话或12348。"),
    ("parent", "没有的站", "没有名为“没有的站”的在用站点"),
])  # fmt: skip
def test_bad_particulars_are_named(county, sign_in, center, field, value, words):
    data = {
        "name": "新站",
        "parent": center.name,
        "on": "2026-03-02",
        "kind": "township",
        "host": "union",
    } | {field: value}
    answer = sign_in(county.zhuren).post(reverse("stations:station_new"), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Station.objects.filter(name="新站").count() == 0


def test_another_stations_pages_are_404_for_a_director_of_a_part(county, sign_in, village):
    county.zhuren.staff.station = village.parent
    county.zhuren.staff.save()
    other = county.zhan2.staff.station
    client = sign_in(county.zhuren)
    names = (
        "station",
        "station_edit",
        "station_move",
        "station_merge",
        "station_close",
        "station_reopen",
    )
    assert [
        client.get(reverse(f"stations:{name}", args=[other.pk])).status_code for name in names
    ] == [404] * 6
    assert (
        client.post(
            reverse("stations:station_close", args=[other.pk]), {"on": "2026-03-02", "reason": "x"}
        ).status_code
        == 404
    )
    data = {"parent": other.name, "on": "2026-03-02", "reason": "x"}
    answer = client.post(reverse("stations:station_move", args=[village.pk]), data)
    assert f"没有名为“{other.name}”的在用站点" in answer.content.decode()
