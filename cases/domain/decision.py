"""Review in two recorded steps, then the decision by another person."""

from datetime import timedelta

from django.utils import timezone

from cases import clocks as rules
from cases.models import Decision, Review
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.deadlines import rule_for


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
    """Substantive review: scope, means, merits. `findings`: dict of Review field values; `proposal`: "给予" or "不予"."""
    review = review_of(case)
    for field, value in findings.items():
        setattr(review, field, value)
    passed = review.scope_passed and review.means_passed and review.merits_passed
    if proposal == "给予" and not passed:
        raise DomainError("范围、经济困难和事实理由三项均通过，才能建议给予。", field="proposal")
    if not review.conflict_checked:
        raise DomainError("请先核对利益冲突。", field="conflict_checked")
    review.proposal, review.opinion, review.reviewed_at = proposal, opinion, at
    review.save()
    case.reviewed_by = by
    return review


@CASE.step("return_to_review")
def return_to_review(case, *, by, at, reason):
    """The director wants the review done again."""


@CASE.step("grant")
def grant(case, *, by, at, grounds, codes, mode, opinion=""):
    """Grant aid; opens the three-day assignment clock. `grounds`: texts for the record, `codes`: their codes."""
    _decide(case, True, codes, by=by, at=at, mode=mode, opinion=opinion)
    case.mode = mode


@CASE.step("refuse")
def refuse(case, *, by, at, grounds, codes, reasons):
    """Refuse with reasons and the way to object; the last day to object is counted from today's service."""
    if not reasons.strip():
        raise DomainError("不予援助须写明理由。", field="reasons")
    rule = rule_for(rules.OBJECTION.key, timezone.localdate(at))
    object_by = timezone.localdate(clocks.compute(rule, at).at)
    _decide(case, False, codes, by=by, at=at, reasons=reasons, object_by=object_by)


def _decide(case, granted, codes, *, by, at, **fields):
    if not codes:
        raise DomainError("请选择决定的依据。", field="codes")
    case.decided_by, case.decided_at = by, at
    Decision.objects.update_or_create(
        case=case, defaults={"granted": granted, "grounds": list(codes), "by": by, "at": at, **fields}
    )


def default_supplement_date(day):
    """A week from `day`: what the notice offers when the clerk names no date."""
    return day + timedelta(days=7)
