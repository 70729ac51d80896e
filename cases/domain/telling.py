"""Telling by word of mouth what no text told: the number shown on record, the list printed, what came of it."""

from django.db import transaction
from django.utils import timezone

from cases.queries.contact import case_of_text, number_to_call, to_call
from cases.queries.telling import to_tell, told_lately
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.disclosure import disclose
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.sentences import SENTENCES

from .progress import reach_safely

RIGHT = "cases.reveal"
MANNERS = ("电话", "视频", "当面", "书面", "通过约定的人")
verb("case.told", "已{manner}告知受援人（{what}）", data=("manner", "what"), personal=("note",))
verb("case.not_told", "没有联系上受援人（{what}）", data=("what",), personal=("note",))
verb("case.untold", "撤销告知的登记（{what}）：{reason}", data=("what",), personal=("reason",))


def _event(key, row, by, **said):
    what = SENTENCES[row.sentence].label.partition("：")[2]
    record(f"case.{key}", by=by, workflow="case", subject_id=row.subject_id, what=what, **said)


def dial(row, *, by):
    """The number one may call, put on record; "" where there is none."""
    case = case_of_text(row)
    number = number_to_call(case, to_call(row, case))
    if number:
        disclose("联系电话", of=("case", case.pk), by=by, why="电话告知", right=RIGHT)
    return number


@transaction.atomic
def tell(pk, *, by, manner, note, reached):
    """What came of it: told, or tried. Raises DomainError, StaleState."""
    row = Text.objects.select_for_update(of=("self",)).get(pk=pk)
    if not to_tell(by, timezone.now()).filter(pk=pk).exists():
        raise StaleState("这一条已由他人告知，或者已经过期。")
    case = case_of_text(row)
    reach_safely(to_call(row, case), manner)
    if not reached and len(note.strip()) < 2:
        raise DomainError("请写明没有联系上的情况。", field="note")

    row.call_note = note.strip()
    if reached:
        row.called_at, row.called_by = timezone.now(), by
        _event("told", row, by, manner=manner, note=row.call_note)
    else:
        _event("not_told", row, by, note=row.call_note)
    row.save(update_fields=["call_note", "called_at", "called_by"])
    return row


@transaction.atomic
def untell(pk, *, by, reason):
    """It was registered of the wrong one: it waits again."""
    row = Text.objects.select_for_update(of=("self",)).get(pk=pk)
    if not told_lately(by, timezone.now()).filter(pk=pk).exists():
        raise StaleState("这一条已经撤销，或者不能再撤销。")
    if len(reason.strip()) < 2:
        raise DomainError("请写明撤销的理由。", field="reason")

    row.called_at = row.called_by = None
    row.save(update_fields=["called_at", "called_by"])
    _event("untold", row, by, reason=reason.strip())
    return row
