"""The letter of appointment of a supervisor."""

from cases.quality.queries.supervisor import supervisors_for
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

register(PaperKind("supervisor_letter", "", "法律援助监督员聘书", "聘"))


def may_open(user, subject_id, *, write=False):
    return not write and supervisors_for(user).filter(pk=subject_id).exists()


register_access("supervisor", may_open, page="quality:supervisor")
