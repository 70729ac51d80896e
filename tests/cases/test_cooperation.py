"""Asking another county to verify facts: the seven days stand still, the letter goes out, gaps are made good."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import State
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.models import Deadline
from tests.factories import MATERIALS, START, new_case, walk

ASK = {
    "recipient": "邻水县法律援助中心",
    "content": "核实申请人在邻水县的房产和存款。",
    "due": date(2026, 3, 20),
}


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


def due(case, rule):
    return Deadline.objects.get(subject_id=case.pk, rule=rule)


def test_examination_stands_still_until_the_reply(county):
    case = walk(county, "pass_form")
    CASE.acts["request_cooperation"](case, by=county.shencha, at=at(3, 6, 10), **ASK)
    assert case.state == State.COOPERATION
    assert (due(case, "examination").paused, due(case, "green_promise").paused) == (True, True)
    assert timezone.localdate(case.due_at) == date(2026, 3, 20)
    paper = Paper.objects.get(subject_id=case.pk, kind="cooperation_letter")
    assert paper.number_text == "清援协字〔2026〕第1号"
    CASE.acts["receive_cooperation"](
        case, by=county.shencha, at=at(3, 9, 10), result="已回函核实", reply="无房产。"
    )
    assert case.state == State.MERITS_REVIEW
    assert timezone.localdate(due(case, "examination").due_at) == date(
        2026, 3, 16
    )  # 3 days used, 6-9 March excluded; 14 March is a Saturday
    assert case.cooperations.get().reply == "无房产。"


def test_request_in_the_past_is_refused(county):
    case = walk(county, "pass_form")
    with pytest.raises(DomainError, match="晚于今天"):
        CASE.acts["request_cooperation"](case, by=county.shencha, at=at(3, 20, 10), **ASK)


def test_pages_of_both_steps(county, sign_in):
    case = walk(county, "pass_form")
    client = sign_in(county.shencha)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert (
        client.post(
            reverse("cases:request_cooperation", args=[case.pk]), ASK | {"due": day}
        ).status_code
        == 302
    )
    answer = client.post(
        reverse("cases:receive_cooperation", args=[case.pk]),
        {"result": "逾期未回复", "reply": "无"},
    )
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == State.MERITS_REVIEW


def test_owed_material_is_taken_in_only_while_something_is_owed(county):
    case = new_case(county, materials=MATERIALS)
    CASE.acts["accept_with_gaps"](
        case, by=county.chuangkou, at=START, owed=["工资标准和拖欠证明"], owed_by=date(2026, 3, 10)
    )
    CASE.acts["receive_owed"](
        case, by=county.chuangkou, at=START + timedelta(days=1), items=["工资标准和拖欠证明"]
    )
    assert case.materials.get(slot="wage_evidence").received_on == date(2026, 3, 4)
    with pytest.raises(NotAllowed, match="没有容缺"):
        CASE.acts["receive_owed"](
            case, by=county.chuangkou, at=START + timedelta(days=2), items=["工资标准和拖欠证明"]
        )
