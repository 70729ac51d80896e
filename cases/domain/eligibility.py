"""The applicant's statement of means and what follows from it (Law art. 32, 34, 41, 42)."""

from django.utils import timezone

from cases.enums import UNDECIDED
from cases.models import HouseholdMember, MeansTest
from cases.queries.eligibility import assess
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError


def record_means(case, facts, members):
    """Stores the statement and its computed result with every reason; a later statement takes the place of the earlier one, and of
    what the reviewer found on it."""
    means = getattr(case, "means", None) or MeansTest(case=case)
    for name, value in facts.items():
        setattr(means, name, value)
    means.overridden, means.override_reason, means.overridden_by = "", "", None

    rows = [HouseholdMember(means=means, **member) for member in members]
    _conclude(means, rows)

    means.members.all().delete()
    for row in rows:
        row.means = means
    HouseholdMember.objects.bulk_create(rows)
    return means


def reassess(case):
    """After material came in: a status of art. 42 counts from when its document is in hand. What a reviewer found stays."""
    means = getattr(case, "means", None)
    if means and means.exempt and (case.returns_to or case.state) in UNDECIDED:
        _conclude(means, list(means.members.all()))


def _conclude(means, rows):
    judged, standard = assess(means, rows, timezone.localdate(means.case.received_at))
    means.result, means.reasons = judged.result, list(judged.reasons)
    means.per_head, means.standard = judged.per_head, standard
    means.save()


@CASE.step("override_means")
def override_means(case, *, by, at, result, reason):
    """The reviewer finds otherwise than the arithmetic, in writing."""
    if len(reason.strip()) < 5:
        raise DomainError("请写明人工认定的理由（不少于5个字）。", field="reason")
    means = MeansTest.objects.filter(case=case)
    means.update(overridden=result.value, override_reason=reason, overridden_by=by)
