"""The administrator's list of users: whoever needs a station or a licence gets the account with the post."""

import pytest

from legalaid.platform.accounts.models import User


def names(client, query):
    return [
        user.username for user in client.get(f"/accounts/users/?{query}").context["object_list"]
    ]


def test_list_is_narrowed_by_name_role_and_state(county, sign_in):
    User.objects.filter(username="guidang").update(is_active=False)
    client = sign_in(county.admin)
    assert names(client, "role=window") == ["chuangkou", "guidang"]
    assert names(client, "role=window&active=1") == ["chuangkou"]
    assert names(client, "active=0") == ["guidang"]
    assert names(client, "q=caiwu") == ["caiwu"]
    assert names(client, "q=nobody") == []
    User.objects.filter(username="jiandu").update(last_login=None)
    assert "jiandu" in names(client, "active=new")
    assert "admin" not in names(client, "active=new")


def test_list_leads_to_the_pages_that_give_a_station_or_a_licence(county, sign_in):
    page = sign_in(county.admin).get("/accounts/users/").content.decode()
    for address in ("/stations/staff/new/", "/stations/handlers/new/"):
        assert f'href="{address}"' in page
        assert sign_in(county.admin).get(address).status_code == 200


def test_list_says_where_each_works_in_as_many_queries_for_any_number(
    county, sign_in, django_assert_max_num_queries
):
    client = sign_in(county.admin)
    post = client.get("/accounts/users/").context["table"].columns[-1]
    assert str(county.zhan1.staff.station) in post.words(county.zhan1)
    assert str(county.lvshi.handler.firm) in post.words(county.lvshi)
    assert post.words(county.admin) == ""
    with django_assert_max_num_queries(14):
        assert len(client.get("/accounts/users/").context["object_list"]) > 12


@pytest.mark.parametrize(
    ("username", "role", "status"),
    [("caiwu", "window", 302), ("caiwu", "handler", 200), ("lvshi", "window", 200)],
)
def test_role_that_hangs_on_a_licence_is_not_given_or_taken_here(
    county, sign_in, username, role, status
):
    user = getattr(county, username)
    data = {"username": username, "name": user.name, "role": role, "is_active": "on"}
    assert sign_in(county.admin).post(f"/accounts/users/{user.pk}/", data).status_code == status
    user.refresh_from_db()
    assert user.role == (
        role if status == 302 else {"caiwu": "finance", "lvshi": "handler"}[username]
    )


def test_new_account_is_an_administrators(county, sign_in):
    data = {"username": "xin", "name": "新人", "role": "window", "is_active": "on"}
    answer = sign_in(county.admin).post("/accounts/users/new/", data)
    assert (answer.status_code, User.objects.filter(username="xin").exists()) == (200, False)


def test_inbox_counts_and_shows_the_unread_alone(county, sign_in):
    from legalaid.platform.notifications.send import notify

    for number in range(3):
        notify(county.caiwu, key=f"k{number}", kind="turn", text=f"第{number}条")
    first = county.caiwu.messages.last()
    client = sign_in(county.caiwu)
    client.post(f"/messages/{first.pk}/read/")
    page = client.get("/messages/?show=unread")
    assert (page.context["total"], page.context["unread"]) == (3, 2)
    assert [row.text for row in page.context["page"]] == ["第2条", "第1条"]
