"""Who is to be reminded and no text reached, is called: what came of it."""

from django.db import transaction
from django.utils import timezone

from cases.queries.contact import CALLING
from cases.queries.elsewhere import heed
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.texts import words_of

from ..queries import to_remind

verb("visit.told", "已电话提醒来访", personal=("note",))
verb("visit.not_told", "电话提醒没有联系上", personal=("note",))
FORBIDDEN = "本人或者用这个号码的人要求不得打电话，没有约定安全电话，不能登记电话提醒。"


def words_for(visit):
    row = Text.objects.filter(workflow="visit", subject_id=visit.pk).order_by("-pk").first()
    return words_of(row) if row else ""


@transaction.atomic
def tell(visit, *, by, reached, note):
    """Told, or tried. Raises DomainError, StaleState."""
    one_by_one(f"visit told:{visit.pk}")
    waiting = to_remind(by).get(visit.pk)
    if waiting is None:
        raise StaleState("这一条已由他人提醒，或者已经过期。")
    if heed(visit).refusal_of(CALLING):
        raise DomainError(FORBIDDEN)
    if not reached and len(note.strip()) < 2:
        raise DomainError("请写明没有联系上的情况。", field="note")

    row = Text.objects.select_for_update(of=("self",)).get(pk=waiting.pk)
    row.call_note = note.strip()
    if reached:
        row.called_at, row.called_by = timezone.now(), by
    row.save(update_fields=["call_note", "called_at", "called_by"])
    where = {"workflow": "visit", "subject_id": visit.pk}
    record("visit.told" if reached else "visit.not_told", by=by, note=row.call_note, **where)
    return row
