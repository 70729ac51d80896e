"""A closed case is rated from one's case: once, by whoever the case is about, and read by nobody who was rated."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.domain.following import set_following
from cases.models import Case, JointApplicant
from cases.quality.models import Rating
from cases.queries.following import code_for, following_of
from tests.factories import walk

pytestmark = pytest.mark.django_db
MINE, SEEN, RATE = "/public/mine/", "/public/mine/case/", "/public/mine/rate/"
OTHER = "440524199001010095"


@pytest.fixture
def case(county):
    case = walk(county, "hold_first_meeting")
    day = timezone.localdate() - timedelta(days=3)
    Case.objects.filter(pk=case.pk).update(closed_on=day)
    return Case.objects.get(pk=case.pk)


def inside(case, last="0011"):
    client = Client()
    client.post(MINE, {"code": code_for(case, following_of(case)), "last": last})
    return client


def offered(client):
    return RATE in client.get(SEEN).content.decode()


def test_rating_is_kept_once_and_offered_no_more(county, case):
    client = inside(case)
    assert offered(client)
    empty = client.post(RATE, {"said": "谢谢"})
    assert (empty.status_code, "谢谢" in empty.content.decode()) == (422, True)
    answer = client.post(RATE, {"level": "5", "said": "谢谢<b>😀"})
    assert (answer.status_code, "谢谢您的评价。" in answer.content.decode()) == (200, True)
    row = Rating.objects.get()
    assert (row.case, row.level, row.said, row.rated, row.way) == (
        case,
        "5",
        "谢谢<b>😀",
        county.lvshi,
        "code",
    )
    assert not offered(client)
    assert client.post(RATE, {"level": "1"}).url == SEEN
    assert client.get(RATE).url == SEEN
    assert Rating.objects.count() == 1


def test_bad_rating_goes_to_whoever_deals_with_bad_ones(case):
    inside(case).post(RATE, {"level": "1", "said": "没人理我"})
    assert Rating.objects.get().state == "bad"


def test_open_case_is_not_rated(case):
    Case.objects.filter(pk=case.pk).update(closed_on=None)
    client = inside(case)
    assert not offered(client)
    assert client.post(RATE, {"level": "5"}).url == SEEN
    assert Rating.objects.count() == 0


def test_nobody_rates_without_the_code_for_others_or_after_a_death(county, case):
    assert Client().post(RATE, {"level": "5"}).url == MINE
    JointApplicant.objects.create(case=case, name="王五", id_number=OTHER)
    Case.objects.filter(pk=case.pk).update(applicant_count=2)
    joint = inside(case, "0095")
    assert joint.post(RATE, {"level": "5"}).url == SEEN

    set_following(case, by=county.chuangkou, shown="place", said="本人当面提出。")
    assert inside(case).post(RATE, {"level": "5"}).url == SEEN
    set_following(case, by=county.chuangkou, shown="all", said="本人当面提出。")
    Case.objects.filter(pk=case.pk).update(state="applicant_died")
    assert inside(case).post(RATE, {"level": "5"}).url == SEEN
    assert Rating.objects.count() == 0
