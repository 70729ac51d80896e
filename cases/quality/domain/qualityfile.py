"""The quality file on paper, and what it says to whoever assigns."""

from django.utils import timezone

from cases.enums import Grade
from cases.quality.queries.qualityfile import YEARS, file_of, words_of
from cases.queries.assignment import EXPLAINS
from legalaid.platform.core import words
from legalaid.platform.documents import issue as documents
from stations.models import Handler

EXPLAINS.append(words_of)


def issue_file(owner, *, by, at=None):
    """Returns the paper: the numbers of the day, frozen."""
    at = at or timezone.now()
    return documents.issue(
        "quality_file",
        workflow="handler_file" if isinstance(owner, Handler) else "firm_file",
        subject_id=owner.pk,
        context=facts_of(owner, at),
        by=by,
        at=at,
    )


def facts_of(owner, at):
    """What the paper states, frozen when it is issued."""
    day = timezone.localdate(at)
    found = file_of(owner, day)

    return {
        "name": str(owner),
        "unit": str(owner.firm) if isinstance(owner, Handler) else "",
        "since": day.year - YEARS + 1,
        "closed": found.closed,
        "grades": [grade.label for grade in Grade],
        "years": [
            {"year": year, "numbers": numbers, "score": f"{score:.2f}" if score is not None else ""}
            for year, numbers, score in found.years
        ],
        "limits": [
            {"name": one.name, "kept": one.kept, "total": one.total} for one in found.limits
        ],
        "called": found.called,
        "satisfied": found.satisfied,
        "proven": found.proven,
        "reports": found.reports,
        "reported": found.reported,
        "volunteered": found.volunteered,
        "upheld": found.upheld,
        "observed": found.observed[0],
        "seen_score": f"{found.observed[1]:.1f}" if found.observed[0] else "",
        "answered": found.answered[0],
        "content": found.answered[1],
        "date": words.day(at),
    }
