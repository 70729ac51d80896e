"""Which places of the handler's volume wait for their pages now, and which files already lie there."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from cases.enums import State as S
from cases.law.catalogue import HANDLER_SLOTS
from cases.models import Case, Closure, Hearing
from cases.permissions import HANDING_IN
from legalaid.platform.documents.models import Attachment

MET = (S.FIRST_MEETING, S.HANDLING, S.CONCLUDED, S.CLOSING_RETURNED)
CLOSED = (S.CONCLUDED, S.CLOSING_RETURNED)
SIGNED = (
    S.FIRST_MEETING,
    *CLOSED,
)  # just signed; or handed in soon, where the printed sheet would stand for it


@dataclass(frozen=True)
class Slot:
    """One place of one case; `pages`: what came into it today, for the sheets that follow."""

    case: Case
    key: str
    pages: int = 0

    @property
    def title(self):
        return HANDLER_SLOTS[self.key]


def slots_due(cases):
    """[Slot] of these cases, in their order: the places without a file, and those that got one today. Queries do not grow with the cases."""
    open_ones = [case for case in cases if case.state in HANDING_IN]
    keys = [case.pk for case in open_ones]
    filed, today = _filed(keys)
    heard = set(
        Hearing.objects.filter(
            case__in=keys, cancelled=False, starts_at__lte=timezone.now()
        ).values_list("case", flat=True)
    )
    bare = _bare([case.pk for case in open_ones if case.state in CLOSED])

    found = []
    for case in open_ones:
        for key in _wanted(case, heard, bare):
            place = case.pk, key
            if place not in filed or today[place]:
                found.append(Slot(case, key, today[place]))
    return found


def _bare(keys):
    """Of these cases those that were closed without a document."""
    if not keys:
        return set()
    closures = Closure.objects.filter(case__in=keys, document__endswith="（无文书）")
    return set(closures.values_list("case", flat=True))


def _filed(keys):
    """The places that have a file, and how many came today."""
    rows = Attachment.objects.filter(
        workflow="case", subject_id__in=keys, slot__in=HANDLER_SLOTS, removed_at=None
    ).values_list("subject_id", "slot", "uploaded_at")
    filed, today, day = set(), defaultdict(int), timezone.localdate()

    for pk, slot, at in rows:
        filed.add((pk, slot))
        today[pk, slot] += timezone.localdate(at) == day
    return filed, today


def _wanted(case, heard, bare):
    """What the file of a case needs by now: a record of a hearing or a meeting, the document when it is closed, what is signed."""
    if case.pk in heard:
        yield "hearing"
    if case.state in MET:
        yield "meeting"
    if case.state in MET and case.by_notice:
        yield "consent"
    if case.state in CLOSED and case.pk not in bare:
        yield "judgment"
    if case.state in SIGNED:
        yield from ("agreement", "power_of_attorney")
