"""Photographs and PDFs that go with a letter, either way: all that were chosen, or the letter does not go."""

from legalaid.faces.portal.uploading import check_room, judge
from legalaid.platform.audit import verbs
from legalaid.platform.documents import uploads

from ..queries import ALL_MB, MOST_FILES, kept_as

for _kept in ("letter_objection", "letter_complaint", "office_letter"):
    verbs.subject(_kept, "网上信件的附件")
SLOT = "case_evidence"  # where nobody has filed it under anything yet


def enclose(row, files, *, by):
    """Each of `files` with this letter, in the order they were chosen. Raises DomainError(field="file"): all of them, or none."""
    kept = []
    for number, upload in enumerate(files, 1):
        check_room(kept, upload, most=MOST_FILES, all_mb=ALL_MB)
        where = {"workflow": kept_as(row), "subject_id": row.pk, "slot": SLOT}
        title = f"{row.ENCLOSED}{row.pk}号附件{number}"
        kept.append(uploads.store(upload, **where, title=title, by=by, judge=judge))
    return kept
