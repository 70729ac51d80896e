"""Aid that ends before its time: found out by the lawyer, the recipient heard, decided, served; and objected to."""

import pytest

from cases.models import Case
from legalaid.platform.documents.models import Paper
from tests.factories import new_case, person
from tests.journeys.matters import act, papers_of, refusals, say, turn_to, walk_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def serve(clerk, case, kind, **said):
    """The last paper of this kind, as its line on the page leads there."""
    paper = Paper.objects.filter(subject_id=case.pk, kind=kind).latest("pk")
    clerk.go(f"{case.get_absolute_url()}serve/?paper={paper.pk}")
    say(clerk, **said)
    clerk.press("登记送达")
    assert refusals(clerk) == []


def test_recipient_who_finds_counsel_is_heard_told_and_objects(people, clock, seat):
    case = new_case(people, at=clock.now(), who=person(name="李秀英"))
    walk_on(people, case, "hold_first_meeting")
    clock.put(2026, 3, 20, 9)
    lawyer = seat("lvshi", phone=True)
    turn_to(lawyer, case, "提出终止")
    lawyer.shot("termination_propose_phone")
    say(lawyer, occasion=["own_counsel"], account="对方律师告知，受援人已委托正阳律师事务所周平。")
    lawyer.press("提出终止")
    assert refusals(lawyer) == ["请写明自行委托的律师或者代理人（姓名、单位）。"]
    say(lawyer, counsel="周平，正阳律师事务所")
    lawyer.press("提出终止")
    act(lawyer, case, "听取受援人意见", heard_on="2026-03-20", heard="没有委托过周平，不同意终止。")

    director = seat("zhuren")
    director.go(case.get_absolute_url())
    assert "拟终止" in director.page.inner_text("main")
    director.press("决定终止")
    director.shot("termination_decide")
    say(director, reasons="已自行委托律师。")
    director.press("决定终止")
    case.refresh_from_db()
    assert case.state == "terminated"
    texts = papers_of(case)
    assert {"termination_decision", "termination_letter", "termination_notice"} <= texts.keys()
    assert "第四十八条第一款第六项" in texts["termination_decision"]

    clock.put(2026, 3, 23, 9)
    clerk = seat("chuangkou")
    sent = {"how": ["handed"], "sent_on": "2026-03-23", "received_on": "2026-03-23"}
    for kind in ("termination_decision", "termination_letter", "termination_notice"):
        serve(clerk, case, kind, **sent)
    clerk.go(case.get_absolute_url())
    told = clerk.page.inner_text("main")
    assert "2026年3月23日收到决定书（直接送达），异议期限至2026年4月7日。" in told
    clerk.shot("termination_case")
    case.refresh_from_db()
    assert (case.closed_on.isoformat(), case.turn) == ("2026-03-23", "handler")

    objected(people, clock, seat, case)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.closed_on, case.turn) == ("handling", None, "handler")


def objected(people, clock, seat, case):
    """The recipient objects at the window; the bureau orders the centre to correct, and it does."""
    clock.put(2026, 3, 25, 9)
    clerk = seat("guidang")
    number = Paper.objects.get(subject_id=case.pk, kind="termination_decision").number_text
    clerk.go("/cases/objections/new/")
    say(
        clerk,
        number=number,
        name="李秀英",
        manner=["written"],
        objector="李秀英",
        received_on="2026-03-25",
        content="没有委托过律师。",
    )
    clerk.press("登记异议")
    assert refusals(clerk) == []

    bureau = seat("sifaju")
    row = case.objections.get()
    bureau.go(row.get_absolute_url())
    bureau.press("责令改正")
    say(bureau, findings="周平没有受托。", reasons="终止所依据的事实不成立。")
    bureau.press("责令改正")
    act(seat("zhuren"), case, "撤销终止决定", reason="受援人没有自行委托律师。")
    row.refresh_from_db()
    assert row.state == "corrected"
