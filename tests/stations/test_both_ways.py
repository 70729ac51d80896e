"""Slips go both ways, a partner's to the centre and the centre's to a partner: through pages alone, each side sees its own."""

import uuid

import pytest
from django.urls import reverse

from cases.queries.consultation import consultations_for
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.models import Paper
from stations.enums import SlipState
from stations.models import Referral, Staff, Station
from stations.queries.referral import referrals_for
from tests.cases.test_consultation import consult

from .test_referral import FACTS, center, labour, slip_to_center  # noqa: F401  the fixture

STEPS = (
    "accept_slip",
    "return_slip",
    "give_feedback",
    "close_slip",
    "resend_slip",
    "recall_slip",
    "upload",
    "reveal",
)


@pytest.fixture
def sides(county, labour):  # noqa: F811
    """{way: (sender, receiver)}"""
    return {
        "to the centre": (labour, county.chuangkou),
        "to the partner": (county.chuangkou, labour),
    }


@pytest.fixture
def neighbour(county):
    """The window of another county's centre in the same database."""
    user = User.objects.create(username="lin", name="邻县窗口", role=Role.WINDOW, password="!")
    Staff.objects.create(
        user=user,
        station=Station.objects.create(name="邻县法律援助中心", kind="center", host="center"),
    )
    return user


def listed(client, way):
    return list(client.get(reverse("stations:referrals"), {"way": way}).context["page"].object_list)


@pytest.mark.parametrize("way", ["to the centre", "to the partner"])
def test_slip_reaches_feedback_and_closing_and_nobody_else(sides, county, neighbour, sign_in, way):
    sender, receiver = sides[way]
    facts = FACTS | {
        "to_station": receiver.staff.station_id,
        "documents": "投诉登记表",
        "token": uuid.uuid4(),
    }
    sign_in(sender).post(reverse("stations:referral_new"), facts)
    slip = Referral.objects.get()
    page = slip.get_absolute_url()

    answering = sign_in(receiver)
    assert (listed(answering, "received"), listed(answering, "sent")) == ([slip], [])
    answering.post(f"{page}accept_slip/", {"note": "已收到"})
    answering.post(f"{page}give_feedback/", {"text": "已约当事人面谈。"})
    assert answering.get(f"{page}recall_slip/").status_code == 403
    answering.post(f"{page}close_slip/", {"result": "resolved", "text": "已办结。"})
    slip.refresh_from_db()
    assert (slip.state, slip.result) == (SlipState.CLOSED, "resolved")

    sending = sign_in(sender)
    shown = sending.get(page).content.decode()
    assert [
        words for words in ("已收到", "已约当事人面谈。", "已办结。") if words not in shown
    ] == []
    assert (listed(sending, "sent"), listed(sending, "received")) == ([slip], [])
    assert sending.get(f"{page}close_slip/").status_code == 403
    assert sender.messages.filter(kind="turn").count() == 3

    papers = [reverse("documents:paper", args=[paper.pk]) for paper in Paper.objects.all()]
    assert len(papers) == 2
    for stranger in (county.zhan1, county.zhan2, neighbour):
        client = sign_in(stranger)
        assert (listed(client, "all"), client.get(page).status_code) == ([], 404)
        assert {
            client.post(f"{page}{step}/", {"field": "name", "reason": "看看"}).status_code
            for step in STEPS
        } == {404}
        assert {client.get(paper).status_code for paper in papers} == {404}


def test_partner_sees_of_the_centres_slips_only_those_sent_to_it(county, labour, sign_in):  # noqa: F811
    mine, other = slip_to_center(labour), slip_to_center(county.zhan1)
    assert list(referrals_for(labour)) == [mine]
    assert set(referrals_for(county.chuangkou)) == {mine, other}
    assert center() not in (mine.from_station, other.from_station)


def test_centre_beside_another_county_sees_only_its_own(county, labour, request):  # noqa: F811
    slip, row = slip_to_center(labour), consult(county)
    neighbour = request.getfixturevalue("neighbour")
    for user, slips, consultations in ((county.chuangkou, [slip], [row]), (neighbour, [], [])):
        fresh = User.objects.get(pk=user.pk)
        assert (list(referrals_for(fresh)), list(consultations_for(fresh))) == (
            slips,
            consultations,
        )
