"""An opinion of a supervisor, and the report of a year."""

from cases.quality.queries.supervision import opinions_for
from cases.quality.workflow import SUPERVISION
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from legalaid.platform.procedure.deadlines import within
from stations.queries.station import stations_for

from ..periods import SUPERVISION_REPLY

register(
    PaperKind("supervisor_opinion", "", "法律援助监督意见书", "监"),
    PaperKind("supervision_report", "", "法律援助监督工作报告", "监报"),
)


@SUPERVISION.paper("supervisor_opinion")
def supervisor_opinion(row, *, by, at, **facts):
    """The case is named by its number."""
    return {
        "case_number": row.case.number,
        "cause": row.case.cause.name,
        "how": row.task.get_kind_display(),
        "about": row.get_kind_display(),
        "to": row.get_to_display(),
        "handler": str(row.handler) if row.handler_id else "",
        "content": row.content,
        "within": within(SUPERVISION_REPLY, at),
        "supervisor": row.supervisor.user.name,
        "unit": row.supervisor.unit,
        "date": day(at),
    }


def may_open(user, subject_id, *, write=False):
    return not write and opinions_for(user).filter(pk=subject_id).exists()


def may_open_report(user, subject_id, *, write=False):
    reads = user.may("supervision.report")
    return not write and reads and stations_for(user).filter(pk=subject_id).exists()


register_access("supervision", may_open, page="quality:opinion")
register_access("supervision_report", may_open_report)
