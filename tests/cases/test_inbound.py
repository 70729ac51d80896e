"""Requests of other agencies: registered once, given to somebody, answered in writing, put right with a reason."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain import inbound
from cases.models import Inbound
from cases.papers.inbound import cooperation_reply
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from stations.models import Station

FACTS = {
    "agency": "邻水县法律援助中心",
    "their_number": "邻援协字〔2026〕第8号",
    "received_on": date(2026, 4, 7),
    "person": "张秀兰",
    "content": "核查在清和县的房产。",
    "due": date(2026, 4, 22),
}
WHY = "来函登记在了错误的机构名下。"


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


def came_in(county, **facts):
    center = Station.objects.get(parent=None)
    return inbound.register(
        by=county.chuangkou, station=center, facts=FACTS | facts, at=at(4, 7, 9)
    )


def answered(county, row, **said):
    facts = {"helped": True, "answer": "没有房产。", "cost": None} | said
    context = {"context": cooperation_reply, "at": at(4, 10, 9)}
    return inbound.answer(row, by=county.shencha, **facts, **context)


def test_request_has_a_number_and_the_director_hears_of_it(county):
    row = came_in(county)
    assert (row.number, row.state) == ("清援协收〔2026〕1号", "待分派")
    assert Message.objects.filter(user=county.zhuren, text__contains="请分派").count() == 1


def test_same_letter_is_registered_once_unless_the_first_was_a_mistake(county):
    first = came_in(county)
    with pytest.raises(DomainError, match="已经登记过"):
        came_in(county)
    inbound.void(first, by=county.shencha, reason=WHY)
    assert came_in(county).number == "清援协收〔2026〕2号"
    assert Inbound.objects.get(pk=first.pk).state == "登记有误，已作废"


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"received_on": date(2026, 4, 8)}, "收到日期不能晚于今天"),
        ({"due": date(2026, 4, 6)}, "期限不能早于收到日期"),
    ],
)
def test_days_that_cannot_be_are_refused(county, facts, wrong):
    with pytest.raises(DomainError, match=wrong):
        came_in(county, **facts)
    assert Inbound.objects.count() == 0


def test_given_to_one_of_the_centre_and_to_nobody_else(county):
    row = inbound.assign(came_in(county), by=county.zhuren, to=county.shencha)
    assert row.state == "办理中"
    with pytest.raises(DomainError, match="本中心的工作人员"):
        inbound.assign(row, by=county.zhuren, to=county.lvshi)
    with pytest.raises(DomainError, match="已经由"):
        inbound.assign(row, by=county.zhuren, to=county.shencha)


def test_answer_is_a_numbered_letter_with_its_cost(county):
    row = answered(county, came_in(county), cost=Decimal("60.00"))
    assert (row.state, row.cost, row.answered_on) == ("已协助", Decimal("60.00"), date(2026, 4, 10))
    assert Paper.objects.get(workflow="inbound").number_text == "清援协复字〔2026〕第1号"


def test_answered_by_two_at_once_the_second_is_told(county):
    row = came_in(county)
    answered(county, row)
    with pytest.raises(StaleState, match="已协助"):
        answered(county, row)
    assert Paper.objects.filter(workflow="inbound").count() == 1


def test_wrong_answer_is_taken_back_with_a_reason_and_the_letter_stays(county):
    row = answered(county, came_in(county))
    with pytest.raises(DomainError, match="不少于5个字"):
        inbound.reopen(row, by=county.shencha, reason="错")
    inbound.reopen(row, by=county.shencha, reason="核查的不是同一人。")
    row = answered(county, row, helped=False, answer="没有证件号码，无法确认。")
    assert row.state == "书面说明不能协助"
    assert Paper.objects.filter(workflow="inbound").count() == 2


def test_answered_request_is_not_voided(county):
    row = answered(county, came_in(county))
    with pytest.raises(StaleState):
        inbound.void(row, by=county.shencha, reason=WHY)


def test_registration_is_corrected_with_a_reason(county):
    row = came_in(county)
    facts = FACTS | {"person": "张秀兰、张秀英"}
    with pytest.raises(DomainError, match="没有改动"):
        inbound.correct(row, by=county.shencha, reason=WHY, facts=FACTS, at=at(4, 8))
    row = inbound.correct(row, by=county.shencha, reason=WHY, facts=facts, at=at(4, 8))
    assert row.person == "张秀兰、张秀英"


def test_limit_is_told_once_to_whoever_has_it_and_to_directors_while_nobody_has(county):
    row = came_in(county)
    assert inbound.remind_inbound(at(4, 21, 9)) == 1
    assert inbound.remind_inbound(at(4, 21, 10)) == 0
    inbound.assign(row, by=county.zhuren, to=county.shencha)
    assert inbound.remind_inbound(at(4, 23, 9)) == 1
    assert Message.objects.filter(user=county.shencha, kind="due").count() == 1


def test_pages_from_the_letter_to_the_answer(county, sign_in):
    client, today = sign_in(county.shencha), timezone.localdate().isoformat()
    facts = FACTS | {"received_on": today, "due": today}
    assert client.post(reverse("cases:inbound_new"), facts).status_code == 302
    row = Inbound.objects.get()
    page = reverse("cases:inbound", args=[row.pk])
    assert client.post(page, {"act": "assign", "assign-to": county.lvshi.pk}).status_code == 422
    assert client.post(page, {"act": "assign", "assign-to": county.shencha.pk}).status_code == 302
    said = {
        "act": "answer",
        "answer-helped": "1",
        "answer-answer": "没有房产。",
        "answer-cost": "-1",
    }
    assert client.post(page, said).status_code == 422
    assert client.post(page, said | {"answer-cost": "60"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "清援协复字〔" in shown
    assert "60.00元" in shown
    fix = reverse("cases:inbound_correct", args=[row.pk])
    assert client.post(fix, facts | {"person": "张秀英", "reason": WHY}).status_code == 302
    assert "张秀英" in client.get(page).content.decode()
    assert client.get(reverse("cases:cooperations") + "?show=out").status_code == 200


def test_request_waits_on_the_desk_of_the_director_then_of_whoever_has_it(county, sign_in):
    row = came_in(county)
    assert row.agency in sign_in(county.zhuren).get("/").content.decode()
    assert row.agency not in sign_in(county.shencha).get("/").content.decode()
    inbound.assign(row, by=county.zhuren, to=county.shencha)
    assert row.agency in sign_in(county.shencha).get("/").content.decode()
