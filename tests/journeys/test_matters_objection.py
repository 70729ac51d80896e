"""A refusal is served and objected to: the bureau upholds one and orders another to be corrected."""

import pytest

from cases.enums import State
from cases.models import Objection
from legalaid.platform.documents.models import Paper
from tests.factories import do, new_case, person
from tests.journeys.matters import act, papers_of, refusals, say, walk_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def refused(people, clock, **who):
    case = new_case(people, at=clock.now(), who=person(**who))
    walk_on(people, case, "recommend")
    do(case, people, "refuse", clock.now())
    case.refresh_from_db()
    return case


def object_to(clerk, case, **said):
    clerk.go(case.get_absolute_url())
    clerk.press("登记异议")
    say(clerk, **said)
    clerk.press("登记异议")
    assert refusals(clerk) == []
    return Objection.objects.latest("pk")


def decide(officer, row, label):
    """From the desk, as the officer finds it."""
    officer.go("/")
    officer.press(row.objector)
    officer.press(label)
    say(officer, findings="请求的是建筑工地的工资。", reasons="申请事项应当依法认定。")
    officer.press(label)
    assert refusals(officer) == []
    row.refresh_from_db()


def test_objection_is_upheld_and_another_corrected(people, clock, seat):
    clerk, officer = seat("chuangkou"), seat("sifaju")
    lost = refused(people, clock, name="孙卫东", id_number="")
    act(clerk, lost, "登记送达", how=["handed"], sent_on="2026-03-03", received_on="2026-03-03")
    clerk.shot("case_served")
    row = object_to(clerk, lost, manner=["written"], content="我的货款也应当援助。")
    clerk.shot("objection")
    decide(officer, row, "维持原决定")
    officer.shot("objection_upheld")
    assert (row.state, lost.state) == ("upheld", State.REFUSED)
    answer = Paper.objects.get(subject_id=lost.pk, kind="objection_decision")
    act(
        clerk,
        lost,
        "登记送达",
        paper=str(answer.pk),
        addressee="person",
        how=["handed"],
        received_on="2026-03-03",
    )
    assert "六十日内依法申请行政复议" in papers_of(lost)["objection_decision"]

    right = refused(people, clock, name="马文才", id_number="")
    row = object_to(clerk, right, manner=["oral"], read_back=True, content="我请求的是工资。")
    decide(officer, row, "责令改正")
    officer.go("/cases/objections/")
    officer.shot("objections")
    director = seat("zhuren")
    director.go(row.get_absolute_url())
    director.press("改正为给予法律援助")
    say(director, codes=["wages", "migrant_worker"])
    director.shot("correct_refusal")
    director.press("改正为给予法律援助")
    assert refusals(director) == []
    right.refresh_from_db()
    row.refresh_from_db()
    assert (right.state, row.state) == (State.GRANTED, "corrected")
    assert [one.granted for one in right.decisions.all()] == [False, True]
    assert "不再执行" in papers_of(right)["decision_grant"]
