"""The quality file of one case: its grade, who looked at it and what they found, what was said of it; limits kept, reports made."""

from dataclasses import dataclass

from cases.models import Case, LogEntry
from cases.quality.enums.review import GRADED
from cases.quality.models import Complaint, Inquiry, Observation
from cases.queries.case import cases_for

from .qualityfile import FOUND_TRUE, limits_kept
from .review import reviews_for


@dataclass(frozen=True)
class CaseFile:
    reviews: list  # settled ones this person may read
    observed: list  # hearings sat in
    answered: list  # answers of organs
    calls: list  # of whatever stage, the newest first
    upheld: int  # complaints of it that the bureau found true
    limits: list
    reports: int  # to the recipient


def case_files(user):
    """Of the cases one reads those somebody was given."""
    if not user.may("qualityfiles.view"):
        return Case.objects.none()
    return cases_for(user).exclude(handler=None)


def case_file_of(case, user):
    reports = LogEntry.objects.filter(case=case, to_recipient=True)
    upheld = Complaint.objects.settled().filter(case=case, outcome__in=FOUND_TRUE)
    observed = Observation.objects.filled().filter(case=case)
    return CaseFile(
        reviews=list(reviews_for(user).filter(case=case, state__in=GRADED)),
        observed=list(observed.for_lists()),
        answered=list(Inquiry.objects.answered().filter(case=case)),
        calls=_calls(case),
        upheld=upheld.count(),
        limits=limits_kept([case.pk]),
        reports=reports.count(),
    )


def _calls(case):
    calls = [*case.follow_ups.all(), *case.callbacks.all()]
    return sorted(calls, key=lambda call: call.at, reverse=True)
