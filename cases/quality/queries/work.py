"""What an expert reads of a file: the work as it is on record, without numbers, telephones and addresses in its texts, and the handler's scans as
they are; nothing of the means."""

from cases.enums import FollowUpResult
from cases.law.catalogue import HANDLER_SLOTS
from legalaid.platform.documents.models import Attachment

from .masking import mask
from .supervisor_file import secrets_of

REPORT = ("result", "adopted", "summary")
ASKED = {"met": "会见（约见）", "told": "告知", "reported": "通报进展", "money_asked": "收取财物"}


def files_of(case):
    files = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    return files.filter(slot__in=HANDLER_SLOTS).order_by("slot", "pk")


def work_of(case):
    secrets, closure = secrets_of(case), getattr(case, "closure", None)

    def told(text):
        return mask(text, secrets=secrets)

    report = {name: told(getattr(closure, name)) for name in REPORT} if closure else {}
    return {
        "closure": closure,
        "meetings": [(one, told(one.place), told(one.record)) for one in case.meetings.all()],
        "log": [(one, told(one.content)) for one in case.log.all()],
        "hearings": case.hearings.filter(cancelled=False),
        "calls": [] if case.held else _calls(case),
        **report,
    }


def _calls(case):
    """What waits to be looked into is read by nobody who judges the work."""
    reached = list(case.follow_ups.filter(result=FollowUpResult.REACHED))
    for call in reached:
        said = [(words, getattr(call, name)) for name, words in ASKED.items()]
        call.answers = [(words, answer) for words, answer in said if answer is not None]
    return reached
