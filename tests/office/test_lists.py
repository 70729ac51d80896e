"""Every list one works from: its operators name fields it has, its views can be read, and it opens for who may see it."""

import pytest
from django.urls import reverse

from legalaid.platform.office.listing import LISTS
from legalaid.platform.office.paging import kept

KEYS = [
    "cases:consultations",
    "cases:helps",
    "cases:list",
    "cases:reliefs",
    "stations:firm_list",
    "stations:handler_list",
    "stations:referrals",
    "stations:staff_list",
    "subsidies:batches",
]


def test_lists_of_the_house():
    assert sorted(LISTS) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_operators_name_fields_of_the_filters(key):
    filters = LISTS[key].filterset_class
    named = [field for one in filters.operators for field in one.fields]
    assert sorted(named) == sorted(set(named))
    assert set(filters.base_filters) - set(named) == {"q"} & set(filters.base_filters)


@pytest.mark.parametrize("key", KEYS)
def test_every_view_of_a_list_opens_and_is_the_one_shown(key, county, sign_in):
    user, path = county.zhuren, reverse(key)
    client = sign_in(user)
    for view in LISTS[key].views:
        page = client.get(path, {"q": view.text})
        assert page.status_code == 200
        assert page.context["filter"].refusals == []
        shown = [one["view"].name for one in page.context["built_in"] if one["current"]]
        assert shown == ([view.name] if user.role in view.roles or not view.roles else [])


def headings(page):
    return [one.label for one in page.context["table"].on_page if one.label]


@pytest.mark.parametrize("key", KEYS)
def test_columns_left_out_of_a_list_stay_out_until_the_usual_ones_are_asked_for(
    key, county, sign_in
):
    client, path = sign_in(county.zhuren), reverse(key)
    usual = headings(client.get(path))
    offered = client.get(path).context["columns"]
    first, last = offered[0], offered[-1]

    assert headings(client.get(path, {"col": [last.key, first.key]})) == [first.label, last.label]
    assert headings(client.get(path)) == [first.label, last.label]
    assert headings(client.get(path, {"col": ""})) == usual
    assert headings(client.get(path)) == usual


def test_what_is_kept_answers_the_same_question_of_the_same_values_alone():
    asked = [("SELECT", (1,), 5), ("SELECT", (2,), 7), ("SELECT", (1,), 9), ("DELETE", (1,), 8)]
    found = [kept("test", (sql, values), lambda n=n: n, bool) for sql, values, n in asked]
    assert found == [5, 7, 5, 8]
    few = [kept("few", ("SELECT", ()), lambda n=n: n, lambda count: count > 5) for n in (5, 7, 9)]
    assert few == [5, 7, 7]
