"""What a firm's manager reads: the firm's people, and of its cases number, kind of cause and limits; nothing of whom they are about. And
which firms the centre can give a case to."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from cases.enums import State
from cases.models import Case
from cases.periods import FIRM_ARRANGEMENT
from legalaid.platform.accounts.models import User
from legalaid.platform.procedure.models import Deadline
from stations.enums import FirmKind
from stations.models import Firm, Handler
from stations.queries.handler import firm_of

from .case import cases_for
from .standing import loads

CLOCKS = Deadline.objects.filter(workflow="case", rule=FIRM_ARRANGEMENT.key).open()
ARRANGE_BY = Subquery(CLOCKS.filter(subject_id=OuterRef("pk")).order_by("-pk").values("due_at")[:1])


def given_to(user):
    """What this person's firm was given, and has to arrange or has arranged."""
    firm = firm_of(user)
    if firm is None or not user.may("cases.arrange"):
        return Case.objects.none()
    return Case.objects.filter(entrusted_to=firm)


def to_arrange(user):
    """With `arrange_by`, the moment until which the firm has."""
    return given_to(user).filter(state=State.GRANTED).annotate(arrange_by=ARRANGE_BY)


def unanswered(user):
    """Arranged; whom the firm chose has not answered yet."""
    return given_to(user).filter(state=State.OFFERED)


def cases_of_firm(user):
    """Of its people, those that are open, whoever gave them."""
    firm = firm_of(user)
    if firm is None or not user.may("firms.own"):
        return Case.objects.none()
    own = Handler.objects.filter(firm=firm).order_by().values("pk")
    return Case.objects.open().filter(handler__in=own)


def people_of_firm(user):
    """[Handler] working, with the `load` of each."""
    firm = firm_of(user)
    if firm is None or not user.may("firms.own"):
        return []
    rows = Handler.objects.working().filter(firm=firm).select_related("user")
    people, at_hand = list(rows.order_by("user__name", "pk")), loads()
    for one in people:
        one.load = at_hand.get(one.pk, 0)
    return people


def late_entrusted(user, now):
    """Of what this person reads what a firm has not arranged in time."""
    return cases_for(user).filter(late_of_firms(now)).annotate(arrange_by=ARRANGE_BY)


def late_of_firms(now):
    late = CLOCKS.filter(due_at__lt=now).order_by().values("subject_id")
    return Q(pk__in=late, state=State.GRANTED, entrusted_to__isnull=False)


@dataclass(frozen=True)
class Offer:
    """A firm that could be given a case: how many of its people may have it, and the first of them."""

    firm: Firm
    able: int
    first: object

    def __str__(self):
        return f"{self.firm}（可承办{self.able}人，居首{self.first}）"


def firms_able(candidates):
    """[Offer] of those with a manager and somebody who may have the case, in the order of their best."""
    managed = User.objects.filter(manages__isnull=False, is_active=True)
    firms = Firm.objects.exclude(kind=FirmKind.CENTER).filter(managers__user__in=managed)
    known, found = firms.in_bulk(), {}
    for one in candidates:
        if one.eligible and one.handler.firm_id in known:
            found.setdefault(one.handler.firm_id, []).append(one.handler)
    return [Offer(known[key], len(able), able[0]) for key, able in found.items()]
