"""What a handler asks the centre for, and the centre's letters."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.assistance import remind_assistance
from cases.enums.agencies import AssistanceKind, AssistanceState
from cases.models import Assistance, Cooperation
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.factories import walk

ASK = {
    "kind": AssistanceKind.INVESTIGATION,
    "addressee": "邻水县法律援助中心",
    "content": "向三名工友核实工时。",
}
LETTER = {"recipient": "邻水县法律援助中心", "content": "核实工时。", "due": date(2026, 4, 24)}


def at(*parts):
    return timezone.make_aware(datetime(2026, *parts))


def handled(county):
    return walk(county, "hold_first_meeting")


def asked(county, case, **facts):
    return CASE.acts["ask_assistance"](case, by=county.lvshi, at=at(4, 7, 9), **ASK | facts)


def test_request_is_to_be_answered_within_three_working_days_and_the_reviewers_hear(county):
    row = asked(county, handled(county))
    assert timezone.localdate(row.due_at) == date(2026, 4, 10)
    assert Message.objects.filter(user=county.shencha, text__contains="异地协作调查").count() == 1


def test_investigation_elsewhere_goes_out_while_the_case_goes_on_and_is_answered_with_its_cost(
    county,
):
    case = handled(county)
    row = asked(county, case)
    CASE.acts["investigate"](case, by=county.shencha2, at=at(4, 8, 9), asked=row, **LETTER)
    assert case.state == "handling"
    paper = Paper.objects.get(subject_id=case.pk, kind="cooperation_letter")
    assert paper.number_text == "清援协字〔2026〕第1号"
    CASE.acts["record_reply"](
        case,
        by=county.shencha2,
        at=at(4, 20, 9),
        asked=row,
        replied_on=date(2026, 4, 20),
        reply="三人均证实。",
        result="已回函核实",
        cost=120,
    )
    out, row = Cooperation.objects.get(assistance=row), Assistance.objects.get(pk=row.pk)
    assert (out.result, out.reply, out.cost) == ("已回函核实", "三人均证实。", 120)
    assert (row.state, row.reply) == (AssistanceState.REPLIED, "三人均证实。")


def test_request_is_answered_once(county):
    case = handled(county)
    row = asked(county, case)
    acts, by = CASE.acts, county.shencha2
    acts["decline_assistance"](case, by=by, at=at(4, 8, 9), asked=row, reason="可以网上查询。")
    with pytest.raises(DomainError, match="已经办理"):
        acts["investigate"](case, by=by, at=at(4, 8, 10), asked=row, **LETTER)
    assert Cooperation.objects.count() == 0


def test_letter_sent_by_mistake_is_withdrawn_with_a_reason_and_stays_in_the_register(county):
    case = handled(county)
    acts, by = CASE.acts, county.shencha2
    acts["investigate"](case, by=by, at=at(4, 8, 9), **LETTER)
    row = Assistance.objects.get()
    with pytest.raises(DomainError, match="不少于5个字"):
        acts["withdraw_letter"](case, by=by, at=at(4, 8, 10), asked=row, reason="错")
    acts["withdraw_letter"](case, by=by, at=at(4, 8, 10), asked=row, reason="发错了机构。")
    assert Assistance.objects.get().get_state_display() == "函件已撤回"
    assert Cooperation.objects.get().result == "已撤回"
    with pytest.raises(NotAllowed, match="没有发出的函件"):
        acts["withdraw_letter"](case, by=by, at=at(4, 8, 11), asked=row, reason="再撤一次。")


@pytest.mark.parametrize(
    ("key", "facts", "wrong"),
    [
        ("investigate", LETTER | {"due": date(2026, 4, 8)}, "晚于今天"),
        (
            "introduce",
            {
                "addressee": "档案馆",
                "person": "赵明远",
                "purpose": "查档",
                "valid_until": date(2026, 4, 7),
            },
            "不能早于今天",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(county, key, facts, wrong):
    with pytest.raises(DomainError, match=wrong):
        CASE.acts[key](handled(county), by=county.shencha2, at=at(4, 8, 9), **facts)


def test_reply_before_the_letter_is_refused(county):
    case = handled(county)
    acts, by = CASE.acts, county.shencha2
    acts["prove"](case, by=by, at=at(4, 8, 9), addressee="社区", content="系受援人。")
    said = {"asked": Assistance.objects.get(), "replied_on": date(2026, 4, 7), "reply": "收到。"}
    with pytest.raises(DomainError, match="出函之日与今天之间"):
        acts["record_reply"](case, by=by, at=at(4, 9, 9), **said)


def test_request_of_another_case_cannot_be_answered_by_a_crafted_form(county, sign_in):
    case, other = handled(county), handled(county)
    row = asked(county, other, kind=AssistanceKind.PROOF)
    said = {"asked": row.pk, "addressee": "社区", "content": "系受援人。"}
    page = reverse("cases:prove", args=[case.pk])
    assert sign_in(county.shencha2).post(page, said).status_code == 422
    assert Assistance.objects.get().state == AssistanceState.ASKED


def test_register_shows_the_number_of_each_letter(county, sign_in):
    case = handled(county)
    CASE.acts["prove"](
        case, by=county.shencha2, at=at(4, 8, 9), addressee="石桥社区", content="系受援人。"
    )
    page = sign_in(county.shencha2).get(reverse("cases:letters")).content.decode()
    assert "石桥社区" in page
    assert "清援证字〔2026〕第1号" in page


def test_late_request_is_told_once(county):
    asked(county, handled(county))
    told = [remind_assistance(at(4, 13, 9)) for _ in range(2)]
    assert told[0] > 0
    assert told[1] == 0
