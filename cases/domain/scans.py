"""Scans of the papers signed beside a duty lawyer's help (forms 23 to 29, what was witnessed): evidence, kept as it came."""

from django.db import transaction

from cases.enums import HelpScan, HelpState
from cases.models import Help
from cases.workflow import HELP
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents import uploads

LONGEST = 120  # characters of a reason


def keeps_scans(user, row):
    """Whether this person may add scans to it now: whoever keeps its record, until it is void."""
    return row.state != HelpState.VOID and not HELP.denial("cases.help", user, row)


def add_scan(row, upload, *, slot, by):
    """Keeps one file beside the help. Raises DomainError."""
    with transaction.atomic():
        locked = _open(row, by)
        where = {"workflow": "help", "subject_id": locked.pk, "slot": slot}
        return uploads.store(upload, **where, title=HelpScan(slot).label, by=by)


def take_back_scan(row, file, *, by, reason):
    """Whoever handed it in may take it back, and says why; it stays stored, out of sight."""
    with transaction.atomic():
        _open(row, by)
        if file.uploaded_by_id != by.pk:
            raise NotAllowed("只有上传人可以取回扫描件。")
        if not reason.strip():
            raise DomainError("请写明为什么取回这份扫描件。", field="reason")
        uploads.remove(file, by=by, reason=reason.strip()[:LONGEST])


def _open(row, by):
    locked = Help.objects.select_for_update().get(pk=row.pk)
    if not keeps_scans(by, locked):
        raise NotAllowed("此法律帮助现在不能增减扫描件。")
    return locked
