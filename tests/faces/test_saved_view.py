"""Views of the case list under a name: kept, shared, changed, given up; how a list was left; rows stay those of the reader."""

from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legalaid.faces.lists.models import ListHabit, SavedView
from stations.models import Firm
from tests.factories import new_case, person, walk

NEW = "/views/new/?list=cases:list&q=类别:民事&order=-number&col=案件编号&col=申请人"


def saved_view(owner, station=None, **changes):
    facts = {"listing": "cases:list", "name": "民事", "text": "类别:民事", "order": "-number", "columns": ["案件编号", "申请人"]}  # fmt: skip
    return SavedView.objects.create(owner=owner, station=station, **facts | changes)


def rows(answer):
    return [row["number"][-5:-1] for row in answer.context["page"]]


@pytest.fixture
def two(county):
    new_case(county)
    new_case(county, kind="criminal", who=person(name="王芳", id_number=""))
    return county


def test_view_is_kept_and_opens_with_its_conditions_columns_and_order(two, sign_in):
    client = sign_in(two.chuangkou)
    answer = client.post(NEW, {"name": "民事"}, follow=True)
    view = SavedView.objects.get()
    assert answer.redirect_chain[-1][0] == (
        f"/cases/?q=%E7%B1%BB%E5%88%AB%3A%E6%B0%91%E4%BA%8B&order=-number&col=number&col=applicant&view={view.pk}"
    )
    assert rows(answer) == ["0001"]
    assert [one.key for one in answer.context["table"].columns] == ["number", "applicant"]
    assert answer.context["opened"]["view"].name == "民事"
    assert answer.context["altered"] is False
    assert not ListHabit.objects.exists()  # a view is looked at and leaves no trace


def test_two_views_of_one_name_are_refused_beside_the_name(two, sign_in):
    saved_view(two.chuangkou)
    answer = sign_in(two.chuangkou).post(NEW, {"name": "民事"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "name": ["您在这张表上已有名为“民事”的视图，请换一个名称。"]
    }
    other = SavedView.objects.create(owner=two.chuangkou, listing="cases:list", name="刑事")
    answer = sign_in(two.chuangkou).post(f"/views/{other.pk}/edit/", {"name": "民事"})
    assert answer.context["form"].errors == {
        "name": ["您在这张表上已有名为“民事”的视图，请换一个名称。"]
    }


@pytest.mark.parametrize("number", ["13900138000", "999901 19800101 1234"])
def test_number_of_a_person_is_kept_in_no_view(two, sign_in, number):
    client, page = sign_in(two.chuangkou), f"/views/new/?list=cases:list&q=李 {number}"
    answer = client.post(page, {"name": "李"})
    assert (answer.status_code, SavedView.objects.count()) == (422, 0)
    assert answer.context["form"].non_field_errors() == [
        "视图长期保存、可以共享，不要存证件号码和电话号码。"
    ]

    view = saved_view(two.chuangkou)
    assert client.post(f"/views/{view.pk}/edit/", {"name": number}).status_code == 422


def test_twenty_views_are_the_most(two, sign_in):
    for number in range(20):
        saved_view(two.chuangkou, name=str(number))
    answer = sign_in(two.chuangkou).post(NEW, {"name": "民事"})
    assert answer.context["form"].non_field_errors() == ["一张表最多存20个视图，请先删去不用的。"]


def test_view_of_another_is_not_there_unless_shared_with_ones_station(two, sign_in):
    own = saved_view(two.chuangkou)
    shared = saved_view(two.chuangkou, two.chuangkou.staff.station, name="共享的")
    colleague, elsewhere = two.guidang, two.zhan1
    statuses = {}
    for user in (colleague, elsewhere, two.lvshi):
        client = sign_in(user)
        statuses[user.username] = [
            client.get(f"/views/{own.pk}/").status_code,
            client.get(f"/views/{shared.pk}/").status_code,
            client.get(f"/views/{shared.pk}/edit/").status_code,
            client.post(f"/views/{shared.pk}/delete/").status_code,
        ]
    assert statuses == {
        "guidang": [404, 302, 404, 404],
        "zhan1": [404, 404, 404, 404],
        "lvshi": [404, 404, 404, 404],
    }
    page = sign_in(colleague).get(f"/views/{shared.pk}/", follow=True)
    assert [(one["view"].name, one["view"].by) for one in page.context["kept"]] == [
        ("共享的", two.chuangkou.name)
    ]
    assert f"{two.chuangkou.name}共享，只能看" in page.content.decode()


def test_shared_view_shows_its_reader_only_what_they_may_see(two, sign_in):
    walk(two, "assign", case=new_case(two))
    station = two.chuangkou.staff.station
    view = saved_view(two.chuangkou, station, text="承办:我", columns=[])
    assert rows(sign_in(two.chuangkou).get(f"/views/{view.pk}/", follow=True)) == []
    staff = two.lvshi
    assert rows(sign_in(staff).get("/cases/?q=承办:我")) == ["0003"]
    assert rows(sign_in(two.zhan1).get("/cases/?q=类别:民事")) == []


def test_condition_and_column_the_list_has_no_more_are_named_and_the_rest_applies(two, sign_in):
    view = saved_view(two.chuangkou, text="类别:民事 案源地:外省", columns=["案件编号", "案源地"])
    page = sign_in(two.chuangkou).get(f"/views/{view.pk}/", follow=True)
    assert rows(page) == ["0001"]
    assert [one.key for one in page.context["table"].columns] == ["number"]
    text = page.content.decode()
    assert "没有“案源地”这个条件，没有按它查。" in text
    assert "存的时候有“案源地”，这张表现在没有了；其余照常。" in text


def test_view_is_renamed_renewed_and_shared_and_says_when_the_list_differs(two, sign_in):
    view = saved_view(two.chuangkou)
    client = sign_in(two.chuangkou)
    page = client.get(f"/cases/?q=类别:刑事&order=-number&view={view.pk}")
    assert page.context["altered"] is True
    saving = f"/views/{view.pk}/edit/?list=cases:list&q=类别:刑事&order=number&col=案件编号"
    client.post(saving, {"name": "刑事", "shared": "on", "renew": "on"})
    view.refresh_from_db()
    assert (view.name, view.text, view.order, view.columns) == (
        "刑事", "类别:刑事", "number", ["案件编号"],
    )  # fmt: skip
    assert view.station == two.chuangkou.staff.station
    client.post(f"/views/{view.pk}/edit/", {"name": "刑事"})
    view.refresh_from_db()
    assert (view.text, view.station) == ("类别:刑事", None)


def test_deleted_view_leads_to_its_conditions_so_that_it_can_be_kept_again(two, sign_in):
    view = saved_view(two.chuangkou)
    client = sign_in(two.chuangkou)
    assert client.get(f"/views/{view.pk}/delete/").status_code == 405
    page = client.post(f"/views/{view.pk}/delete/", follow=True)
    assert page.context["line"] == "类别:民事"
    assert "视图“民事”已删除" in page.content.decode()
    assert client.post(f"/views/{view.pk}/delete/").status_code == 404


def test_view_of_a_list_that_is_gone_is_404(two, sign_in):
    view = saved_view(two.chuangkou, listing="cases:gone")
    client = sign_in(two.chuangkou)
    assert client.get(f"/views/{view.pk}/").status_code == 404
    assert client.get("/views/new/?list=cases:gone").status_code == 404
    assert client.post(f"/views/{view.pk}/delete/").url == "/"


def test_columns_and_order_are_found_as_left_and_the_address_goes_before_them(two, sign_in):
    client = sign_in(two.chuangkou)
    client.get("/cases/?col=number&col=amount&order=-number")
    client.logout()
    client = sign_in(two.chuangkou)

    page = client.get("/cases/")
    assert [one.key for one in page.context["table"].columns] == ["number", "amount"]
    assert (rows(page), page.context["order"]) == (["0002", "0001"], "-number")
    assert page.context["sorting"] == "按案件编号从后到前"

    page = client.get("/cases/?order=number&col=applicant&view=99999")
    assert [one.key for one in page.context["table"].columns] == ["applicant"]
    assert client.get("/cases/").context["order"] == "-number"

    assert len(client.get("/cases/?col=").context["table"].columns) == 8
    assert ListHabit.objects.get().columns == []
    assert sign_in(two.guidang).get("/cases/").context["order"] == "due"


def test_list_asks_as_often_with_three_rows_and_views_as_with_one(two, sign_in):
    client = sign_in(two.chuangkou)
    station = two.chuangkou.staff.station
    saved_view(two.chuangkou)
    saved_view(two.guidang, station, name="共享的")
    client.get("/cases/?q=类别:民事 期限<9999天")
    path = "/cases/?q=类别:民事 状态:在办"
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for number in range(3):
        new_case(two, who=person(name=f"王{number}", id_number=""))
        saved_view(two.guidang, station, name=str(number))
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def counts(client, key="cases:list"):
    answer = client.get("/views/counts/", {"list": key})
    return answer.context["counts"]


def test_figure_beside_a_view_is_what_its_reader_would_find(two, sign_in):
    civil = saved_view(two.chuangkou, two.chuangkou.staff.station)
    all_of_them = saved_view(two.chuangkou, name="全部的", text="")
    none = saved_view(two.chuangkou, name="王芳的民事", text="类别:民事 王芳")
    lost = saved_view(two.chuangkou, name="旧条件", text="没有的条件:是 类别:民事")
    assert counts(sign_in(two.chuangkou)) == [
        (civil.pk, "1件"),
        (all_of_them.pk, "2件"),
        (none.pk, "0件"),
        (lost.pk, "1件"),
    ]
    assert counts(sign_in(two.guidang)) == [(civil.pk, "1件")]
    assert counts(sign_in(two.zhan1)) == []


def test_figure_of_a_shared_view_counts_the_cases_of_its_reader_alone(two, sign_in):
    view = saved_view(two.zhan1, two.zhan1.staff.station, text="")
    assert counts(sign_in(two.zhan1)) == [(view.pk, "0件")]


def test_past_ninety_nine_is_said_so(two, sign_in):
    view = saved_view(two.chuangkou, listing="stations:firm_list", text="名称事务所")
    made = (Firm(name=f"名称事务所{number}", kind="law_firm") for number in range(101))
    for more, said in ((99, "99家"), (1, "99+家"), (1, "99+家")):
        Firm.objects.bulk_create(list(islice(made, more)))
        assert counts(sign_in(two.chuangkou), "stations:firm_list") == [(view.pk, said)]


def test_figures_take_a_capped_count_for_each_view_and_none_on_the_page(two, sign_in):
    client = sign_in(two.chuangkou)

    def counted(path):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        sql = [one["sql"] for one in queries]
        return answer, len(sql), [one for one in sql if "COUNT(" in one and "LIMIT 100" in one]

    part = "/views/counts/?list=cases:list"
    client.get("/cases/")
    _, bare, none = counted("/cases/")
    for number in range(3):
        saved_view(two.chuangkou, name=str(number), text="状态:在办")

    page, kept, on_page = counted("/cases/")
    assert (kept, none, on_page) == (bare, [], [])
    _, _, capped = counted(part)
    assert len(capped) == 3
    assert 'hx-get="/views/counts/?list=cases:list"' in page.content.decode()


def test_page_without_views_asks_for_no_figures(two, sign_in):
    assert "/views/counts/" not in sign_in(two.chuangkou).get("/cases/").content.decode()


def test_figures_need_the_right_of_the_list(two, sign_in):
    assert sign_in(two.admin).get("/views/counts/?list=cases:list").status_code == 403
    assert sign_in(two.lvshi).get("/views/counts/?list=stations:tree").status_code == 404
