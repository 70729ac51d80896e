"""网上提问: asked once more, passed on, reminded of, served apart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.domain.consultation import answer, escalate, remind_unanswered, transfer
from cases.models import Consultation
from legalaid.faces.portal.proof import consultation
from legalaid.platform.accounts.models import User
from legalaid.platform.notifications.models import Message
from tests.factories import new_case

from .apart import served_apart
from .asker import (
    ANSWER,
    REPLY,
    Asker,
    at,
    said,
)

pytestmark = pytest.mark.django_db


def test_asked_once_more_it_is_open_again_with_a_day_of_its_own(county):
    asker = Asker()
    answer(asker.row, by=county.chuangkou, at=timezone.now(), **REPLY)
    asker.read()
    more = {"question": "劳动监察说不归他们管，还能找谁？"}
    assert asker.client.post(ANSWER, more).status_code == 302
    assert asker.client.post(ANSWER, more).status_code == 302
    row = Consultation.objects.get()
    assert (row.state, row.further_questions.get().text) == ("open", more["question"])
    assert at(row.due_at) == at(row.further_questions.get().at + timedelta(hours=24))
    first = row.answered_at

    second = {
        "answer": "向县劳动人事争议仲裁委申请仲裁。",
        "outcome": "directed",
        "directed_to": "县仲裁委",
    }
    answer(row, by=county.shencha, at=timezone.now(), **second)
    assert (row.answer, row.answered_at, row.answered_by, row.outcome, row.directed_to) == (
        REPLY["answer"],
        first,
        county.chuangkou,
        "directed",
        "县仲裁委",
    )
    page = asker.read()
    assert (second["answer"] in page, "再问一次" in page) == (True, False)
    third = asker.client.post(ANSWER, {"question": "仲裁委也不收，我还能怎么办呢？"})
    assert (third.status_code, said(third)) == (
        409,
        [
            "一个问题可以追问一次，已经问过了。还有不明白的，打12348或者到窗口；别的事，请另提一个问题。"
        ],
    )


def test_question_with_a_further_one_is_one_person_by_the_network(county):
    asker = Asker()
    answer(asker.row, by=county.chuangkou, at=timezone.now(), **REPLY)
    asker.read()
    asker.client.post(ANSWER, {"question": "劳动监察说不归他们管，还能找谁？"})
    today = timezone.localdate()
    told = [table["rows"] for table in consultation(today, today)["tables"]]
    assert told == [[["网络留言", 1], ["合计", 1]], [["劳动报酬", 1], ["合计", 1]]]


def test_nobody_asks_further_before_there_is_an_answer(county):
    asker = Asker()
    asker.read()
    response = asker.client.post(ANSWER, {"question": "还没有答复，我再催一催可以吗？"})
    assert (response.status_code, Consultation.objects.get().further_questions.count()) == (409, 0)


def test_question_of_another_county_is_told_where_to_go(county):
    asker = Asker()
    answer(
        asker.row,
        by=county.chuangkou,
        at=timezone.now(),
        answer="事情在邻水县，由那里办。",
        outcome="directed",
        directed_to="邻水县法律援助中心，电话0826-3222148",
    )
    assert "这件事请找：<b>邻水县法律援助中心，电话0826-3222148</b>。" in asker.read()


def test_what_became_an_application_says_so(county):
    asker = Asker()
    escalate(asker.row, by=county.chuangkou, at=timezone.now(), case=new_case(county))
    assert "您的问题已经转为法律援助申请。" in asker.read()


def test_given_to_a_duty_lawyer_it_is_theirs_to_answer_and_to_be_reminded_of(county):
    asker = Asker()
    lawyer = county.lvshi
    transfer(
        asker.row, by=county.chuangkou, at=timezone.now(), to="", station=asker.row.station,
        owner=lawyer, reason="值班律师答复",
    )  # fmt: skip
    remind_unanswered(asker.row.due_at + timedelta(hours=1), timedelta(hours=4))
    told = Message.objects.filter(key__startswith=f"consultation-due:{asker.row.pk}:late")
    assert [row.user for row in told] == [lawyer]


def test_late_answer_is_called_to_the_window_and_the_director(county):
    row = Asker().row
    soon, late = row.due_at - timedelta(hours=1), row.due_at + timedelta(hours=1)
    remind_unanswered(soon, timedelta(hours=4))
    near = Message.objects.filter(key__startswith=f"consultation-due:{row.pk}:soon")
    assert set(near.values_list("user__role", flat=True)) == {"window"}
    remind_unanswered(late, timedelta(hours=4))
    over = Message.objects.filter(key__startswith=f"consultation-due:{row.pk}:late")
    assert set(over.values_list("user__role", flat=True)) == {"window", "director"}
    assert remind_unanswered(late, timedelta(hours=4)) == 0


def test_pages_work_apart_without_session(county):
    with served_apart():
        asker = Asker()
        answer(asker.row, by=county.chuangkou, at=timezone.now(), **REPLY)
        assert REPLY["answer"] in asker.read()


def test_system_user_is_made_once(county):
    Asker(), Asker()
    assert User.objects.filter(username="system").count() == 1
