"""The exact words of the papers about another handler (form 16, and the answer to whoever is refused), compared with tests/cases/golden."""

from cases.enums import ReplacementAsker
from tests.cases.test_consent import DAY, refused
from tests.cases.test_replacement import act, ask, at_work, moment
from tests.papers import assert_words, paper_of


def test_recipient_asks_and_is_refused(office):
    case = at_work(office)
    ask(case, office, moment(2026, 3, 16))
    assert_words(paper_of(case, "replacement_request"), "受援人申请，附证据")
    reasons = "承办人已三次约见，\n通话记录是正常联系。"
    act(case, office, "refuse_replacement", moment(2026, 3, 18), reasons=reasons)
    assert_words(paper_of(case, "replacement_answer"), "答复受援人")


def test_handler_asks_for_himself_without_proof(office):
    case, own = at_work(office), ReplacementAsker.HANDLER
    said = {"asked_by": own, "asker": "赵明远", "reason": "与对方公司有顾问关系。", "evidence": ""}
    ask(case, office, moment(2026, 3, 16), "lvshi", **said)
    assert_words(paper_of(case, "replacement_request"), "承办人申请，没有证明")


def test_organ_is_answered(office):
    case = refused(office)
    said = {"asked_by": ReplacementAsker.ORGAN, "asker": "清和县人民法院"}
    ask(case, office, DAY, **said)
    act(case, office, "refuse_replacement", DAY, reasons="当事人已经改变意见。")
    assert_words(paper_of(case, "replacement_answer"), "答复办案机关")


def test_form_says_what_was_found_and_decided_once_it_is_recorded(office):
    case = at_work(office)
    ask(case, office, moment(2026, 3, 16))
    found = "已向承办人核实，三次约见均有记录。\n建议不予更换。"
    act(case, office, "review_replacement", moment(2026, 3, 17), "shencha", opinion=found)
    assert_words(paper_of(case, "replacement_request"), "已审核，待审批")
    reasons = "承办人已三次约见。"
    act(case, office, "refuse_replacement", moment(2026, 3, 18), reasons=reasons)
    assert_words(paper_of(case, "replacement_request"), "已审核，不予更换")


def test_form_of_whoever_was_replaced_without_an_opinion_leaves_room_for_it(office):
    case = at_work(office)
    ask(case, office, moment(2026, 3, 16))
    facts = {"handler": office.lvshi5.handler, "reason": "承办人因病不能继续办理。"}
    act(case, office, "replace_handler", moment(2026, 3, 18), **facts)
    assert_words(paper_of(case, "replacement_request"), "没有审核意见，同意更换")
