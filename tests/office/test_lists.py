"""Every list one works from: its operators name fields it has, its views can be read, and it opens for who may see it."""

import pytest
from django.urls import reverse

from legalaid.platform.office.listing import LISTS

KEYS = [
    "cases:consultations",
    "cases:list",
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
