"""What every page does alike, seen on the pages of a station, a calculation, a consultation and a case."""

import re

import pytest
from django.urls import reverse

from cases.models import Consultation
from legalaid.platform.documents.models import Paper
from stations.domain.station import change
from stations.models import Station
from tests.factories import walk
from tests.subsidies import month

TYPED = {"name": "东河村法律援助联络点", "kind": "township", "host": "other"}
ASKED = {
    "token": "00000000-0000-4000-8000-000000000005",
    "channel": "visit",
    "name": "李国强",
    "id_kind": "resident",
    "topics": ["wages"],
    "question": "工资被拖欠，怎么办？",
    "answer": "可以申请劳动仲裁。",
    "outcome": "advised",
}


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


def test_form_sent_twice_makes_one_row(county, sign_in):
    client, address = sign_in(county.chuangkou), reverse("cases:consultation_new")
    first, second = client.post(address, ASKED), client.post(address, ASKED)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (first.url, Consultation.objects.count()) == (second.url, 1)


def test_form_with_an_error_keeps_its_token(county, sign_in):
    address = reverse("cases:consultation_new")
    page = sign_in(county.chuangkou).post(address, ASKED | {"question": ""})
    token = re.findall(r'name="token" value="([^"]+)"', page.content.decode())
    assert (page.status_code, token) == (422, ["00000000-0000-4000-8000-000000000005"])


def test_page_refuses_in_its_own_words(county, sign_in):
    client = sign_in(county.admin)
    pages = [client.get(reverse(name)) for name in ("cases:calendar", "cases:intake")]
    assert [page.status_code for page in pages] == [403, 403]
    assert [
        words in page.content.decode()
        for words, page in zip(
            ("您的岗位不查看案件内容。", "您的岗位不登记申请。"), pages, strict=True
        )
    ] == [True, True]


def test_button_one_may_not_press_is_forbidden_and_one_that_fails_says_why(county, sign_in):
    case = walk(county, "accept")
    address = reverse("cases:issue_paper", args=[case.pk])
    before = Paper.objects.count()
    assert sign_in(county.caiwu).post(address, {"kind": "means_statement"}).status_code == 403

    case.means.delete()
    answer = sign_in(county.chuangkou).post(address, {"kind": "means_statement"}, follow=True)
    assert "本案没有经济困难状况说明，无需打印。" in answer.content.decode()
    assert Paper.objects.count() == before
