"""Table 13: complaints the bureau has settled, and what was brought against it."""

from cases.enums import RemedyKind
from cases.quality.enums.complaint import ComplaintLine, ComplaintOutcome

from .figure import condition, family, figure

LINES = {line.value: (line.label, line.value) for line in ComplaintLine}
OUTCOMES = {one.value: (one.label, one.value) for one in ComplaintOutcome}
REMEDIES = {kind.value: (kind.label, kind.value) for kind in RemedyKind}


@figure("complaints", "投诉总数")
def complaints():
    """本期司法局作出处理的投诉件数；合并处理的计一件，不予受理、撤回的不计。"""
    return condition("complaints", "complaints", "件", settled=1)


@family("complaints.ground", LINES)
def by_ground(line):
    """本期作出处理的投诉中，事由为“{label}”的件数。"""
    return condition("complaints", "complaints", "件", settled=1, line=line)


@family("complaints.outcome", OUTCOMES)
def by_outcome(outcome):
    """本期作出处理的投诉中，处理为“{label}”的件数。"""
    return condition("complaints", "complaints", "件", settled=1, outcome=outcome)


@family("complaints.remedy", REMEDIES)
def by_remedy(kind):
    """本期投诉人对投诉的处理、不予受理提起{label}的件数。"""
    return condition("complaint_remedies", "remedies", "件", brought=1, kind=kind)
