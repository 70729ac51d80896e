"""The report of the supervision of a year on paper: figures alone, frozen on the day."""

from django.utils import timezone

from cases.quality.queries.supervision import year_of
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents import issue as documents
from stations.queries.station import reach, station_of

REPORT = "supervision_report"


def issue_report(*, by, first, last, at=None):
    """Returns the paper, which is one of the station of whoever issues it."""
    at = at or timezone.now()
    station = station_of(by)
    if station is None:
        raise DomainError("您的账号还没有分配站点，请联系系统管理员。")
    facts = facts_of(by, first, last, at)
    where = {"workflow": REPORT, "subject_id": station.pk}
    return documents.issue(REPORT, context=facts, by=by, at=at, **where)


def facts_of(user, first, last, at):
    found = year_of(reach(user), first, last)
    tasks = [{"kind": kind, "drawn": drawn, "done": done} for kind, drawn, done in found.tasks]
    kinds = [{"kind": kind, "number": number} for kind, number in found.kinds]

    return {
        "first": day(first),
        "last": day(last),
        "appointed": found.appointed,
        "tasks": tasks,
        "drawn": found.drawn,
        "done": found.done,
        "files": found.files,
        "hearings": found.hearings,
        "calls": found.calls,
        "reached": found.reached,
        "opinions": found.opinions,
        "kinds": kinds,
        "answered": found.answered,
        "in_time": found.in_time,
        "returned": found.returned,
        "settled": found.settled,
        "seal": office_at(at)["center"],
        "date": day(at),
    }
