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


def test_sentence_names_what_is_recorded_and_words_that_are_known():
    step = replace(CASE.steps["follow_up"], sentence="回访接通，{satisfied:content}{note}")
    assert [error.msg for error in step_errors(CASE, step)] == [
        "case.follow_up: 句中的 satisfied 没有记录",
        "case.follow_up: 句中的词表 content 未登记",
        "case.follow_up: 句中的 note 没有记录",
    ]
