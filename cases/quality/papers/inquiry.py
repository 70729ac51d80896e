"""Form 31: the letter to the organ, and the slip it answers on."""

from cases.papers.facts import contact
from cases.quality.queries.inquiry import inquiries_for
from cases.quality.workflow import INQUIRY
from legalaid.platform.core.office import office_at
from legalaid.platform.core.words import day
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

register(PaperKind("inquiry_letter", "31", "征询办案机关意见函", "征"))


@INQUIRY.paper("inquiry_letter")
def inquiry_letter(row, *, by, at, **facts):
    """Numbers and the handler: the organ knows the rest by its own file."""
    return {
        "case_number": row.case.number,
        "to": row.organ,
        "organ_number": row.organ_number,
        "handler": str(row.handler),
        "firm": str(row.handler.firm),
        "code": row.code,
        "due": day(row.due_at),
        "contact": contact(row.case),
        "seal": office_at(at)["center"],
        "date": day(at),
        "officer": by.name,
    }


def may_open(user, subject_id, *, write=False):
    return not write and inquiries_for(user).filter(pk=subject_id).exists()


register_access("inquiry", may_open, page="quality:organ_inquiry")
