"""Letters of the centre: who writes them, what waits, the register."""

from cases.enums.agencies import AssistanceKind, AssistanceState
from cases.models import Assistance
from legalaid.platform.accounts.roles import Role
from legalaid.platform.documents.models import Paper
from stations.queries.station import people_over

from .case import cases_for

LETTERS = {
    AssistanceKind.INTRODUCTION: "introduction_letter",
    AssistanceKind.PROOF: "proof_letter",
    AssistanceKind.COORDINATION: "coordination_letter",
    AssistanceKind.INVESTIGATION: "cooperation_letter",
}


def helpers_over(case):
    """Who writes the centre's letters for this case."""
    return people_over(case.station, Role.REVIEWER)


def letters_for(user):
    """The register, as far as the cases are this person's to read."""
    return Assistance.objects.filter(case__in=cases_for(user))


def to_write(user):
    """Requests of handlers that wait for a letter."""
    if not user.may("cases.assist"):
        return Assistance.objects.none()
    return letters_for(user).waiting()


def requests_of(case, kind=None, *states):
    """Those of a case in these states (waiting, where none is named)."""
    rows = case.assistances.filter(state__in=states or (AssistanceState.ASKED,))
    return rows.filter(kind=kind) if kind else rows


def numbers_of(rows):
    """{row id: number of the letter}; one query."""
    wanted = {(row.case_id, row.answered_at): row.pk for row in rows if row.answered_at}
    cases = {case for case, _ in wanted}
    papers = Paper.objects.filter(workflow="case", subject_id__in=cases, kind__in=LETTERS.values())
    found = papers.values_list("subject_id", "issued_at", "number_text")
    return {wanted[case, at]: number for case, at, number in found if (case, at) in wanted}
