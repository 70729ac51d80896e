"""The means test (Law art. 32, 34, 41, 42): pure arithmetic on the applicant's own statement, line by line."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .grounds import EXEMPT_42, NOT_LIMITED_32

NOT_COMMITTED = "申请人尚未作出个人诚信承诺，也无信息查询结果（法律援助法第四十一条）。"
OWN_MEANS = "对方当事人是共同生活的家庭成员，只计算申请人本人的收入和财产。"
OWN_SAVINGS = (
    "对方当事人是共同生活的家庭成员，只计算申请人本人的财产，请填写其中申请人本人的存款和有价证券。"
)
PASSED, FAILED, DOCUMENTS = "passed", "failed", "documents"


@dataclass(frozen=True)
class Standard:
    """Monthly income per head and, where the province looks at them, liquid assets per head; both in yuan."""

    monthly_per_head: Decimal
    asset_limit: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Means:
    result: str
    reasons: tuple
    per_head: Decimal | None = None

    @property
    def passed(self):
        return self.result == PASSED


def means_test(
    incomes,
    standard,
    *,
    savings=None,
    own_savings=None,
    not_limited="",
    exempt="",
    proof="",
    opponent_in_household=False,
    committed=False,
):
    """incomes: monthly yuan of each member of the household, the applicant first.

    not_limited is a code of art. 32, exempt a code of art. 42; `proof` names the document of the status that was handed in, "" while
    there is none; an unproven status leaves the arithmetic to decide. When the opponent lives in the household only the applicant's
    own means count, `own_savings` of the `savings`.
    """
    if not_limited:
        ground = _of(NOT_LIMITED_32, not_limited)
        return Means(PASSED, (f"属于{ground.article}“{ground.text}”，不受经济困难条件的限制。",))
    if exempt and (proof or not incomes):
        return _exempt(_of(EXEMPT_42, exempt), proof)
    if standard is None:
        return Means(DOCUMENTS, ("本地区经济困难标准尚未录入，请在“经济困难标准”中维护。",))
    if not incomes:
        return Means(DOCUMENTS, ("尚未填写家庭收入，请填写经济困难状况说明表。",))
    if not committed:
        return Means(DOCUMENTS, (NOT_COMMITTED,))

    if opponent_in_household:
        if savings and own_savings is None and standard.asset_limit is not None:
            return Means(DOCUMENTS, (OWN_SAVINGS,))
        savings = own_savings if savings else savings
    return _compare(incomes, standard, savings, opponent_in_household)


GOES_ON = "仍符合法律援助条件，继续办理。"
NOT_ANY_MORE = "按现在的陈述不再符合经济困难条件，请核实；属实的，提出终止（法律援助法第四十八条第一款第四项）。"
NOT_YET = "还不能认定是否符合经济困难条件，请核实后再作判断；现在继续办理。"
TO_MAKE_UP = "补办审查以现在的陈述为准。"
UNCONFIRMED = {
    FAILED: "按现在的陈述不符合经济困难条件，先行提供可能不能确认。",
    DOCUMENTS: "现在还缺材料，不能认定。",
}


def follows(result, *, owed):
    """What a statement put right while the work runs means for the aid; `owed`: its formalities are still to be made up for."""
    said = {PASSED: GOES_ON, FAILED: NOT_ANY_MORE}.get(result, NOT_YET)
    if not owed:
        return said
    return f"{TO_MAKE_UP}{said}" if result == PASSED else f"{TO_MAKE_UP}{UNCONFIRMED[result]}"


def _of(grounds, code):
    return next(ground for ground in grounds if ground.code == code)


def _exempt(ground, proof):
    status = f"属于{ground.article}“{ground.text}”"
    if not proof:
        return Means(DOCUMENTS, (f"{status}的，须提交证明材料；尚未提交。",))
    return Means(PASSED, (f"{status}，已提交{proof}，免予核查经济困难状况。",))


def _sum(incomes):
    """900.00 + 600.00 = 1500.00; one alone as it is."""
    added, total = " + ".join(f"{income:.2f}" for income in incomes), sum(incomes, Decimal(0))
    return f"{added} = {total:.2f}" if len(incomes) > 1 else f"{total:.2f}"


def _compare(incomes, standard, savings, opponent_in_household):
    counted = incomes[:1] if opponent_in_household else incomes
    total, heads = sum(counted, Decimal(0)), len(counted)
    per_head = _each(total, heads)
    within = per_head <= standard.monthly_per_head

    reasons = [OWN_MEANS] if opponent_in_household else []
    reasons.append(f"月收入合计 {_sum(counted)} 元，{heads}人，人均 {per_head:.2f} 元。")
    limit = f"人均月收入不高于 {standard.monthly_per_head:.2f} 元"
    reasons.append(f"本地区标准为{limit}，{_verdict(within)}。")

    if standard.asset_limit is not None and savings is not None:
        each = _each(savings, heads)
        asset_ok = each <= standard.asset_limit
        limit = f"标准为不高于 {standard.asset_limit:.2f} 元"
        reasons.append(f"人均存款和有价证券 {each:.2f} 元，{limit}，{_verdict(asset_ok)}。")
        within = within and asset_ok
    return Means(PASSED if within else FAILED, tuple(reasons), per_head)


def _each(amount, heads):
    return (amount / heads).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _verdict(within):
    return "符合" if within else "超出"
