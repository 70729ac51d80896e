"""Review in two recorded steps, then the decision by another person."""

from cases.enums import FORWARDED, Channel, MeansResult
from cases.law import grounds as law
from cases.law.checklist import LIST
from cases.models import Decision, Forwarding, Review
from cases.queries.conflict import certain_of
from cases.queries.eligibility import proof_of
from cases.queries.stage import beside_of
from cases.queries.twin import twins_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError

from .members import check_complete, settle
from .twin import check_foreign

CONDITIONS = "属于援助范围，并符合经济困难或者其他法定条件，才能建议给予。"
UNPROVEN = "免予核查须有材料证明（法律援助法第四十二条），证明材料尚未收到，请退回审查并通知补正。"
UNDECIDED = "有证件号码相同的当事人处于相反地位，请选择处理意见。"
UNTOLD = "有证件号码相同的当事人处于相反地位，请写明核对情况（不少于4个字）。"
FRESH = "这是审查以后才发现的，请退回审查，写明利益冲突的处理。"
OTHER_REASON = "请写明没有委托辩护人的其他原因（法律援助法第二十四条）。"
OF_A_STAGE = "同一事项的另一件申请处于不同的阶段，不是重复申请：请登记前一阶段案件，连成一个事项。"
LACKING = {
    "scope": "请选择所申请事项的依据（法律援助法第二十四条、第二十九条、第三十一条至第三十三条）。",
    "means": "请选择经济困难、免予核查的依据，或者没有委托辩护人的其他原因（法律援助法第二十四条、第三十四条、第四十二条）。",
}


def review_of(case):
    return Review.objects.get_or_create(case=case)[0]


@CASE.step("pass_form")
def pass_form(case, *, by, at, note=""):
    """Formal review: our jurisdiction, a proper applicant, the documents in order."""
    review = review_of(case)
    review.form_passed_at, review.form_by, review.form_note = at, by, note
    review.save()
    case.reviewed_by = by


@CASE.step("recommend")
def recommend(case, *, by, at, proposal, opinion, findings):
    """Substantive review: scope and means decide (Law art. 31-33, 42); what is thought of facts and reasons is an opinion and bars
    nobody. `findings`: dict of Review field values; `proposal`: "给予" or "不予"."""
    return record_review(case, by=by, at=at, proposal=proposal, opinion=opinion, findings=findings)


def record_review(case, *, by, at, proposal, opinion, findings):
    """What the reviewer found, beside the work where aid was provided at once."""
    review = review_of(case)
    for field, value in findings.items():
        setattr(review, field, value)
    if proposal == "给予":
        _check_conditions(case, review)
        check_foreign(case)
    if not review.conflict_checked:
        raise DomainError("请先核对利益冲突。", field="conflict_checked")
    _decide_conflict(case, review)

    review.proposal, review.opinion, review.reviewed_at = proposal, opinion, at
    review.save()
    case.reviewed_by = by
    return review


def _decide_conflict(case, review):
    """Who certainly stands on the other side elsewhere, or on both here, asks for a decision on record."""
    review.conflict_known = certain_of(case)
    if not review.conflict_known:
        review.conflict_finding = ""
        return

    if not review.conflict_finding:
        raise DomainError(UNDECIDED, field="conflict_finding")
    if len(review.conflict_note.strip()) < 4:
        raise DomainError(UNTOLD, field="conflict_note")


def _check_conditions(case, review):
    if not (review.scope_passed and review.means_passed):
        raise DomainError(CONDITIONS, field="proposal")

    means = getattr(case, "means", None)
    unproven = means and means.exempt and means.effective == MeansResult.DOCUMENTS
    if unproven:
        raise DomainError(f"{''.join(means.reasons)}请先通知补正。", field="proposal")


@CASE.step("return_to_review")
def return_to_review(case, *, by, at, reason):
    """The director wants the review done again."""


@CASE.step("grant")
def grant(case, *, by, at, grounds, codes, mode, opinion=""):
    """Grant aid; opens the three-day assignment clock. `grounds`: texts for the record, `codes`: their codes."""
    decide_to_grant(case, codes, by=by, at=at, mode=mode, opinion=opinion)


def decide_to_grant(case, codes, *, by, at, mode, opinion):
    """The formal decision, made before the assignment or, where aid was provided at once, beside the work."""
    check_grounds(case, codes, opinion)
    if fresh := set(certain_of(case)) - set(review_of(case).conflict_known):
        raise DomainError(f"{min(fresh)}{FRESH}")

    decide(case, True, codes, by=by, at=at, mode=mode, opinion=opinion)
    case.mode = mode


def check_grounds(case, codes, opinion):
    """Refuses a grant whose grounds do not bear it (Law art. 24, 31-34, 42)."""
    lacking = law.lacking(case.kind, codes) if codes else ""
    if lacking in LACKING:
        raise DomainError(LACKING[lacking], field="codes")

    if "other_24" in codes and len(opinion.strip()) < 4:
        raise DomainError(OTHER_REASON, field="opinion")

    exempt = set(codes) & {row.code for row in law.EXEMPT_42}
    if exempt and not proof_of(case.means):
        raise DomainError(UNPROVEN, field="codes")


@CASE.step("refuse")
def refuse(case, *, by, at, grounds, codes, reasons):
    """Refuse with reasons; the letter tells the way to object."""
    if not reasons.strip():
        raise DomainError("不予援助须写明理由。", field="reasons")
    if "applied_twice" in codes and beside_of(case) and not twins_of(case):
        raise DomainError(OF_A_STAGE, field="codes")
    decide(case, False, codes, by=by, at=at, reasons=reasons)


def decide(case, granted, codes, *, by, at, **fields):
    if not codes:
        raise DomainError("请选择决定的依据。", field="codes")
    lists = case.materials.filter(slot=LIST).exclude(received_on=None)
    if case.counted_by_head and not lists.exists():
        counted = f"{case.applicant_count}名申请人按人数计件"
        raise DomainError(f"{counted}，全体申请人名单尚未收到，请先收齐。")

    check_complete(case)

    settle(case, granted, by=by, at=at)
    case.decisions.current().update(current=False)
    case.decided_by, case.decided_at = by, at
    decided = {"granted": granted, "grounds": list(codes), "by": by, "at": at, **fields}
    case.decision = Decision.objects.create(case=case, **decided)
    for to in told_beside(case):
        CASE.issue("decision_letter", case, by=by, at=at, to=to)


def told_beside(case):
    """Who hears of the decision on an application of somebody held beside the applicant (Procedure Rules art. 20): whoever sent it on, where
    that was no duty lawyer, and the organ that has the case."""
    if case.channel not in FORWARDED:
        return []
    sent_on = Forwarding.objects.filter(case=case).exclude(case__channel=Channel.DUTY_LAWYER)
    names = [*sent_on.values_list("by", flat=True), case.organ]
    return list(dict.fromkeys(filter(None, names)))
