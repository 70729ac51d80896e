"""Asking for a case beyond one's rights: the answer tells nothing, and the directors are asked once a day."""

import pytest
from django.urls import reverse

from cases.models import Case
from legalaid.platform.audit.models import Event
from tests.factories import new_case

REASON = {"reason": "同一当事人来访"}


def ask(client, pk, reason=REASON):
    answer = client.post(reverse("cases:ask", args=[pk]), reason)
    said = [str(message) for message in client.get("/").context["messages"]]
    return answer.status_code, answer.url, said


@pytest.mark.parametrize("reason", [REASON, {"reason": ""}])
def test_answer_is_the_same_whether_there_is_such_a_case_or_not(county, sign_in, reason):
    case, client = new_case(county), sign_in(county.zhan2)
    assert ask(client, case.pk, reason) == ask(client, case.pk + 999, reason)


def test_directors_are_asked_once_a_day(county, sign_in):
    case, client = new_case(county), sign_in(county.zhan2)
    for _ in range(4):
        ask(client, case.pk)
    assert county.zhuren.messages.filter(kind="access").count() == 1
    assert Event.objects.filter(verb="access.request").count() == 1


def test_one_person_asks_only_so_often(county, sign_in, settings):
    settings.LIMITS = settings.LIMITS | {"ask": [3, 60]}
    new_case(county)
    client, last = sign_in(county.zhan2), Case.objects.latest("pk").pk
    said = [ask(client, last + number)[2][0][:6] for number in range(4)]
    assert said == ["已记下您的查", "已记下您的查", "已记下您的查", "试的次数太多"]
