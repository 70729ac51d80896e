"""Form 1."""

from cases.queries.consultation import consultations_for
from cases.workflow import CONSULTATION
from legalaid.platform.core.identifiers import IdKind
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access

from .facts import printed


def may_open(user, subject_id, *, write=False):
    """Form 1 is read by those who may see its consultation; it has no files of its own."""
    return not write and consultations_for(user).filter(pk=subject_id).exists()


register_access("consultation", may_open, page="cases:consultation")


@CONSULTATION.paper("consultation_record")
def consultation_record(row, *, by, at, **facts):
    """Form 1; a caller who gave no identity is recorded as such."""
    return {
        "case_number": row.number,
        "date": day(at),
        "asked_on": day(row.at),
        "name": row.name,
        "sex": row.get_sex_display(),
        "anonymous": row.anonymous,
        "id_kind": IdKind(row.id_kind).label if row.id_number else "",
        "id_number": row.id_number,
        "phone": printed(row, row.phone),
        "channel": row.get_channel_display(),
        "topics": list(row.topic_texts),
        "crowds": list(row.crowd_texts),
        "minutes": row.minutes,
        "outcome": row.get_outcome_display(),
        "directed_to": row.directed_to,
        "question": row.question,
        "answer": row.answer,
        "further": _further(row),
        "documents": _drafted(row),
        "receiver": (row.answered_by or row.by).name,
        "recorder": row.by.name,
    }


def _further(row):
    answers = row.further_answers.select_related("by")
    return [
        {"day": day(more.at), "by": more.by.name, "text": f"{_void(row, more)}{more.text}"}
        for more in answers
    ]


def _void(row, more):
    return "（已收回）" if row.taken_back_at and more.at < row.taken_back_at else ""


def _drafted(row):
    documents = row.documents.all()
    return [{"title": doc.title, "handed_on": day(doc.handed_on)} for doc in documents]
