"""What the rules find for a case: scope, means, and the grounds a decision could rest on."""

from dataclasses import dataclass
from decimal import Decimal

from cases.enums import MeansResult
from cases.law import means as law
from cases.law.protection import abused
from cases.law.scope import Finding, scope
from cases.models import EconomicStandard, MeansQuery
from legalaid.platform.core.office import office_on


@dataclass(frozen=True)
class Findings:
    scope: Finding
    means: Finding
    codes: list


def cause_path(cause):
    """Names from the cause up to the root."""
    return [cause.name, *(name for name in reversed(cause.path.split(" > ")) if name)]


def abused_in(case):
    """Whether the applicant suffers abuse, by what is registered of the case."""
    return abused(case.crowds, cause_path(case.cause), case.matter, case.applicant_role)


def standard_on(day):
    county = office_on(day)["county"]
    return EconomicStandard.objects.filter(region=county, valid_from__lte=day).first()


PROOF = "status_proof"  # the line of the checklist that a claimed status is proven by


def proof_of(means):
    """The document of a claimed status that was handed in, in words; "" while its line of the checklist is open (Law art. 42: 有材料证明)."""
    handed_in = (row for row in means.case.materials.all() if row.received_on)
    line = next((row for row in handed_in if row.slot == PROOF), None)
    return (means.proof or line.title) if line else ""


def assess(means, members, received_on):
    """The means test of a MeansTest row with its HouseholdMember rows (the applicant first)."""
    standard = standard_on(received_on)
    result = law.means_test(
        [Decimal(member.monthly_income) for member in members],
        _as_law(standard) if standard else None,
        savings=means.savings,
        own_savings=means.own_savings,
        not_limited=means.not_limited,
        exempt=means.exempt,
        proof=proof_of(means) if means.exempt else "",
        opponent_in_household=means.opponent_in_household,
        committed=means.committed or _answered(means.case_id),
    )
    return result, standard


def _answered(case):
    """Whether an answer stands by which the means can be judged instead of a commitment (Law art. 41)."""
    standing = MeansQuery.objects.standing().exclude(answered_on=None)
    return bool(case) and standing.filter(case=case).exists()


def _as_law(standard):
    return law.Standard(standard.monthly_per_head, standard.asset_limit, standard.source)


def findings_for(case):
    path, role = cause_path(case.cause), case.applicant_role
    known = {"role": role, "stage": case.stage, "crowds": case.crowds, "basis": case.matter}
    matter = scope(case.kind, path, **known)
    codes = [matter.code] if matter.code else []

    means = getattr(case, "means", None)
    if means is None:
        return Findings(matter, Finding(False, ("尚无经济困难状况说明。",)), codes)

    found, asks = means_lines(means)
    if means.overridden:
        found += (f"人工认定为“{means.get_effective_display()}”：{means.override_reason}",)
    passed = means.effective == MeansResult.PASSED
    if passed:
        codes.append(means.not_limited or _proven(means) or "hardship")
    return Findings(matter, Finding(passed, found, asks=asks), list(dict.fromkeys(codes)))


def means_lines(means):
    """(what the means test found, what it still asks for)."""
    lines = tuple(means.reasons)
    return ((), lines) if means.result == MeansResult.DOCUMENTS else (lines, ())


def _proven(means):
    """The ground of art. 42 on which the means passed; "" where a reviewer found so, or the document is not there."""
    if means.overridden or not means.exempt:
        return ""
    return means.exempt if proof_of(means) else ""
