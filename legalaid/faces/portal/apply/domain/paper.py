"""A paper sent in after the application, because the office asked for it."""

from django.utils import timezone

from cases.models import Case
from legalaid.faces.portal.uploading import judge
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads
from legalaid.platform.notifications.send import notify_all

from ..models import Arrived, Submission
from ..queries import people_for_papers
from .draft import check_room

READ = ("number", "registered_by", "secret", "station__path", "station__parent")
NOTHING_ASKED = "现在没有要补充的材料。要交别的材料，请带到窗口，或者打电话说明。"


def send_paper(submission, upload, *, at=None):
    """A paper the office asked for, photographed at home: kept apart until a person of the office has seen it."""
    asked = submission.open_notice
    if not asked:
        raise DomainError(NOTHING_ASKED, field="file")

    at = at or timezone.now()
    check_room([row.file for row in submission.arrived.select_related("file")], upload)
    title = f"网上补交：{asked}"[:120]
    where = {"workflow": Submission.KEPT_AS, "subject_id": submission.pk, "slot": "case_evidence"}
    file = uploads.store(upload, **where, title=title, by=system_user(), judge=judge)
    case = Case.objects.only(*READ).select_related("station").get(pk=submission.case_id)
    row = Arrived.objects.create(submission=submission, file=file, at=at)
    notify_all(
        people_for_papers(case),
        about=f"submission:{submission.pk}:paper:{timezone.localdate(at)}",
        kind="turn",
        text=f"{case}网上补交了材料，请核对后登记收到补正。",
        url=submission.get_absolute_url(),
    )
    return row
