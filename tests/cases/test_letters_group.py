"""The exact words of the papers about one of several applicants, and of those printed for each of them."""

import pytest

from cases.domain.papers import print_paper
from tests.cases.groups import act, begun, go, who
from tests.factories import START, new_case, worker
from tests.papers import assert_words, paper_of


def printed(case, kind, office, *names, **facts):
    people = [who(case, name) for name in names]
    return print_paper(case, kind, by=office.chuangkou, people=people, **facts)


def test_one_is_refused_and_granted_after_all(office):
    case = begun(office)
    refusal = {
        "codes": ["not_poor"],
        "grounds": ["不符合经济困难条件"],
        "reasons": "家庭人均收入高于标准。",
    }
    act(case, "refuse_member", office.zhuren, person=who(case, "周大勇"), **refusal)
    assert_words(paper_of(case, "decision_refuse_one"), "六人中的一人")
    go(case, office, "accept_assignment")
    facts = {"person": who(case, "周大勇"), "reason": "收入证明有误，更正"}
    act(case, "grant_member", office.zhuren, **facts)
    assert_words(paper_of(case, "decision_grant_one"), "六人中的一人")


def test_aid_of_one_is_ended_and_goes_on_after_all(office):
    case = begun(office, "hold_first_meeting")
    ended = {"occasion": "own_counsel", "counsel": "周平，正阳律师事务所", "heard": "已自行委托。"}
    person = who(case, "周大勇")
    act(case, "end_member", office.zhuren, person=person, reasons="其已自行委托律师。", **ended)
    assert_words(paper_of(case, "termination_decision_one"), "六人中的一人")
    act(case, "resume_member", office.zhuren, person=person, reason="委托书系他人冒签。")
    assert_words(paper_of(case, "termination_revoked_one"), "六人中的一人")


@pytest.mark.usefixtures("_on_the_day")
def test_commitment(office):
    case = new_case(office, means={"savings": 0, "committed": True}, crowds=[], at=START)
    assert_words(print_paper(case, "commitment", by=office.chuangkou), "一人")


def test_list_behind_a_paper_that_speaks_for_many(office):
    listed = [worker(number) for number in range(2, 15)]
    case = new_case(office, applicant_count=14, indivisible=False, joint=listed, at=START)
    act(
        case, "accept", office.chuangkou, received=["application_form", "identity", "wage_evidence"]
    )
    go(case, office, "accept_assignment")
    for kind in ("decision_grant", "agreement", "power_of_attorney"):
        assert_words(paper_of(case, kind), "十四人，后附名单")


@pytest.mark.usefixtures("_on_the_day")
def test_papers_of_each_in_one_file(office):
    case = begun(office, "accept_assignment")
    act(case, "elect", office.chuangkou, people=[who(case, "吴小妹")])
    assert_words(printed(case, "member_list", office), "六人")
    assert_words(printed(case, "member_mandates", office, "李国强", "吴小妹"), "六人中的两人")
    facts = {"document": "给予法律援助决定书"}
    assert_words(
        printed(case, "member_receipts", office, "吴小妹", "工友4", **facts), "六人中的两人"
    )


@pytest.fixture
def _on_the_day(monkeypatch):
    """What is printed on request bears the day of the printing."""
    monkeypatch.setattr("cases.domain.papers.timezone.now", lambda: START)
