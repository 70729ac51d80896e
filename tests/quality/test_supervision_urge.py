"""Pressing for an answer that is late: by the supervisor, once a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.quality.domain import supervision as acts
from cases.quality.models import SupervisorOpinion
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from tests.quality.supervisors import REPLY, given
from tests.quality.test_supervision import act, browser, later


def test_supervisor_presses_for_a_late_answer_once_a_day(county):
    row = given(county)
    supervisor, number = row.supervisor.user, row.case.number
    Message.objects.all().delete()
    for when, said in ((later(3), "答复的期限还没有届满。"),):
        with pytest.raises(DomainError, match=said):
            acts.urge(row, by=supervisor, at=when)
    with pytest.raises(DomainError):
        acts.urge(row, by=county.zhuren, at=later(18))
    acts.urge(row, by=supervisor, at=later(18))
    with pytest.raises(DomainError, match="今天已经催办过。"):
        acts.urge(row, by=supervisor, at=later(18, 1))
    acts.urge(row, by=supervisor, at=later(19))
    assert (
        list(Message.objects.values_list("user__username", "text"))
        == [
            ("lvshi", f"{number}：监督员催办：答复已于4月27日期满，请尽快答复。"),
        ]
        * 2
    )
    assert Event.objects.filter(verb="supervision.urged", actor=supervisor).count() == 2

    row.refresh_from_db()
    act(row, "answer_opinion", county.lvshi, 20, reply=REPLY)
    with pytest.raises(DomainError, match="此意见不是待答复的，不用催办。"):
        acts.urge(row, by=supervisor, at=later(21))


def test_button_to_press_for_an_answer_stands_where_it_may_be_pressed(county):
    row = given(county)
    SupervisorOpinion.objects.update(due_at=timezone.now() - timedelta(days=1))
    client = browser(row.supervisor.user)
    page = row.get_absolute_url()
    assert ">催办</button>" in client.get(page).content.decode()
    assert ">催办</button>" not in browser(county.zhuren).get(page).content.decode()
    said = client.post(f"{page}urge/", follow=True).content.decode()
    assert ("已催办，答复人已收到通知。" in said, ">催办</button>" in said) == (True, False)
    assert "今天已经催办过。" in client.post(f"{page}urge/", follow=True).content.decode()
    told = {
        name: "每天可以催办一次" in browser(user).get(page).content.decode()
        for name, user in (("supervisor", row.supervisor.user), ("asked", row.handler.user))
    }
    assert told == {"supervisor": True, "asked": False}
