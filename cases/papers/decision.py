"""Review, decision, assignment and replacement: forms 8, 9, 10, 11, 17."""

from django.utils import timezone

from cases.enums import ObjectionState
from cases.law import grounds
from cases.models import Agreement
from cases.periods import AGREEMENT, ASSIGNMENT, OBJECTION
from cases.queries.eligibility import findings_for
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import latest_of
from legalaid.platform.core.words import day
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure.deadlines import rule_for, within

from .facts import base, crowds, guardian, letter, named, notice, opponents, others, person, printed

LAW = "法律援助法"


@CASE.paper("review_form")
def review_form(case, *, by, at, **facts):
    """Form 8 (with the blocks of the 2013 approval form): the review and the decision, two signatures."""
    review, decision = case.review, case.decision
    findings = findings_for(case)

    return {
        **base(case, by, at),
        "person": person(case.applicant),
        "crowds": crowds(case),
        "channel": case.get_channel_display(),
        "stage": case.stage,
        "opponents": opponents(case),
        "mode": decision.mode,
        "facts": case.facts,
        "matter": _matter(case, findings.scope.code),
        "arithmetic": list(findings.means.reasons),
        "found_otherwise": review.means_passed != findings.means.passed,
        "scope": {"passed": review.scope_passed, "reason": review.scope_reason},
        "means": {"passed": review.means_passed, "reason": review.means_reason},
        "merits": {"passed": review.merits_passed, "reason": review.merits_reason},
        "opinion": review.opinion,
        "reviewer": case.reviewed_by.name,
        "reviewed_on": day(review.reviewed_at),
        "decision": decision.words,
    }


def _matter(case, code):
    """What is applied for, by its article; before a retrial was decided on it is the petition itself (Law art. 33)."""
    if case.stage == grounds.PETITION:
        return f"{case.cause.name}一案的申诉、申请再审（{LAW}第三十三条）"
    matter = grounds.find(code or case.matter)
    return f"{matter.text}（{matter.article}）" if matter else ""


@CASE.paper("decision_grant")
def decision_grant(case, *, by, at, **facts):
    """Form 9."""
    cited = [grounds.find(code) for code in case.decision.grounds]
    articles = [ground.article.removeprefix(LAW) for ground in cited if ground and ground.article]

    return {
        **letter(case, by, at, to=named(case)),
        "received_on": day(case.received_at),
        "articles": list(dict.fromkeys(articles)),
        "mode": case.decision.mode,
        "replaces": _replaced(case),
        "prior_on": day(case.priors.latest("id").at) if case.prior else "",
        "handler": str(case.handler or ""),
        "assign_within": within(ASSIGNMENT, case.decision.at),
        "others": others(case),
    }


def _replaced(case):
    """The refusal this grant takes the place of, where there was one."""
    earlier = Paper.objects.filter(workflow="case", subject_id=case.pk, kind="decision_refuse")
    refusal = earlier.order_by("-pk").first()
    if refusal is None:
        return None
    said = {"title": refusal.title, "number": refusal.number_text, "date": day(refusal.issued_at)}
    return said | {"upheld_on": _upheld_on(case, refusal)}


def _upheld_on(case, refusal):
    """The day on which the bureau upheld it, where it did before the centre corrected itself."""
    rows = case.objections.filter(paper=refusal, state=ObjectionState.UPHELD)
    row = rows.order_by("decided_at").last()
    return day(row.decided_at) if row else ""


@CASE.paper("decision_refuse")
def decision_refuse(case, *, by, at, **facts):
    """Form 10: reasons, and how and how long one may object (Law art. 43, 49); the last day depends on the receipt."""
    decision = case.decision
    return {
        **letter(case, by, at, to=named(case)),
        **_refused(case, decision, timezone.localdate(decision.at)),
        "received_on": day(case.received_at),
        "others": others(case),
    }


@CASE.paper("decision_letter")
def decision_letter(case, *, by, at, to, **facts):
    """To whoever sent on the application of somebody held, and to the organ that has the case (Procedure Rules art. 20): what was decided,
    not why."""
    return {
        **letter(case, by, at, to=to),
        "received_on": day(case.received_at),
        "forwarded": case.get_channel_display(),
        "granted": case.decision.granted,
        "mode": case.decision.mode,
        "assign_within": within(ASSIGNMENT, case.decision.at),
    }


def _refused(case, decision, on):
    """What a refusal rests on and how to object. `decision`: of the case, or of one of several."""
    possible = grounds.refusals(case.kind, case.applicant_role, case.stage)
    cited = [ground for ground in possible if ground.code in decision.grounds]

    return {
        "grounds": [
            {"text": ground.text, "law": LAW, "article": ground.article.removeprefix(LAW)}
            for ground in cited
        ],
        "reasons": decision.reasons,
        "object_within": rule_for(OBJECTION.key, on).limit_text,
    }


@CASE.paper("assignment_notice")
def assignment_notice(case, *, by, at, handler, **facts):
    """Form 11 with its stub."""
    return {
        **letter(case, by, at, to=str(handler.firm)),
        "officer": _officer(case, by),
        "notice": notice(case),
        "organ": case.organ,
        "stage": case.stage,
        "handler": str(handler),
        "mobile": handler.mobile,
        "phone": printed(case.applicant, case.applicant.phone),
        "reach": printed(case.applicant, case.applicant.reach),
        "guardian_phone": _guardian_phone(case, at),
        "sign_within": within(AGREEMENT, at),
    }


def _officer(case, by):
    """Of the centre: where a firm arranged its own person, whoever gave it the case."""
    if by.role != Role.FIRM:
        return by.name
    return latest_of("case", case.pk, ["case.entrust"]).actor_name


def _guardian_phone(case, at):
    return printed(case.applicant, case.representative.phone) if guardian(case, at) else ""


@CASE.paper("replacement_notice")
def replacement_notice(case, *, by, at, handler, to_recipient=False, **facts):
    """Form 17 to the unit that had the case: the same unit with another person, or another unit (Procedure Rules art. 37); and to the
    recipient."""
    before = case.assignments.exclude(accepted_at=None).order_by("-pk")[1]

    return {
        **letter(case, by, at, to=named(case) if to_recipient else str(before.firm)),
        "to_recipient": to_recipient,
        "addressee": "致受援人" if to_recipient else "致原承办机构",
        "before": str(before.handler),
        "same_unit": before.firm_id == handler.firm_id,
        "firm": str(handler.firm),
        "handler": str(handler),
        "mobile": handler.mobile,
        "signed": Agreement.objects.filter(assignment=before).exclude(signer="").exists(),
        "sign_within": within(AGREEMENT, at),
    }
