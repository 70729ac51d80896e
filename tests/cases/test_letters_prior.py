"""The exact words of the papers about aid that is provided at once, compared with tests/cases/golden."""

from datetime import date

from cases.enums import PriorFinding, Urgency
from tests.cases.test_prior import OWED, act, at, confirm, provide, provided, review
from tests.factories import do, new_case
from tests.papers import assert_words, paper_of, words_of


def test_limitation_ends_and_papers_are_owed(office):
    assert_words(paper_of(provided(office), "prior_notice"), "时效将届满，材料待补")


def test_property_is_to_be_preserved_and_nothing_lacks(office):
    case = new_case(office)
    urgent = {"ground": Urgency.PRESERVATION, "limitation_on": None, "owed": []}
    provide(case, office, at(3, 4), **urgent)
    assert_words(paper_of(case, "prior_notice"), "申请保全，材料齐全")
    act(case, office, "revoke_prior", at(3, 4, 10), reason="对方已主动支付，\n不需要保全。")
    assert_words(paper_of(case, "prior_revoked"), "撤销")


def test_grant_that_confirms_what_was_provided(office):
    case = provided(office)
    do(case, office, "assign", at(3, 4, 10))
    act(case, office, "receive_owed", at(3, 8), "chuangkou", items=OWED)
    review(case, office, at(3, 9))
    confirm(case, office, at(3, 10))
    assert_words(paper_of(case, "decision_grant"), "确认先行提供")


def test_end_of_what_was_provided_first_names_the_day_it_was_provided(office):
    case = provided(office)
    act(case, office, "fail_prior", at(3, 12), finding=PriorFinding.LAPSED, reasons="没有补交。")
    said = {"occasion": "other", "provision": "法律援助法第四十四条第二款"}
    act(
        case,
        office,
        "propose_termination",
        at(3, 12, 10),
        "guidang",
        learnt_on=date(2026, 3, 12),
        account="没有补办。",
        **said,
    )
    heard = {"heard_on": date(2026, 3, 12), "heard_how": "电话", "heard": "同意终止。"}
    act(case, office, "hear_recipient", at(3, 12, 11), "guidang", **heard)
    act(case, office, "terminate", at(3, 12, 12), reasons="逾期没有补办手续。")
    text = words_of(paper_of(case, "termination_decision"))
    assert "本中心于2026年3月4日决定先行为李国强追索劳动报酬纠纷一案提供法律援助" in text
