"""Form 30: what was seen of a hearing."""

from cases.quality.queries.observation import observations_for, when
from cases.quality.workflow import OBSERVATION
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

register(PaperKind("observation_record", "30", "庭审旁听情况记录表"))


@OBSERVATION.paper("observation_record")
def observation_record(row, *, by, at, **facts):
    """Nothing of it says whose case it is but its number."""
    work = {
        "on_time": row.on_time,
        "dressed": row.dressed,
        "prepared": row.get_prepared_display(),
        "evidence": row.get_evidence_display(),
        "debate": row.get_debate_display(),
        "handed": row.get_handed_display(),
        "score": row.score,
        "remarks": row.remarks,
    }

    return work | {
        "case_number": row.case.number,
        "organ_number": row.case.organ_number,
        "cause": row.case.cause.name,
        "court": row.hearing.organ,
        "place": row.hearing.place,
        "held_at": when(row.hearing.starts_at),
        "seen_on": day(row.hearing.starts_at),
        "handler": str(row.handler),
        "firm": str(row.handler.firm),
        "observer": row.observer.name,
        "date": day(at),
        "officer": by.name,
    }


def may_open(user, subject_id, *, write=False):
    return not write and observations_for(user).filter(pk=subject_id).exists()


register_access("observation", may_open, page="quality:observation")
