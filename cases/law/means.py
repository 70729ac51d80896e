"""The means test (Law art. 32, 34, 41, 42): pure arithmetic on the applicant's own statement, line by line."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .grounds import EXEMPT_42, NOT_LIMITED_32

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
    there is none. When the opponent lives in the household only the applicant's own means count, `own_savings` of the `savings`. An unproven status of art. 42
    leaves the arithmetic to decide.
    """
    if not_limited:
        ground = next(g for g in NOT_LIMITED_32 if g.code == not_limited)
        return Means(PASSED, (f"属于{ground.article}“{ground.text}”，不受经济困难条件的限制。",))
    if exempt and (proof or not incomes):
        ground = next(g for g in EXEMPT_42 if g.code == exempt)
        if not proof:
            return Means(
                DOCUMENTS, (f"属于{ground.article}“{ground.text}”的，须提交证明材料；尚未提交。",)
            )
        return Means(
            PASSED, (f"属于{ground.article}“{ground.text}”，已提交{proof}，免予核查经济困难状况。",)
        )
    if standard is None:
        return Means(DOCUMENTS, ("本地区经济困难标准尚未录入，请在“经济困难标准”中维护。",))
    if not incomes:
        return Means(DOCUMENTS, ("尚未填写家庭收入，请填写经济困难状况说明表。",))
    if not committed:
        return Means(
            DOCUMENTS, ("申请人尚未作出个人诚信承诺，也无信息查询结果（法律援助法第四十一条）。",)
        )
    if opponent_in_household:
        if savings and own_savings is None and standard.asset_limit is not None:
            return Means(
                DOCUMENTS,
                (
                    "对方当事人是共同生活的家庭成员，只计算申请人本人的财产，请填写其中申请人本人的存款和有价证券。",
                ),
            )
        savings = own_savings if savings else savings
    return _compare(incomes, standard, savings, opponent_in_household)


def _compare(incomes, standard, savings, opponent_in_household):
    counted = incomes[:1] if opponent_in_household else incomes
    total, heads = sum(counted, Decimal(0)), len(counted)
    per_head = (total / heads).quantize(Decimal("0.01"), ROUND_HALF_UP)
    reasons = []
    if opponent_in_household:
        reasons.append("对方当事人是共同生活的家庭成员，只计算申请人本人的收入和财产。")
    sums = " + ".join(f"{income:.2f}" for income in counted)
    reasons.append(f"月收入合计 {sums} = {total:.2f} 元，{heads}人，人均 {per_head:.2f} 元。")
    within = per_head <= standard.monthly_per_head
    reasons.append(
        f"本地区标准为人均月收入不高于 {standard.monthly_per_head:.2f} 元，{'符合' if within else '超出'}。"
    )
    if standard.asset_limit is not None and savings is not None:
        each = (savings / heads).quantize(Decimal("0.01"), ROUND_HALF_UP)
        asset_ok = each <= standard.asset_limit
        reasons.append(
            f"人均存款和有价证券 {each:.2f} 元，标准为不高于 {standard.asset_limit:.2f} 元，{'符合' if asset_ok else '超出'}。"
        )
        within = within and asset_ok
    return Means(PASSED if within else FAILED, tuple(reasons), per_head)
