"""The office writes of its own accord to whoever follows a case, and takes back what was wrong."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.audit import verbs
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.core.queueing import one_by_one

from ..addressing import readers_of, why_not_online
from ..models import OfficeLetter
from ..queries import may_write_to
from .enclosing import enclose
from .telling import tell_reader
from .writing import AGAIN_WITHIN

verbs.verb("letter.written", "给{who}写信第{number}号：{text}", data=("who", "number"), personal=("text",))  # fmt: skip
verbs.verb("letter.taken_back", "收回给{who}的信第{number}号：{reason}", data=("who", "number"), personal=("reason",))  # fmt: skip

NOT_YOURS = "您不在这件案子里写信。"
EMPTY = "请写上内容。"
NO_READER = "请选择写给谁。"
SENT_ALREADY = "没有发出，请重新打开这一页再写。"
GONE = "这封信已经收回。"
SHORTEST = 4


@transaction.atomic
def write_to(case, *, token, reader, text, by, files=(), at=None):
    """The OfficeLetter; the one there is where it was sent before. `reader`: the key of one of `readers_of` the case."""
    at = at or timezone.now()
    one_by_one(f"letters:{case.pk}")
    if earlier := OfficeLetter.objects.filter(token=token).first():
        return _of_the_same(earlier, case, by)
    if not may_write_to(case, by):
        raise NotAllowed(NOT_YOURS)
    if not text.strip():
        raise DomainError(EMPTY, field="text")
    if shut := why_not_online(case):
        raise DomainError(shut)
    to = next((one for one in readers_of(case) if one.key == reader), None)
    if to is None:
        raise DomainError(NO_READER, field="reader")

    said = {"who": to.who, "reader": to.key, "text": text.strip()}
    if not files and (again := _said_just_now(case, by, said, at)):
        return again
    letter = OfficeLetter.objects.create(token=token, case=case, by=by, sent_at=at, **said)
    enclose(letter, files, by=by)
    told = {"who": letter.who, "number": letter.pk, "text": letter.text}
    record("letter.written", by=by, at=at, workflow="case", subject_id=case.pk, **told)
    tell_reader(letter)
    return letter


def _of_the_same(letter, case, by):
    if (letter.case_id, letter.by_id) != (case.pk, by.pk):
        raise DomainError(SENT_ALREADY)
    return letter


def _said_just_now(case, by, said, at):
    """As of a letter that came: sent again from a page that was gone back to."""
    lately = OfficeLetter.objects.standing().filter(case=case, by=by, reader=said["reader"])
    rows = lately.filter(sent_at__gt=at - AGAIN_WITHIN)
    return next((row for row in rows if row.text == said["text"]), None)


@transaction.atomic
def take_back(letter, *, by, reason, at=None):
    """It is shown no more; whoever opened it is told not to go by it, and what it said stays in the history."""
    at = at or timezone.now()
    rows = OfficeLetter.objects.select_for_update(of=("self",)).select_related("case")
    locked = rows.get(pk=letter.pk)
    if not may_write_to(locked.case, by):
        raise NotAllowed(NOT_YOURS)
    if len(reason.strip()) < SHORTEST:
        raise DomainError("请写明理由（不少于4个字）。", field="reason")
    if locked.taken_back_at:
        raise StaleState(GONE)

    locked.taken_back_at = at
    locked.save(update_fields=["taken_back_at"])
    told = {"who": locked.who, "number": locked.pk, "reason": reason.strip()}
    record("letter.taken_back", by=by, at=at, workflow="case", subject_id=locked.case_id, **told)
    return locked
