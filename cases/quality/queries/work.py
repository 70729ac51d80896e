"""What an expert reads of a file: the work as it is on record, without numbers, telephones and addresses in its texts, and the handler's scans as
they are; nothing of the means."""

from cases.law.catalogue import HANDLER_SLOTS
from legalaid.platform.documents.models import Attachment

from .masking import mask
from .supervisor_file import secrets_of


def files_of(case):
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return files.filter(slot__in=HANDLER_SLOTS).order_by("slot", "pk")


def work_of(case):
    secrets, closure = secrets_of(case), getattr(case, "closure", None)

    def told(text):
        return mask(text, secrets=secrets)

    return {
        "closure": closure,
        "summary": told(closure.summary) if closure else "",
        "meetings": [(one, told(one.place), told(one.record)) for one in case.meetings.all()],
        "log": [(one, told(one.content)) for one in case.log.all()],
        "hearings": case.hearings.filter(cancelled=False),
    }
