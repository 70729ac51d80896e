"""A draft of the public: begun under a code, saved page by page, forgotten when its time is over."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.faces.portal import uploading
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from legalaid.platform.procedure.deadlines import rule_for

from .. import codes
from ..models import Draft, Submission
from ..periods import DRAFT_KEPT

MOST_FILES, ALL_MB = 40, 100
GONE = "没有这份申请：可能已经提交、删除，或者过了保存的时间。"
ELSEWHERE = (
    "这份申请刚才在另一个页面（或者另一部手机）改过，这一页没有保存。请核对下面的内容后再保存。"
)

verbs.subject("draft", "网上填写未提交的申请")
verbs.verb("draft.forgotten", "到期删除未提交的网上申请{count}份", data=("count",))


def begin(*, seen_by, known=None, at=None):
    """(draft, code): the code is known to whoever begins it alone. `known`: {field: [value]} proposed on its pages."""
    at = at or timezone.now()
    while True:
        code = codes.new_code()
        words = codes.words_of(code)
        blinds = {"code_blind": codes.code_blind(code), "words_blind": codes.words_blind(words)}
        if not taken(blinds):
            break

    draft = Draft(token=uuid.uuid4(), seen_by=seen_by, begun_at=at, **blinds)
    draft.propose(known or {})
    _touch(draft, at)
    draft.save()
    return draft, code


def save_page(draft, key, said, *, seen, at=None):
    """Keeps the answers of one page. Raises StaleState where it was changed since the page was shown."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = _locked(draft)
        if seen != locked.version:
            raise StaleState(ELSEWHERE)
        locked.keep(locked.said | said)
        locked.done = [*(one for one in locked.done if one != key), key]
        _touch(locked, at)
        locked.version += 1
        locked.save()
    draft.__dict__.update(locked.__dict__)
    return draft


def mark(draft, key, *, at=None):
    """A page without answers of its own is done."""
    return save_page(draft, key, {}, seen=draft.version, at=at)


def wish_reminder(draft, *, remind):
    Draft.objects.filter(pk=draft.pk).update(remind=remind)


def add_file(draft, upload, *, slot, title, at=None):
    """One photograph or PDF of a paper. Raises DomainError with the limit in words."""
    with transaction.atomic():
        locked = _locked(draft)
        check_room(locked.files, upload)

        file = uploads.store(
            upload,
            workflow=Draft.KEPT_AS,
            subject_id=locked.pk,
            slot=slot,
            title=title[:120],
            by=system_user(),
            judge=uploading.judge,
        )
        _touch(locked, at or timezone.now())
        locked.save()
    return file


def check_room(files, upload):
    uploading.check_room(files, upload, most=MOST_FILES, all_mb=ALL_MB)


def drop_file(draft, pk):
    """Taken back before it was sent: nothing is left of it."""
    with transaction.atomic():
        uploads.forget(_locked(draft).files.filter(pk=pk))


def forget(draft):
    """At the wish of whoever filled it in."""
    with transaction.atomic():
        if locked := Draft.objects.select_for_update().filter(pk=draft.pk).first():
            _erase(locked)


def forget_old(now=None):
    """Every draft whose time is over, with its files. Returns how many."""
    today, count = timezone.localdate(now), 0
    for pk in list(Draft.objects.filter(expires_on__lt=today).values_list("pk", flat=True)):
        with transaction.atomic():
            old = Draft.objects.select_for_update().filter(pk=pk, expires_on__lt=today).first()
            if old:
                _erase(old)
                count += 1
    if count:
        record("draft.forgotten", by=system_user(), workflow="draft", count=count)
    return count


def _erase(draft):
    uploads.forget(Attachment.objects.filter(workflow=Draft.KEPT_AS, subject_id=draft.pk))
    draft.delete()


def taken(blinds):
    either = [{name: value} for name, value in blinds.items()]
    return any(
        model.objects.filter(**one).exists() for model in (Draft, Submission) for one in either
    )


def _locked(draft):
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None:
        raise DomainError(GONE)
    return locked


def _touch(draft, at):
    """Kept so many days from the last saving on."""
    today = timezone.localdate(at)
    draft.saved_at = at
    draft.expires_on = today + timedelta(days=rule_for(DRAFT_KEPT.key, today).limit)
