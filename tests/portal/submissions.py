"""Applications sent in, as rows for the tables of rights and the walk over all pages."""

from django.utils import timezone

from legalaid.faces.portal.apply.domain.submission import set_aside
from legalaid.faces.portal.apply.models import Arrived, Submission
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.documents import uploads
from tests.factories import new_case
from tests.portal.applied import photo, received


def online(county):
    """Sent to the centre: one that waits, one that was laid aside, one of a case of the centre to which a paper came afterwards."""
    waiting, aside, known = received(), received(), received()
    set_aside(aside, by=county.chuangkou, why="none", reason="只是咨询。")
    Submission.objects.filter(pk=known.pk).update(case=new_case(county), state="registered")
    arrived = later(known)
    return {
        "submission": waiting.pk, "aside": aside.pk, "known": known.pk, "arrived": arrived.pk,
    }  # fmt: skip


def later(row):
    """A paper of it that nobody has seen yet."""
    where = {"workflow": "submission", "subject_id": row.pk, "slot": "case_evidence"}
    file = uploads.store(photo("合同.jpg"), **where, title="网上补交", by=system_user())
    return Arrived.objects.create(submission=row, file=file, at=timezone.now())
