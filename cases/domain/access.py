"""Asking for a case beyond one's rights."""

from django.db import transaction
from django.utils import timezone

from cases.models import Case
from legalaid.platform.accounts.limits import attempt
from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.models import Message
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import said
from stations.queries.station import people_over

SHORTEST, LONGEST = 2, 200  # characters of a reason


def ask_access(pk, *, by, reason):
    """Tells the directors over the station of the case `pk` who asks, once a day. The reason may name people: it stays in the case's
    history, for the message is mailed. Raises DomainError without a reason, and after too many; nothing where there is no such
    case, for that is not to be found out by asking."""
    reason = reason.strip()[:LONGEST]
    if len(reason) < SHORTEST:
        raise DomainError("请写明申请查阅的理由。", field="reason")

    attempt("ask", str(by.pk))
    if case := Case.objects.filter(pk=pk).first():
        _tell(case, by, reason)


@transaction.atomic
def _tell(case, by, reason):
    asked = f"access:{case.pk}:{by.pk}:{timezone.localdate()}"
    if Message.objects.filter(key__startswith=f"{asked}:").exists():
        return

    record("access.request", by=by, workflow="case", subject_id=case.pk, reason=reason)
    text = said("access_asked", by=by, number=case)
    for director in people_over(case.station, Role.DIRECTOR):
        key = f"{asked}:{director.pk}"
        notify(director, key=key, kind="access", text=text, url=case.get_absolute_url())
