"""The recipient asks for handlers of the published roster (点援); they come first, and whoever decides otherwise says why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from cases.domain.wish import set_wishes
from cases.models import Wish
from cases.queries.assignment import candidates_for, first_of
from legalaid.platform.audit.chain import events_for
from legalaid.platform.core.errors import DomainError, StaleState
from stations.models import Handler
from tests.factories import START, do, new_case, walk

AT = START + timedelta(days=6)


@pytest.fixture
def case(county):
    Handler.objects.update(public=True)
    return walk(county, "grant", case=new_case(county))


def able(case):
    return [one.handler for one in candidates_for(case) if one.eligible]


def told(case):
    return [event.sentence for event in events_for("case", case.pk)][-1]


def test_whom_the_recipient_asks_for_stands_first_in_that_order(county, case):
    last, before = able(case)[-1], able(case)[-2]
    set_wishes(case, by=county.chuangkou, handlers=[last, before], at=AT)
    assert told(case) == f"受援人点选承办人：{last}、{before}"
    assert able(case)[:2] == [last, before]
    first = first_of(candidates_for(case))
    assert (first.ahead, "受援人点选的第1位" in first.reasons) == ("受援人点选", True)
    assert do(case, county, "assign", AT, handler=last, reason="").passed_over is None


def test_another_is_given_the_case_for_a_reason_on_record(county, case):
    first, last = able(case)[0], able(case)[-1]
    set_wishes(case, by=county.chuangkou, handlers=[last], at=AT)
    with pytest.raises(DomainError) as said:
        do(case, county, "assign", AT, handler=first, reason="")
    assert said.value.field == "reason"
    made = do(case, county, "assign", AT, handler=first, reason="点选的律师下周出国")
    assert (made.passed_over, made.wish_unmet) == (last, True)
    assert told(case) == f"指派{first}承办，未指派推荐首位{last}：点选的律师下周出国"


def test_wishes_stand_where_the_handler_is_chosen_with_who_may_not_have_it(county, case, sign_in):
    first, second = able(case)[-1], able(case)[-2]
    set_wishes(case, by=county.chuangkou, handlers=[first, second], at=AT)
    Handler.objects.filter(pk=second.pk).update(active=False)
    client = sign_in(county.zhuren)
    said = f"受援人点选 1. {first}（{first.firm}） 可以指派 2. {second}（{second.firm}） 不可指派 目前不接受指派"
    for page in ("assign", "entrust"):
        answer = client.get(reverse(f"cases:{page}", args=[case.pk]))
        assert said in " ".join(strip_tags(answer.content.decode()).split())
    several = client.get(f"{reverse('cases:bulk_assign')}?pk={case.pk}").content.decode()
    assert f"受援人点选：{first}、{second}" in several


def test_where_none_of_those_asked_for_may_have_it_that_is_said_too(county, case):
    first, last = able(case)[0], able(case)[-1]
    set_wishes(case, by=county.chuangkou, handlers=[last], at=AT)
    Handler.objects.filter(pk=last.pk).update(active=False)
    with pytest.raises(DomainError) as said:
        do(case, county, "assign", AT, handler=first, reason="")
    assert said.value.sentence == f"受援人点选了{last}，指派他人的，请写明理由（不少于4个字）。"
    do(case, county, "assign", AT, handler=first, reason="点选的律师停止接案")
    assert told(case) == f"指派{first}承办，没有按受援人的点选：点选的律师停止接案"


def test_what_cannot_be_wished(county, case):
    one, other = able(case)[:2]
    with pytest.raises(DomainError, match="同一名承办人点选了两次。"):
        set_wishes(case, by=county.chuangkou, handlers=[one, one])
    Handler.objects.filter(pk=other.pk).update(public=False)
    with pytest.raises(DomainError, match="只能点选公布的名册上的承办人。"):
        set_wishes(case, by=county.chuangkou, handlers=[one, other])
    do(case, county, "assign", AT)
    with pytest.raises(StaleState, match="此案已经指派或者已经结束"):
        set_wishes(case, by=county.chuangkou, handlers=[one])
    assert not Wish.objects.exists()


def test_wishes_are_put_right_and_taken_back_on_the_page(county, case, sign_in):
    one, other = able(case)[:2]
    client, page = sign_in(county.chuangkou), reverse("cases:wishes", args=[case.pk])
    client.post(page, {"first": one.pk, "second": other.pk, "third": ""})
    assert [wish.handler for wish in case.wishes.all()] == [one, other]
    assert client.get(page).context["form"]["second"].value() == other.pk
    client.post(page, {"first": "", "second": other.pk, "third": ""})
    assert [(wish.handler, wish.place) for wish in case.wishes.all()] == [(other, 1)]
    client.post(page, {"first": "", "second": "", "third": ""})
    assert (case.wishes.count(), told(case)) == (0, "受援人不点选承办人")
    twice = client.post(page, {"first": one.pk, "second": one.pk, "third": ""})
    assert twice.status_code == 422


def test_station_registers_wishes_of_its_own_cases_alone(county, sign_in):
    Handler.objects.update(public=True)
    ours = new_case(county, by=county.zhan1, station=county.zhan1.staff.station)
    client = sign_in(county.zhan1)
    assert client.get(reverse("cases:wishes", args=[ours.pk])).status_code == 200
    other = new_case(county)
    assert client.get(reverse("cases:wishes", args=[other.pk])).status_code == 404


def test_two_who_change_the_wishes_at_once_do_not_overwrite_each_other(county, case):
    seen, (first, second) = case.version, able(case)[:2]
    set_wishes(case, by=county.chuangkou, handlers=[first], seen=seen, at=AT)
    with pytest.raises(StaleState):
        set_wishes(case, by=county.shencha, handlers=[second], seen=seen, at=AT)
    assert [wish.handler for wish in case.wishes.all()] == [first]
