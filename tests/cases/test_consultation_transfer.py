"""A question handed on: the limit runs, the next one is told, and only who answers there is offered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.domain.consultation import (
    answer,
    transfer,
)
from cases.queries.consultation import consultations_for
from legalaid.platform.accounts.models import User
from legalaid.platform.core.errors import StaleState
from stations.models import Station
from tests.cases.test_consultation import REPLY, center, consult
from tests.factories import START


def test_transfer_moves_the_question_and_lets_its_limit_run(county):
    row = consult(county, channel="letter", reply=None)
    due = row.due_at
    station = county.zhan1.staff.station
    transfer(
        row,
        by=county.chuangkou,
        at=START + timedelta(hours=1),
        to=str(station),
        station=station,
        reason="住所地在该镇",
    )
    assert (row.station, row.due_at) == (station, due)
    assert consultations_for(county.zhan1).get() == row
    assert consultations_for(county.zhan2).count() == 0
    assert list(consultations_for(county.chuangkou)) == [row]


def test_transfer_to_a_duty_lawyer_tells_them_and_only_they_see_it(county):
    row = consult(county, channel="web", reply=None)
    transfer(
        row,
        by=county.chuangkou,
        to="张律师",
        station=center(),
        owner=county.lvshi,
        reason="劳动专长",
        at=START + timedelta(hours=1),
    )
    assert [consultations_for(user).count() for user in (county.lvshi, county.lvshi2)] == [1, 0]
    assert county.lvshi.messages.filter(kind="turn").count() == 1
    answer(row, by=county.lvshi, at=START + timedelta(hours=2), **REPLY)
    assert row.answered_by == county.lvshi


def test_transfer_of_an_answered_question_is_refused(county):
    row = consult(county)
    with pytest.raises(StaleState, match="此咨询现为“已答复”"):
        transfer(
            row,
            by=county.chuangkou,
            to="x",
            station=county.zhan1.staff.station,
            reason="x",
            at=START + timedelta(hours=1),
        )


def test_transfer_offers_those_who_answer_at_the_station_chosen(county, sign_in):
    row = consult(county, channel="web", reply=None)
    station, client = county.zhan1.staff.station, sign_in(county.chuangkou)
    address = reverse("cases:consultation_transfer", args=[row.pk])
    here, there = ([str(user) for user in client.get(address, asked).context["form"].fields["owner"].queryset]
                   for asked in ({}, {"station": station.pk}))  # fmt: skip
    assert {str(county.lvshi), str(county.shencha), str(county.zhuren)} <= set(here)
    assert {str(county.caiwu), str(county.jiandu), str(county.admin)}.isdisjoint(here)
    assert there == [str(county.zhan1)]
    facts = {"station": station.pk, "reason": "住所地在该镇", "seen": row.version}
    refused = client.post(address, facts | {"owner": county.lvshi.pk})
    assert (refused.status_code, "此人不在该站点" in refused.content.decode()) == (422, True)
    client.post(address, facts | {"owner": county.zhan1.pk})
    row.refresh_from_db()
    assert (row.station, row.owner) == (station, county.zhan1)


def test_name_of_no_station_offers_nobody(county, sign_in):
    User.objects.create(username="xin", name="新来", role="window")  # an account without a post
    row = consult(county, channel="web", reply=None)
    address = reverse("cases:consultation_transfer", args=[row.pk])
    answer = sign_in(county.chuangkou).post(
        address, {"station": "某站", "reason": "住所地在该镇", "seen": row.version}
    )
    assert (answer.status_code, "新来" in answer.content.decode()) == (422, False)
    assert list(answer.context["form"].fields["owner"].queryset) == []


def test_transfer_to_a_station_that_gives_no_consultations_is_refused(county, sign_in):
    row, station = consult(county, channel="web", reply=None), county.zhan1.staff.station
    Station.objects.filter(pk=station.pk).update(duties=["apply"])
    facts = {"station": station.pk, "reason": "住所地在该镇", "seen": row.version}
    answer = sign_in(county.chuangkou).post(
        reverse("cases:consultation_transfer", args=[row.pk]), facts
    )
    row.refresh_from_db()
    assert (answer.status_code, "没有“接待咨询”的职责" in answer.content.decode(), row.station) == (
        422,
        True,
        center(),
    )
