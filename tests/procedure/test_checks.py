"""What is said when the process starts of a procedure that is not whole."""

from dataclasses import replace

from cases.workflow import CASE
from legalaid.platform.procedure.checks import step_errors


def test_step_that_nobody_may_do_is_named():
    step = replace(CASE.steps["grant"], permission="cases.grnat")
    said = [error.msg for error in step_errors(CASE, step)]
    assert said == ["case.grant: 没有岗位有权限 cases.grnat"]


def test_step_of_the_house_itself_needs_no_role():
    assert CASE.steps["record_payment"].permission == "cases.record_payment"
    assert list(step_errors(CASE, CASE.steps["record_payment"])) == []
