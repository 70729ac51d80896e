"""What the rules find for a case: scope, means, and the grounds a decision could rest on."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from cases.law import means as law
from cases.law.scope import Finding, scope
from cases.models import EconomicStandard


@dataclass(frozen=True)
class Findings:
    scope: Finding
    means: Finding
    codes: list


def cause_path(cause):
    """Names from the cause up to the root."""
    return [cause.name, *(name for name in reversed(cause.path.split(" > ")) if name)]


def standard_on(day):
    row = EconomicStandard.objects.filter(
        region=settings.OFFICE["county"], valid_from__lte=day
    ).first()
    return row


PROOF = "status_proof"  # the line of the checklist that a claimed status is proven by


def proof_of(means):
    """The document of a claimed status that was handed in, in words; "" while its line of the checklist is open (Law art. 42: 有材料证明)."""
    line = next(
        (row for row in means.case.materials.all() if row.slot == PROOF and row.received_on), None
    )
    return (means.proof or line.title) if line else ""


def assess(means, members, received_on):
    """The means test of a MeansTest row with its HouseholdMember rows (the applicant first)."""
    standard = standard_on(received_on)
    rule = (
        law.Standard(standard.monthly_per_head, standard.asset_limit, standard.source)
        if standard
        else None
    )
    result = law.means_test(
        [Decimal(member.monthly_income) for member in members],
        rule,
        savings=means.savings,
        own_savings=means.own_savings,
        not_limited=means.not_limited,
        exempt=means.exempt,
        proof=proof_of(means) if means.exempt else "",
        opponent_in_household=means.opponent_in_household,
        committed=means.committed,
    )
    return result, standard


def findings_for(case):
    found = scope(
        case.kind,
        cause_path(case.cause),
        role=case.applicant_role,
        crowds=case.crowds,
        basis=case.matter,
    )
    means = getattr(case, "means", None)
    codes = [found.code] if found.code else []
    if means is None:
        return Findings(found, Finding(False, ("尚无经济困难状况说明。",)), codes)
    passed = means.effective == "passed"
    reasons = tuple(means.reasons)
    if means.overridden:
        reasons += (f"人工认定为“{means.get_effective_display()}”：{means.override_reason}",)
    if passed:
        proven = (
            "" if means.overridden else means.exempt if means.exempt and proof_of(means) else ""
        )
        codes.append(means.not_limited or proven or "hardship")
    codes = list(dict.fromkeys(codes))
    return Findings(found, Finding(passed, reasons), codes)
