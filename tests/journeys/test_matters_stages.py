"""One criminal matter through three stages: each a case of its own, the next opened out of the one before."""

from datetime import date

import pytest
from django.utils import timezone

from cases.enums import State
from cases.models import Case, CountedCase
from tests.cases.test_notice import notified
from tests.factories import do
from tests.journeys.matters import act, refusals, say, turn_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
OPEN = "开立下一阶段（办案机关通知）"
MIDDLE = ("accept_assignment", "sign_agreement", "hold_first_meeting", "conclude")
POLICE = {"organ_kind": "police", "number": "清公援通〔2026〕1号"}


def walk(people, case, *steps):
    for step in steps:
        do(case, people, step, timezone.now())
        case.refresh_from_db()


def told(seat, case, *, kind, organ, number):
    """The clerk registers the notice of the next stage out of `case`; the case it became."""
    turn_to(seat, case, OPEN)
    seat.shot(f"stages-{kind}")
    say(
        seat, organ_kind=kind, organ=organ, number=number, dated_on="2026-03-03", received_on="2026-03-03", contact="周检察官",
    )  # fmt: skip
    seat.press(OPEN)
    assert refusals(seat) == []
    return Case.objects.get(earlier=case)


def test_three_stages_of_one_criminal_matter(people, clock, seat):
    facts = {"stage": "侦查", "applicant_role": "犯罪嫌疑人", "organ": "清和县公安局"}
    first = notified(people, at=clock.now(), notice=POLICE, **facts)
    walk(people, first, "assign", *MIDDLE)
    clerk, director = seat("chuangkou"), seat("zhuren")

    second = told(
        clerk, first, kind="procuratorate", organ="清和县人民检察院", number="清检援通〔2026〕3号"
    )
    assert (second.stage, second.applicant_role, second.state) == (
        "审查起诉",
        "犯罪嫌疑人",
        State.GRANTED,
    )
    turn_to(director, second, "指派")
    assert director.page.locator("input[name=handler]:checked").get_attribute("value") == str(
        first.handler_id
    )
    director.press("指派")
    assert refusals(director) == []
    second.refresh_from_db()
    walk(people, second, *MIDDLE)

    third = told(clerk, second, kind="court", organ="清和县人民法院", number="清法援通〔2026〕9号")
    assert (third.stage, third.applicant_role) == ("一审", "被告人")
    walk(people, third, "assign", *MIDDLE)
    act(
        clerk,
        third,
        "登记是否上诉（起诉）",
        decision=["appeals"],
        decided_on="2026-03-03",
        manner="当面",
    )

    clerk.go(third.get_absolute_url())
    chain = clerk.page.locator("section.card:has(h2:text-is('前后阶段'))").inner_text()
    for words in (first.number, second.number, "一审 本案", "受援人决定上诉（起诉）（当面）"):
        assert words in chain
    clerk.shot("stages-chain")
    phone = seat("zhuren", phone=True)
    phone.go(third.get_absolute_url())
    phone.shot("stages-phone")

    numbers = [row.number for row in (first, second, third)]
    assert numbers == ["清援案〔2026〕0001号", "清援案〔2026〕0002号", "清援案〔2026〕0003号"]
    assert len({row.applicant_id for row in (first, second, third)}) == 1
    assert list(CountedCase.objects.values_list("weight", flat=True)) == [1, 1, 1]
    limit = third.deadlines.get(rule="appeal_criminal_judgment")
    assert (timezone.localdate(limit.due_at), limit.met_at is None) == (date(2026, 3, 13), False)
