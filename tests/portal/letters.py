"""Letters to the office, as rows for the tables of rights and the walk over all pages."""

import uuid

from legalaid.faces.portal.letters.domain.writing import write

LAST = "0011"


def written(case, kind="message", **changes):
    """What the applicant of this case wrote."""
    said = {"token": uuid.uuid4(), "who": "申请人", "last": LAST, "text": "什么时候开庭？"}
    return write(case, kind=kind, **said | changes)
