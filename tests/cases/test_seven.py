"""The seven ones on the page of a case: what is done, what is due now, what comes later and what it waits for."""

import pytest
from django.utils import timezone

from cases.queries.sevenones import progress_of
from cases.workflow import CASE
from tests.factories import START, hand_in, walk

LATER = {
    "一案一见面": "签订委托协议后", "一案一告知": "首次会见时", "一案一讨论": "首次会见后", "一案一回访": "结案审查通过后",
    "一案一卷宗": "结案后", "一案一补贴": "结案审查通过后", "一案一归档": "回访以后",
}  # fmt: skip


def marks(case):
    """(done, {what is due: what is said of it}, later)."""
    found = progress_of(case)
    due = {one.title: one.says for one in found if one.mark == "due"}
    done, later = ([one for one in found if one.mark == mark] for mark in ("ok", "later"))
    assert {one.title: one.says for one in later}.items() <= LATER.items()
    return [one.title for one in done], due, len(later)


@pytest.mark.parametrize(
    ("until", "done", "due"),
    [
        ("grant", [], {}),
        ("accept_assignment", [], {}),
        ("sign_agreement", [], {"一案一见面": "等首次会见（约见）", "一案一告知": "首次会见时告知"}),
        ("hold_first_meeting", ["一案一见面", "一案一告知"], {"一案一讨论": "报送结案材料前讨论"}),
        ("conclude", ["一案一见面", "一案一告知"], {"一案一讨论": "报送结案材料前讨论", "一案一卷宗": "等材料报送、审查"}),
        ("report_closure", ["一案一见面", "一案一告知", "一案一讨论"], {"一案一卷宗": "等材料报送、审查"}),
        ("approve_closure", ["一案一见面", "一案一告知", "一案一讨论", "一案一卷宗"], {"一案一回访": "等回访", "一案一补贴": "归档前发放"}),
        ("follow_up", ["一案一见面", "一案一告知", "一案一讨论", "一案一回访", "一案一卷宗"], {"一案一补贴": "归档前发放", "一案一归档": "等归档"}),
    ],
)  # fmt: skip
def test_only_what_is_due_now_stands_out(county, until, done, due):
    assert marks(walk(county, until)) == (done, due, 7 - len(done) - len(due))


def test_what_was_passed_over_is_missing_until_it_is_waived(county):
    case = walk(county, "conclude")
    hand_in(case, county)
    at = timezone.now()
    CASE.acts["report_closure"](case, by=county.lvshi, at=at, summary="代理仲裁。")
    CASE.acts["approve_closure"](case, by=county.shencha, at=at, opinion="同意。")
    assert marks(case)[1]["一案一讨论"] == "尚缺，归档前补齐或者免除"
    CASE.acts["waive"](case, by=county.zhuren, at=at, item="discussion", reason="简单案件")
    [talk] = [one for one in progress_of(case) if one.key == "discussion"]
    assert (talk.mark, talk.says) == ("ok", "已免除：简单案件")


def test_done_one_says_when_and_the_file_has_the_clock_of_the_case(county):
    case = walk(county, "report_closure", at=START)
    found = {one.key: one for one in progress_of(case)}
    said = [found[key].says.removeprefix("2026年") for key in ("meeting", "telling", "discussion")]
    assert said == ["3月11日在接待室会见", "首次会见时已告知4项", "3月13日集体讨论"]
    assert [one.key for one in progress_of(case) if one.limited] == ["file"]
