"""What every form page does alike, seen on the pages of a station and of a calculation."""

import re

import pytest
from django.urls import reverse

from stations.domain.station import change
from stations.models import Station
from tests.subsidies import month

TYPED = {"name": "东河村法律援助联络点", "kind": "township", "host": "other"}


@pytest.fixture
def edit(county):
    """The address of the page that changes a station, which somebody else changed since it was opened at version 0."""
    village = Station.objects.create(
        name="东河村联络点", kind="township", host="other", parent=county.zhan1.staff.station
    )
    change(village, by=county.zhuren, hours="周一至周五")
    return reverse("stations:station_edit", args=[village.pk])


def seen_on(answer):
    return re.findall(r'name="seen" value="(\d+)"', answer.content.decode())


def test_row_changed_meanwhile_is_said_and_what_was_typed_can_be_sent_again(county, sign_in, edit):
    client = sign_in(county.zhuren)
    stale = client.post(edit, TYPED | {"seen": "0"})
    assert (stale.status_code, seen_on(stale)) == (409, ["1"])
    assert "东河村联络点的资料已被修改，请核对后重新提交。" in stale.content.decode()

    assert client.post(edit, TYPED | {"seen": "1"}).status_code == 302
    assert Station.objects.filter(name="东河村法律援助联络点").count() == 1


def test_form_with_an_error_keeps_the_version_it_was_filled_in_on(county, sign_in, edit):
    answer = sign_in(county.zhuren).post(edit, TYPED | {"seen": "0", "kind": "没有的类别"})
    assert (answer.status_code, seen_on(answer)) == (422, ["0"])


def test_page_names_the_row_as_it_is_kept_while_another_name_is_typed(county, sign_in, edit):
    page = sign_in(county.zhuren).post(edit, TYPED | {"kind": "没有的类别"}).content.decode()
    assert "修改站点资料：东河村联络点" in page
    assert 'value="东河村法律援助联络点"' in page


def test_form_that_takes_a_file_is_sent_as_one(county, sign_in):
    client = sign_in(county.zhuren)
    forms = [
        client.get(reverse(name)).content.decode()
        for name in ("stations:staff_import", "stations:staff_new")
    ]
    assert ['enctype="multipart/form-data"' in page for page in forms] == [True, False]


@pytest.fixture
def calculation(county):
    """The address of a row of a batch being prepared: a page with a form for each act on it."""
    month.standard(county)
    money = month.fund(county)
    month.finished(county)
    return month.filled(county, money).calculations.get().get_absolute_url()


def test_of_several_forms_the_one_that_refused_keeps_what_was_typed(county, sign_in, calculation):
    typed = {"act": "adjust", "adjust-amount": "-9999", "adjust-reason": "票据核减"}
    answer = sign_in(county.caiwu).post(calculation, typed)
    adjust, remove, dispute = (answer.context[act] for act in ("adjust", "remove", "dispute"))
    assert (answer.status_code, adjust["reason"].value()) == (422, "票据核减")
    assert (remove.is_bound, dispute) == (False, None)


def test_act_without_a_form_is_not_found(county, sign_in, calculation):
    assert sign_in(county.caiwu).post(calculation, {"act": "delete"}).status_code == 404
