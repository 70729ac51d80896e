"""The recipient asks for handlers of the published roster (点援), ranked; the director considers them first."""

from django.db import transaction
from django.utils import timezone

from cases.enums import UNDECIDED, State
from cases.models import Case, Wish
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from stations.queries.handler import public_roster

verb("case.wished", "受援人点选承办人：{handlers}", data=("handlers",))
verb("case.wished_nobody", "受援人不点选承办人")

WISHED_IN = UNDECIDED | {State.GRANTED}
TOO_LATE = "此案已经指派或者已经结束，不再登记点选；要求更换的，登记更换承办人的申请。"
CHANGED = "此案已有新的办理，请核对后重新提交。"
TWICE = "同一名承办人点选了两次。"
UNLISTED = "只能点选公布的名册上的承办人。"


@transaction.atomic
def set_wishes(case, *, by, handlers, seen=None, at=None):
    """`handlers`: in the order wished; none takes back what was wished. Until the case is assigned."""
    at = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.state not in WISHED_IN:
        raise StaleState(TOO_LATE)
    if seen is not None and seen != case.version:
        raise StaleState(CHANGED)
    keys = [handler.pk for handler in handlers]
    if len(set(keys)) < len(keys):
        raise DomainError(TWICE, field="second")
    if public_roster().filter(pk__in=keys).count() < len(keys):
        raise DomainError(UNLISTED, field="first")

    case.version += 1  # whoever has the form open sees that somebody was here
    case.save(update_fields=["version"])
    case.wishes.all().delete()
    Wish.objects.bulk_create(
        Wish(case=case, handler=handler, place=place, by=by, at=at)
        for place, handler in enumerate(handlers, 1)
    )
    about = {"by": by, "at": at, "workflow": "case", "subject_id": case.pk}
    if handlers:
        record("case.wished", handlers="、".join(map(str, handlers)), **about)
    else:
        record("case.wished_nobody", **about)
    return case
