"""The case list: filters, order and columns in the URL, Excel of exactly what is shown; the to-do list names what is to be done."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from legalaid.faces.statistics.models import Export
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.models import Event
from legalaid.platform.jobs.queue import run
from legalaid.platform.notifications.models import Message
from stations.models import Station
from tests.factories import new_case, person, walk


def numbers(client, query):
    return [row["number"][-5:-1] for row in client.get(f"/cases/?{query}").context["page"]]


@pytest.fixture
def clerk(county, sign_in):
    new_case(county, amount=None)
    new_case(
        county,
        amount=900,
        station=Station.objects.get(name="石桥乡法律援助工作站"),
        who=person(name="王芳", id_number=""),
    )
    walk(county, "assign", case=new_case(county, amount=5000))
    return sign_in(county.chuangkou)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("order=number", ["0001", "0002", "0003"]),
        ("order=-number", ["0003", "0002", "0001"]),
        ("order=amount", ["0002", "0003", "0001"]),
        ("order=-amount", ["0003", "0002", "0001"]),
        ("order=nonsense", ["0001", "0002", "0003"]),
        ("cause=劳动报酬&order=number", ["0001", "0002", "0003"]),
        ("cause=离婚", []),
        ("turn=handler", ["0003"]),
        ("state=offered&kind=civil", ["0003"]),
    ],
)
def test_rows_follow_the_query_in_the_url(clerk, query, found):
    assert numbers(clerk, query) == found


def test_handler_is_found_by_name(clerk, county):
    assert numbers(clerk, f"handler={county.lvshi.name}") == ["0003"]


def test_crowd_in_the_url_is_what_the_page_and_the_export_show(clerk, county):
    new_case(county, crowds=["woman", "disabled"], who=person(name="王芳", id_number=""))
    new_case(county, crowds=["elderly"], who=person(name="赵六", id_number=""))
    assert numbers(clerk, "crowd=woman") == ["0004"]
    assert numbers(clerk, "crowd=migrant_worker&order=number") == ["0001", "0002", "0003"]
    assert numbers(clerk, "crowd=veteran") == []
    book = clerk.get("/cases/?crowd=disabled&col=number&col=crowds&export=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows == [["案件编号", "人员类别"], ["清援案〔2026〕0004号", "妇女、残疾人"]]
    assert Event.objects.get(verb="list.export").data == {
        "count": 1,
        "query": "crowd=disabled&col=number&col=crowds",
    }


def test_station_filter_offers_ones_own_stations_only(clerk, county, sign_in):
    station = Station.objects.get(name="石桥乡法律援助工作站")
    assert numbers(clerk, f"station={station.pk}") == ["0002"]
    seen = sign_in(county.zhan1).get("/cases/").context["filter"].form.fields["station"].queryset
    assert list(seen) == [county.zhan1.staff.station]


def test_chosen_columns_are_shown_exported_and_remembered(clerk):
    page = clerk.get("/cases/?col=number&col=amount&col=age")
    assert [column.key for column in page.context["table"].columns] == ["number", "age", "amount"]
    assert "5,000.00" in page.content.decode()
    book = clerk.get("/cases/?order=number&export=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["案件编号", "年龄", "涉及金额（元）"],
        ["清援案〔2026〕0001号", 38, ""],
        ["清援案〔2026〕0002号", 38, 900],
        ["清援案〔2026〕0003号", 38, 5000],
    ]
    usual = clerk.get("/cases/?col=unknown").context["table"].columns
    assert [column.key for column in usual] == ["number", "age", "amount"]


def test_heading_of_a_sorted_column_turns_the_order_round(clerk):
    page = clerk.get("/cases/?state=submitted&order=number").content.decode()
    assert 'aria-sort="ascending"><a href="?state=submitted&amp;order=-number">案件编号' in page


def test_list_of_many_cases_is_written_by_the_worker_for_who_still_may(clerk, county, settings):
    settings.EXPORT_ROWS_AT_ONCE = 2
    answer = clerk.get("/cases/?order=number&col=number&col=applicant&export=xlsx", follow=True)
    assert "共3件，正在生成" in answer.content.decode()
    assert (
        "同样的内容正在生成"
        in clerk.get(
            "/cases/?order=number&col=number&col=applicant&export=xlsx", follow=True
        ).content.decode()
    )
    export = Export.objects.get()
    run(export.job_id)
    found = clerk.get(f"/statistics/exports/{export.pk}/")
    rows = list(
        CalamineWorkbook.from_filelike(BytesIO(found.getvalue())).get_sheet_by_index(0).iter_rows()
    )
    assert rows[0] == ["案件编号", "申请人"]
    assert [row[0][-5:-1] for row in rows[1:]] == ["0001", "0002", "0003"]
    assert rows[2][1] == "王芳"
    assert Message.objects.filter(user=county.chuangkou, kind="export").count() == 1
    staff = county.chuangkou.staff
    center, staff.station = staff.station, county.zhan1.staff.station
    staff.save()
    assert (
        "没有查看这项内容的权限"
        in clerk.get(f"/statistics/exports/{export.pk}/", follow=True).content.decode()
    )
    staff.station = center
    staff.save()
    assert clerk.get(f"/statistics/exports/{export.pk}/").getvalue()
    county.chuangkou.role = Role.ADMIN
    county.chuangkou.save()
    assert (
        "没有查看这项内容的权限"
        in clerk.get(f"/statistics/exports/{export.pk}/", follow=True).content.decode()
    )
