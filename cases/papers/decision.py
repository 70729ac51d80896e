"""Review, decision, assignment and replacement: forms 8, 9, 10, 11, 17."""

from django.utils import timezone

from cases.law import grounds
from cases.periods import AGREEMENT, ASSIGNMENT, OBJECTION
from cases.queries.eligibility import findings_for
from cases.workflow import CASE
from legalaid.platform.core.words import day
from legalaid.platform.procedure.deadlines import rule_for, within

from .facts import base, crowds, guardian, letter, notice, opponents, person, printed

LAW = "法律援助法"


@CASE.paper("review_form")
def review_form(case, *, by, at, **facts):
    """Form 8 (with the blocks of the 2013 approval form): the review and the decision, two signatures."""
    review, decision = case.review, case.decision
    matter = grounds.find(case.matter)

    return {
        **base(case, by, at),
        "person": person(case.applicant),
        "crowds": crowds(case),
        "channel": case.get_channel_display(),
        "stage": case.stage,
        "opponents": opponents(case),
        "mode": decision.mode,
        "facts": case.facts,
        "matter": f"{matter.text}（{matter.article}）" if matter else "",
        "arithmetic": list(findings_for(case).means.reasons),
        "scope": {"passed": review.scope_passed, "reason": review.scope_reason},
        "means": {"passed": review.means_passed, "reason": review.means_reason},
        "merits": {"passed": review.merits_passed, "reason": review.merits_reason},
        "opinion": review.opinion,
        "reviewer": case.reviewed_by.name,
        "reviewed_on": day(review.reviewed_at),
        "decision": decision.opinion or decision.reasons,
    }


@CASE.paper("decision_grant")
def decision_grant(case, *, by, at, **facts):
    """Form 9."""
    cited = [grounds.find(code) for code in case.decision.grounds]
    articles = [ground.article.removeprefix(LAW) for ground in cited if ground and ground.article]

    return {
        **letter(case, by, at, to=case.applicant.name),
        "received_on": day(case.received_at),
        "articles": list(dict.fromkeys(articles)),
        "mode": case.decision.mode,
        "assign_within": within(ASSIGNMENT, case.decision.at),
    }


@CASE.paper("decision_refuse")
def decision_refuse(case, *, by, at, **facts):
    """Form 10: reasons, and how and until when to object (Law art. 43, 49)."""
    decision = case.decision
    possible = grounds.refusals(case.kind, case.applicant_role, case.stage)
    named = [ground for ground in possible if ground.code in decision.grounds]
    objection = rule_for(OBJECTION.key, timezone.localdate(decision.at))

    return {
        **letter(case, by, at, to=case.applicant.name),
        "received_on": day(case.received_at),
        "grounds": [
            {"text": ground.text, "law": LAW, "article": ground.article.removeprefix(LAW)}
            for ground in named
        ],
        "reasons": decision.reasons,
        "object_within": objection.limit_text,
        "object_by": day(decision.object_by),
        "provisional": decision.object_provisional,
    }


@CASE.paper("assignment_notice")
def assignment_notice(case, *, by, at, handler, **facts):
    """Form 11 with its stub."""
    return {
        **letter(case, by, at, to=str(handler.firm)),
        "notice": notice(case),
        "organ": case.organ,
        "stage": case.stage,
        "handler": str(handler),
        "mobile": handler.mobile,
        "phone": printed(case.applicant, case.applicant.phone),
        "reach": printed(case.applicant, case.applicant.reach),
        "guardian_phone": _guardian_phone(case),
        "sign_within": within(AGREEMENT, at),
    }


def _guardian_phone(case):
    return printed(case.applicant, case.representative.phone) if guardian(case) else ""


@CASE.paper("replacement_notice")
def replacement_notice(case, *, by, at, handler, to_recipient=False, **facts):
    """Form 17 to the unit that had the case: the same unit with another person, or another unit (Procedure Rules art. 37); and to the
    recipient."""
    before = case.assignments.exclude(accepted_at=None).order_by("-pk")[1]

    return {
        **letter(case, by, at, to=case.applicant.name if to_recipient else str(before.firm)),
        "to_recipient": to_recipient,
        "before": str(before.handler),
        "same_unit": before.firm_id == handler.firm_id,
        "firm": str(handler.firm),
        "handler": str(handler),
        "mobile": handler.mobile,
        "sign_within": within(AGREEMENT, at),
    }
