"""The means test (Law art. 32, 34, 41, 42): which rule speaks, and what the applicant reads."""

from decimal import Decimal as D

import pytest

from cases.law.means import DOCUMENTS, FAILED, PASSED, Standard, means_test

STANDARD = Standard(D("1560"), D("30000"))
HOUSEHOLD = "对方当事人是共同生活的家庭成员，只计算申请人本人的收入和财产。"


def test_article_32_is_not_limited_whatever_the_income():
    found = means_test([D("99999")], STANDARD, not_limited="abused")
    assert (found.result, found.per_head) == (PASSED, None)
    assert found.reasons == (
        "属于法律援助法第三十二条第四项“遭受虐待、遗弃或者家庭暴力的受害人主张相关权益”，不受经济困难条件的限制。",
    )


def test_proven_status_of_article_42_is_not_checked():
    found = means_test([D("99999")], STANDARD, exempt="migrant_worker", proof="工资条")
    assert (found.result, found.per_head) == (PASSED, None)
    assert found.reasons == (
        "属于法律援助法第四十二条第三项“申请支付劳动报酬或者请求工伤事故人身损害赔偿的进城务工人员”，"
        "已提交工资条，免予核查经济困难状况。",
    )


def test_unproven_status_of_article_42_waits_for_its_document_or_the_arithmetic_decides():
    waiting = means_test([], STANDARD, exempt="assisted")
    assert (waiting.result, waiting.reasons) == (
        DOCUMENTS,
        (
            "属于法律援助法第四十二条第二项“社会救助、司法救助或者优抚对象”的，须提交证明材料；尚未提交。",
        ),
    )
    counted = means_test([D("1560.01")], STANDARD, exempt="assisted", committed=True)
    assert (counted.result, counted.per_head) == (FAILED, D("1560.01"))


@pytest.mark.parametrize(
    ("incomes", "standard", "facts", "why"),
    [
        (
            [D("1")],
            None,
            {"committed": True},
            "本地区经济困难标准尚未录入，请在“经济困难标准”中维护。",
        ),
        ([], STANDARD, {"committed": True}, "尚未填写家庭收入，请填写经济困难状况说明表。"),
        (
            [D("1")],
            STANDARD,
            {},
            "申请人尚未作出个人诚信承诺，也无信息查询结果（法律援助法第四十一条）。",
        ),
        (
            [D("1"), D("1")],
            STANDARD,
            {"committed": True, "opponent_in_household": True, "savings": D("0.01")},
            "对方当事人是共同生活的家庭成员，只计算申请人本人的财产，请填写其中申请人本人的存款和有价证券。",
        ),
    ],
)
def test_what_is_missing_is_asked_for(incomes, standard, facts, why):
    found = means_test(incomes, standard, **facts)
    assert (found.result, found.reasons, found.per_head) == (DOCUMENTS, (why,), None)


def test_income_at_the_standard_meets_it_and_a_cent_more_does_not():
    found = means_test([D("1560")], STANDARD, committed=True)
    assert (found.result, found.per_head) == (PASSED, D("1560.00"))
    assert found.reasons == (
        "月收入合计 1560.00 元，1人，人均 1560.00 元。",
        "本地区标准为人均月收入不高于 1560.00 元，符合。",
    )
    assert means_test([D("1560.01")], STANDARD, committed=True).result == FAILED


def test_cents_per_head_are_rounded_half_up():
    three = [D("0.05"), D("0.05"), D("0.00")]
    assert means_test(three, STANDARD, committed=True).per_head == D("0.03")
    assert means_test([D("0.01"), D("0.00")], STANDARD, committed=True).per_head == D("0.01")


def test_savings_per_head_at_the_limit_meet_it_and_a_cent_more_does_not():
    found = means_test([D("0"), D("0")], STANDARD, committed=True, savings=D("60000"))
    assert found.result == PASSED
    assert found.reasons[2] == "人均存款和有价证券 30000.00 元，标准为不高于 30000.00 元，符合。"
    over = means_test([D("0"), D("0")], STANDARD, committed=True, savings=D("60000.01"))
    assert over.result == FAILED
    assert over.reasons[2] == "人均存款和有价证券 30000.01 元，标准为不高于 30000.00 元，超出。"
    both = means_test([D("2000")], STANDARD, committed=True, savings=D("10"))
    assert (both.result, len(both.reasons)) == (FAILED, 3)


def test_savings_are_not_looked_at_where_the_province_sets_no_limit_or_none_are_stated():
    plain = Standard(D("1560"))
    assert len(means_test([D("1")], plain, committed=True, savings=D("99999999")).reasons) == 2
    assert len(means_test([D("1")], STANDARD, committed=True).reasons) == 2
    shared = {"committed": True, "opponent_in_household": True, "savings": D("99999999")}
    assert means_test([D("1"), D("9")], plain, **shared).result == PASSED


def test_only_the_applicants_own_means_count_where_the_opponent_shares_the_household():
    """办理法律援助案件程序规定: the opponent's income and savings are left out."""
    shared = {"committed": True, "opponent_in_household": True}
    own = means_test([D("1000"), D("9000")], STANDARD, **shared)
    assert own.result == PASSED
    assert own.reasons == (
        HOUSEHOLD,
        "月收入合计 1000.00 元，1人，人均 1000.00 元。",
        "本地区标准为人均月收入不高于 1560.00 元，符合。",
    )
    rich = means_test(
        [D("1000"), D("0")], STANDARD, **shared, savings=D("90000"), own_savings=D("30001")
    )
    assert rich.result == FAILED
    none = means_test(
        [D("1000"), D("0")], STANDARD, **shared, savings=D("0"), own_savings=D("40000")
    )
    assert (none.result, none.reasons[3]) == (
        PASSED,
        "人均存款和有价证券 0.00 元，标准为不高于 30000.00 元，符合。",
    )
    nothing = means_test(
        [D("1000"), D("0")], STANDARD, **shared, savings=D("90000"), own_savings=D("0")
    )
    assert (nothing.result, len(nothing.reasons)) == (PASSED, 4)


def test_own_savings_alone_do_not_count_in_a_household_of_ones_own():
    found = means_test([D("0")], STANDARD, committed=True, savings=D("5"), own_savings=D("90000"))
    assert (found.result, found.reasons[2]) == (
        PASSED,
        "人均存款和有价证券 5.00 元，标准为不高于 30000.00 元，符合。",
    )
