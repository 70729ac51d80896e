"""Asking for a case beyond one's rights."""

from django.db import transaction
from django.utils import timezone

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify
from stations.queries.station import people_over

SHORTEST, LONGEST = 2, 200  # characters of a reason


@transaction.atomic
def ask_access(case, *, by, reason):
    """Tells the directors over the case's station who asks. The reason may name people: it stays in the case's history, for the
    message is mailed. Raises DomainError without a reason."""
    reason = reason.strip()[:LONGEST]
    if len(reason) < SHORTEST:
        raise DomainError("请写明申请查阅的理由。", field="reason")
    record("access.request", by=by, workflow="case", subject_id=case.pk, reason=reason)

    asked = f"access:{case.pk}:{by.pk}:{timezone.localdate()}"
    text = f"{by}申请查阅{case}，理由见该案“经过”。"
    for director in people_over(case.station, Role.DIRECTOR):
        key = f"{asked}:{director.pk}"
        notify(director, key=key, kind="access", text=text, url=case.get_absolute_url())
