"""A recipient tells at the call back that money was taken: with their consent it becomes a complaint, the bureau's, and a figure of table 13."""

import pytest

from cases.models import Alarm
from cases.quality.models import Complaint, ComplaintGround
from tests.factories import walk
from tests.journeys.matters import papers_of, refusals, say
from tests.quality.complaints import MONEY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
FIGURES = ("投诉总数\t件\t1", "事由 收取财物\t件\t1", "处理 批评教育、责令整改\t件\t1")
SAID = "律师在仲裁委门口收了两千元现金。"


@pytest.fixture
def closed(people, clock):
    """Closed in March and to be called; it is April."""
    case = walk(people, "approve_closure")
    clock.put(2026, 4, 2, 9)
    return case


def call(caller, case):
    """The recipient is reached and says that money was asked for."""
    caller.go("/quality/calls/")
    assert case.number in caller.page.inner_text("section.next")
    caller.press("显示电话（记入审计）")
    caller.page.keyboard.press("1")
    caller.page.wait_for_selector("#id_suggestions")
    answers = dict.fromkeys(("met", "told", "reported", "money_asked"), ["1"])
    more = caller.page.locator("input[name^=asked_][value='是']").all()
    for box in more:
        box.check()
    say(caller, **answers, satisfaction=["2"], suggestions=SAID)
    caller.press("登记，下一件")
    assert refusals(caller) == []


def complain(caller, case):
    caller.go(case.get_absolute_url())
    caller.press("转为投诉")
    ground = str(ComplaintGround.objects.get(text=MONEY).pk)
    say(caller, ground=[ground], content=SAID, demand="退还两千元。")
    caller.press("登记投诉")
    assert caller.page.locator(".invalid-feedback:visible").count() == 1
    say(caller, consented_on="2026-04-02")
    caller.press("登记投诉")
    assert refusals(caller) == []


def step(one, row, label, **said):
    one.go(row.get_absolute_url())
    one.press(label)
    say(one, **said)
    one.press(label)
    assert refusals(one) == []
    row.refresh_from_db()


def test_bad_answer_at_the_call_back_becomes_a_complaint_and_a_figure(people, clock, closed, seat):
    caller = seat("guidang")
    call(caller, closed)
    assert Alarm.objects.get().found == ["money"]
    complain(caller, closed)
    row = Complaint.objects.get()
    assert (row.person, row.case, row.consented_on.isoformat()) == (
        people.lvshi,
        closed,
        "2026-04-02",
    )

    bureau = seat("sifaju")
    step(bureau, row, "受理")
    asked = {"kind": ["statement"], "to": str(people.lvshi.pk), "due_on": "2026-04-10"}
    question = "请说明2026年3月在仲裁委收取费用的情况。"
    step(bureau, row, "请有关人员说明情况", question=question, **asked)
    state(seat, question)

    found = {"findings": "承办人收取2000元。", "handling": "责令退还，予以通报批评。"}
    step(bureau, row, "作出处理", outcome=["criticised"], **found)
    step(bureau, row, "答复投诉人", told_how=["handed"])
    assert row.state == "answered"
    assert "责令退还" in papers_of(row, "complaint")["complaint_answer"]
    assert_counted(bureau)


def state(seat, question):
    """The handler reads the question alone, nothing of who complained."""
    handler = seat("lvshi", phone=True)
    handler.press("答复")
    asked = handler.page.inner_text("main")
    assert (question in asked, "李国强" in asked, SAID in asked) == (True, False, False)
    say(handler, answer="收取的是打印和交通费用。")
    handler.press("答复")
    assert refusals(handler) == []


def assert_counted(bureau):
    """In table 13, as one of all, by its ground and by what came of it."""
    bureau.go("/statistics/tables/t13/?year=2026")
    lines = bureau.page.locator("main table tbody tr").all_inner_texts()
    figures = ["\t".join(line.split("\t")[1:4]) for line in lines]
    assert [line for line in figures if not line.endswith("\t0")] == list(FIGURES)
