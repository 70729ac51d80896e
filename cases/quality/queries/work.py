"""What an expert reads of a file: the work as it is on record and the handler's scans; no numbers, addresses or means."""

from cases.law.catalogue import HANDLER_SLOTS
from legalaid.platform.documents.models import Attachment


def files_of(case):
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return files.filter(slot__in=HANDLER_SLOTS).order_by("slot", "pk")


def work_of(case):
    return {
        "closure": getattr(case, "closure", None),
        "meetings": list(case.meetings.all()),
        "log": list(case.log.all()),
        "hearings": list(case.hearings.all()),
    }
