"""What a step page says will follow, against a table that is written out (outlook.txt)."""

from datetime import date
from pathlib import Path

import pytest

from cases.workflow import CASE
from legalaid.platform.procedure.outlook import Clocks, outlook, sentences
from tests.cases.test_notice import notified, on
from tests.factories import new_case, walk

DAY = date(2026, 3, 3)
WRITTEN = Path(__file__).with_name("outlook.txt").read_text()


def told(step):
    """In the first of its states, while every clock it touches stands as it must for that."""
    state = sorted(step.source)[0]
    back = sorted(step.returns_to)[0] if step.returns_to else ""
    clocks = Clocks(
        open=frozenset((*step.stops, *step.cancels, *step.pauses, *step.resumes)),
        paused=frozenset(step.resumes),
        met=frozenset(step.reopens),
    )
    return sentences(CASE, step, state, back, clocks, DAY)


@pytest.mark.django_db
def test_every_step_says_what_the_table_says():
    shown = [step for step in CASE.steps.values() if not step.system and not step.opening]
    parts = ("\n".join((f"## {step.key} {step.label}", *told(step))) for step in shown)
    assert "\n\n".join(parts) + "\n" == WRITTEN


def test_clock_that_does_not_run_on_the_case_is_not_said_to_stop(county):
    case = walk(county, "recommend", case=new_case(county, green=False))
    assert outlook(CASE, CASE.steps["refuse"], case, DAY) == [
        "打印《不予法律援助决定书》《法律援助审查表》",
        "转为“不予援助”",
        "“审查并作出决定”办结，停止计算",
        "文书告知“提出异议”：15日",
        "对申请人说：已决定不予法律援助；有异议的，可以按决定书写明的期限和去处提出",
    ]


def test_limit_is_that_of_the_rule_row_of_the_day(county):
    from legalaid.platform.procedure.models import ClockRule

    ClockRule.objects.create(key="assignment", limit=2, unit="workday", valid_from=date(2026, 6, 1))
    case = walk(county, "recommend")
    said = {
        day: outlook(CASE, CASE.steps["grant"], case, day)[-2] for day in (DAY, date(2026, 6, 1))
    }
    assert list(said.values()) == [
        "“指派法律援助人员”开始计算：3日",
        "“指派法律援助人员”开始计算：2个工作日",
    ]


def test_applicant_of_a_notified_defence_is_not_told_of_a_decision(county):
    case = on(notified(county), county, "assign")
    said = [
        outlook(CASE, CASE.steps[key], case, DAY) for key in ("recall_offer", "decline_assignment")
    ]
    assert [lines[-1] for lines in said] == ["对申请人说：已收到办案机关通知"] * 2
