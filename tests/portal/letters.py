"""Letters to the office, as rows for the tables of rights and the walk over all pages."""

import uuid

from cases.models import Case
from legalaid.faces.portal.letters.domain.office import write_to
from legalaid.faces.portal.letters.domain.writing import write
from legalaid.faces.portal.letters.queries import files_of, writer_key

from .applied import photo

LAST = "0011"


def written(case, kind="message", **changes):
    """What the applicant of this case wrote."""
    said = {"token": uuid.uuid4(), "who": "申请人", "last": LAST, "text": "什么时候开庭？"}
    return write(case, kind=kind, **said | changes)


def to_applicant(case, *, by, text="请带工资条来一趟。", **changes):
    """What the office wrote to the applicant of this case."""
    said = {"token": uuid.uuid4(), "reader": writer_key(case, LAST), "text": text}
    return write_to(case, by=by, **said | changes)


def letters(county):
    """About a case that lvshi handles, taken in by the station of zhan1."""
    case = Case.objects.exclude(handler=None).filter(registered_by=county.zhan1).first()
    letter = written(case, files=[photo("工资条.jpg")])
    return {
        "office_letter": to_applicant(case, by=county.lvshi).pk,
        "letter": letter.pk,
        "enclosed": files_of(letter).get().pk,
        "asks_another": written(case, "replacement").pk,
        "objects": written(case, "objection").pk,
        "complains": written(case, "complaint", about="person").pk,
    }
