"""Review in two recorded steps, then the decision by another person."""

from datetime import datetime, time

from django.utils import timezone

from cases import periods as rules
from cases.enums import MeansResult
from cases.law import grounds as law
from cases.law.checklist import LIST
from cases.models import Decision, Review
from cases.queries.eligibility import proof_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.deadlines import rule_for

NOON = time(12)
CONDITIONS = "属于援助范围，并符合经济困难或者其他法定条件，才能建议给予。"
UNPROVEN = "免予核查须有材料证明（法律援助法第四十二条），证明材料尚未收到，请退回审查并通知补正。"
OTHER_REASON = "请写明没有委托辩护人的其他原因（法律援助法第二十四条）。"
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
    review = review_of(case)
    for field, value in findings.items():
        setattr(review, field, value)
    if proposal == "给予":
        _check_conditions(case, review)
    if not review.conflict_checked:
        raise DomainError("请先核对利益冲突。", field="conflict_checked")

    review.proposal, review.opinion, review.reviewed_at = proposal, opinion, at
    review.save()
    case.reviewed_by = by
    return review


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
    lacking = law.lacking(case.kind, codes) if codes else ""
    if lacking in LACKING:
        raise DomainError(LACKING[lacking], field="codes")

    if "other_24" in codes and len(opinion.strip()) < 4:
        raise DomainError(OTHER_REASON, field="opinion")

    exempt = set(codes) & {row.code for row in law.EXEMPT_42}
    if exempt and not proof_of(case.means):
        raise DomainError(UNPROVEN, field="codes")

    _decide(case, True, codes, by=by, at=at, mode=mode, opinion=opinion)
    case.mode = mode


@CASE.step("refuse")
def refuse(case, *, by, at, grounds, codes, reasons):
    """Refuse with reasons and the way to object; the letter tells the last day to object as if it were served today."""
    if not reasons.strip():
        raise DomainError("不予援助须写明理由。", field="reasons")
    _decide(case, False, codes, by=by, at=at, reasons=reasons, **_objection(at))


def _objection(served_at):
    """The last day to object to what was served at this moment, as fields of the decision."""
    rule = rule_for(rules.OBJECTION.key, timezone.localdate(served_at))
    due = clocks.compute(rule, served_at)
    return {"object_by": timezone.localdate(due.at), "object_provisional": due.provisional}


@CASE.step("record_service")
def record_service(case, *, by, at, served_on, served_how, served_to, note=""):
    """The refusal reached the applicant: the days to object count from then (Law art. 49; D11). Registered again, it is a correction,
    which says in `note` why."""
    decision = case.decision
    if served_on < timezone.localdate(decision.at):
        raise DomainError("送达日期不能早于决定日期。", field="served_on")
    if served_on > timezone.localdate(at):
        raise DomainError("送达日期不能晚于今天。", field="served_on")
    if decision.served_on and len(note.strip()) < 4:
        raise DomainError("已经登记过送达，请写明更正的理由（不少于4个字）。", field="note")

    served = {"served_on": served_on, "served_how": served_how, "served_to": served_to}
    until = _objection(timezone.make_aware(datetime.combine(served_on, NOON)))
    for name, value in (served | until).items():
        setattr(decision, name, value)
    decision.save()
    return decision


def _decide(case, granted, codes, *, by, at, **fields):
    if not codes:
        raise DomainError("请选择决定的依据。", field="codes")
    lists = case.materials.filter(slot=LIST).exclude(received_on=None)
    if case.counted_by_head and not lists.exists():
        counted = f"{case.applicant_count}名申请人按人数计件"
        raise DomainError(f"{counted}，全体申请人名单尚未收到，请先收齐。")

    case.decided_by, case.decided_at = by, at
    decided = {"granted": granted, "grounds": list(codes), "by": by, "at": at, **fields}
    Decision.objects.update_or_create(case=case, defaults=decided)
