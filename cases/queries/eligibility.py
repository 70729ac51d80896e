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
    row = EconomicStandard.objects.filter(region=settings.OFFICE["county"], valid_from__lte=day).first()
    return row


def assess(means, members, received_on):
    """The means test of a MeansTest row with its HouseholdMember rows (the applicant first)."""
    standard = standard_on(received_on)
    rule = law.Standard(standard.monthly_per_head, standard.asset_limit, standard.source) if standard else None
    result = law.means_test(
        [Decimal(member.monthly_income) for member in members],
        rule,
        savings=means.savings,
        not_limited=means.not_limited,
        exempt=means.exempt,
        proof=means.proof,
        opponent_in_household=means.opponent_in_household,
        committed=means.committed,
    )
    return result, standard


def findings_for(case):
    found = scope(case.kind, cause_path(case.cause), role=case.applicant_role, crowds=case.crowds)
    means = getattr(case, "means", None)
    codes = [found.code] if found.code else []
    if means is None:
        return Findings(found, Finding(False, ("尚无经济困难状况说明。",)), codes)
    passed = means.effective == "passed"
    reasons = tuple(means.reasons)
    if means.overridden:
        reasons += (f"人工认定为“{means.get_effective_display()}”：{means.override_reason}",)
    if passed:
        proven = "" if means.overridden else means.exempt if means.proof else ""
        codes.append(means.not_limited or proven or "hardship")
    return Findings(found, Finding(passed, reasons), codes)
