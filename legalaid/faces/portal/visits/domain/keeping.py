"""What names whoever booked goes when its time is over; that somebody had booked stays as a number."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.calendar import day_span
from legalaid.platform.notifications.models import Text
from legalaid.platform.procedure.deadlines import rule_for

from ..models import Visit
from ..periods import VISIT_KEPT

NOTHING = {
    "code_blind": None, "words_blind": None, "name": "", "phone": "", "matter": "", "reason": "", "needs": [], "language": "",
    "safe": "", "safe_phone": "", "safe_person": "", "safe_hours": "", "forbidden": [], "code_word": "", "contact_note": "",
}  # fmt: skip
verb("visit.emptied", "到期删除{count}个来访预约里的个人信息", data=("count",))


@transaction.atomic
def empty_old(now=None):
    """Returns how many."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    last = today - timedelta(days=rule_for(VISIT_KEPT.key, today).limit)
    old = Visit.objects.filter(emptied_at=None, starts_at__lt=day_span(last, last)[0])
    keys = list(old.values_list("pk", flat=True))
    Text.objects.filter(workflow="visit", subject_id__in=keys).update(call_note="")
    count = old.update(emptied_at=now, **NOTHING)
    if count:
        record("visit.emptied", by=system_user(), workflow="visit", count=count)
    return count
