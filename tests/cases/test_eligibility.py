"""Scope, means and status: what a proposal and a grant need, and what a refusal cites."""

from datetime import date, timedelta

import pytest

from cases.domain.eligibility import reassess
from cases.law.grounds import refusals
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from tests.factories import FINDINGS, START, UNPROVEN, do, new_case, walk


def test_grant_needs_a_matter_and_a_condition_of_means(county):
    case = walk(county, "recommend")
    facts = {
        "by": county.zhuren,
        "at": START + timedelta(days=5),
        "grounds": ["x"],
        "mode": "劳动仲裁代理",
    }
    for codes, words in ((["hardship"], "申请事项的依据"), (["wages"], "经济困难、免予核查的依据")):
        with pytest.raises(DomainError, match=words):
            CASE.acts["grant"](case, codes=codes, **facts)


def test_unproven_status_of_article_42_is_not_cited(county):
    from cases.queries.eligibility import findings_for

    means = {"means": {"exempt": "no_income", "committed": True}}
    poor = new_case(county, materials=UNPROVEN, means=means["means"])
    poor.means.result = "passed"
    assert findings_for(poor).codes == ["wages", "hardship"]
    proven = new_case(county)
    assert findings_for(proven).codes == ["wages", "migrant_worker"]


def propose(county, case, **findings):
    facts = {"proposal": "给予", "opinion": "x", "findings": FINDINGS | findings}
    return CASE.acts["recommend"](case, by=county.shencha, at=START + timedelta(days=3), **facts)


@pytest.mark.parametrize("failed", ["scope_passed", "means_passed"])
def test_grant_is_proposed_when_scope_and_means_passed(county, failed):
    case = walk(county, "pass_form")
    with pytest.raises(DomainError, match="才能建议给予"):
        propose(county, case, **{failed: False})


def test_doubt_about_facts_and_reasons_bars_nobody(county):
    """程序规定 art. 14 knows three tests: applicant, scope, means."""
    case = walk(county, "pass_form")
    propose(county, case, merits_passed=False)
    assert (case.state, case.review.proposal) == ("decision", "给予")
    assert "no_grounds" not in {row.code for row in refusals("civil")}


@pytest.mark.parametrize(
    ("kind", "role", "article"),
    [
        ("civil", "原告", "第三十一条"),
        ("administrative", "", "第三十一条"),
        ("criminal", "犯罪嫌疑人", "第二十四条"),
        ("criminal", "被害人", "第二十九条"),
        ("criminal", "", "第二十四条、第二十九条"),
    ],
)
def test_refusal_for_scope_cites_the_article_of_the_applicant(kind, role, article):
    assert refusals(kind, role)[0].article == f"法律援助法{article}"


def test_status_of_article_42_counts_when_its_document_is_in_hand(county):
    case = new_case(county, materials=UNPROVEN, means={"exempt": "migrant_worker", "proof": "打工"})
    assert (case.means.result, case.means.reasons) == (
        "documents",
        [
            "属于法律援助法第四十二条第三项“申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员”的，须提交证明材料；尚未提交。"
        ],
    )
    with pytest.raises(DomainError, match="务工证明不能容缺"):
        CASE.acts["accept_with_gaps"](
            case,
            by=county.chuangkou,
            at=START + timedelta(hours=1),
            owed=["身份证明材料：务工证明"],
            owed_by=date(2026, 3, 20),
        )
    received = ["status_proof", "wage_evidence"]
    CASE.acts["accept"](
        case, by=county.chuangkou, at=START + timedelta(hours=2), received=received, materials=[]
    )
    case.means.refresh_from_db()
    assert case.means.result == "passed"


def test_nothing_is_granted_on_article_42_without_its_document(county):
    case = walk(county, "pass_form")
    case.materials.filter(slot="status_proof").update(received_on=None)
    reassess(case)
    with pytest.raises(DomainError, match="尚未提交。请先通知补正"):
        propose(county, case)
    case.materials.filter(slot="status_proof").update(received_on=date(2026, 3, 4))
    reassess(case)
    propose(county, case)
    case.materials.filter(slot="status_proof").update(received_on=None)
    with pytest.raises(DomainError, match="证明材料尚未收到"):
        do(case, county, "grant", START + timedelta(days=4))
