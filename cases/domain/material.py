"""Files of a case come and go only while it is open for them; the row is locked, so that a sealing and an upload never cross."""

from django.db import transaction
from django.utils import timezone

from cases.models import Case, MaterialItem
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from legalaid.platform.documents import uploads

from .eligibility import reassess

LONGEST = 120  # characters of a reason


def add_file(case, upload, *, slot, title, by):
    """Keeps one file and marks its line of the checklist as received. Raises DomainError."""
    with transaction.atomic():
        locked = _open(case, by)
        where = {"workflow": "case", "subject_id": locked.pk, "slot": slot}
        file = uploads.store(upload, **where, title=title[:120], by=by)

        if item := locked.materials.filter(slot=slot).first():
            item.attachments.add(file)
            item.by_file = item.by_file or item.received_on is None
            item.received_on = item.received_on or timezone.localdate()
            item.save(update_fields=["received_on", "by_file"])
            reassess(locked)
    return file


def take_file(case, file, *, by, slot=None, title=None):
    """Keeps a copy of a file that somebody sent in from outside beside its line of the checklist (`slot`, `title`, where it came under none); whether
    the paper itself is in hand is said by a person."""
    with transaction.atomic():
        locked = _open(case, by)
        where = {"workflow": "case", "slot": slot or file.slot, "title": title or file.title}
        twin = uploads.copied(file, subject_id=locked.pk, by=by, **where)
        if item := locked.materials.filter(slot=twin.slot).first():
            item.attachments.add(twin)
    return twin


def remove_file(case, file, *, by, reason):
    """Whoever handed a file in may take it back, and says why; it stays stored, out of sight. What was received as this file alone
    is no longer received."""
    with transaction.atomic():
        locked = _open(case, by)
        if file.uploaded_by_id != by.pk:
            raise NotAllowed("只有上传人可以移除材料。")
        if not reason.strip():
            raise DomainError("请写明为什么取回这份材料。", field="reason")
        uploads.remove(file, by=by, reason=reason.strip()[:LONGEST])

        item = locked.materials.filter(attachments=file, by_file=True).first()
        if item and not item.attachments.filter(removed_at=None).exists():
            item.received_on, item.by_file = None, False
            item.save(update_fields=["received_on", "by_file"])
            reassess(locked)


def fit_checklist(case, rows):
    """Brings the checklist in line with `rows`, and says how; what has been handed in stays on it."""
    wanted = {row["slot"]: row for row in rows}
    listed = {item.slot for item in case.materials.all()}

    not_wanted = case.materials.filter(slot__in=listed - wanted.keys())
    dropped = not_wanted.filter(received_on=None, attachments=None)
    said = [f"材料清单减去{item.title}" for item in dropped]
    dropped.delete()

    new = [MaterialItem(case=case, **row) for slot, row in wanted.items() if slot not in listed]
    MaterialItem.objects.bulk_create(new)
    return said + [f"材料清单增加{item.title}" for item in new]


def _open(case, by):
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if denial := CASE.denial("cases.materials", by, locked):
        raise NotAllowed(denial)
    return locked
