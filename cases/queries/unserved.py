"""Papers that must reach somebody and did not: never sent, or sent and never heard of."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.enums import SERVED_IN, Outcome, State
from cases.models import Service, Termination
from cases.periods import NO_NEWS, TO_BE_SERVED
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.calendar import day_span
from legalaid.platform.documents.models import Paper
from legalaid.platform.procedure import clocks
from legalaid.platform.procedure.deadlines import rule_for

from .case import cases_for
from .termination import DEATHS

NOON = time(12)
TOLD_BY_TURN = Q(state=State.TERMINATED, turn=Role.WINDOW)
ENDED = Q(outcome=Outcome.TERMINATED) | Q(state=State.TERMINATED)
DEAD = Q(state=State.APPLICANT_DIED) | ENDED & Exists(
    Termination.objects.filter(
        case=OuterRef("pk"), end=Termination.End.DECIDED, occasion__in=DEATHS
    )
)
IN_WORK = Q(state__in=SERVED_IN)
AWAITED = (
    (("decision_refuse",), Q(state=State.REFUSED)),
    (("referral_notice",), Q(state=State.REFERRED_AWAY)),
    (("supplement_notice",), Q(state__in=(State.SUPPLEMENT, State.DEEMED_WITHDRAWN))),
    (("decision_refuse_one", "objection_decision", "replacement_notice"), IN_WORK & ~DEAD),
    (("termination_revoked",), IN_WORK & ~ENDED),
    (("termination_decision",), IN_WORK & ENDED & ~DEAD),
    (("termination_notice", "termination_letter"), IN_WORK & ENDED),
    (("notice_reply", "refusal_letter", "fraud_referral"), IN_WORK),
)
"""Papers nothing else asks after, and of which cases they must still reach somebody. A grant is followed by the agreement the recipient
signs, a request to another agency by its answer: those have limits of their own."""


def unserved(cases):
    """The papers of these cases that must reach somebody and were never sent, the oldest first."""
    awaited = Q()
    for kinds, where in AWAITED:
        there = cases.order_by().filter(where, pk=OuterRef("subject_id"))
        awaited |= Q(kind__in=kinds) & Exists(there)

    sent = Service.objects.filter(paper=OuterRef("pk"), voided_at=None)
    papers = Paper.objects.filter(awaited, ~Exists(sent), workflow="case", superseded_by=None)
    return papers.order_by("issued_at", "pk")


def unheard_of(cases, today):
    """What was sent and neither received nor returned after the days of the rule, the oldest first."""
    there = cases.order_by().filter(IN_WORK, pk=OuterRef("case"))
    rows = Service.objects.standing().filter(Exists(there), received_on=None)
    return rows.filter(paper__superseded_by=None, sent_on__lte=run_out(NO_NEWS, today)).order_by(
        "sent_on", "pk"
    )


def to_serve(user, today):
    """What this person reads and was never sent, once the days of the rule are over. Of an ending the turn of the case says so already."""
    last = run_out(TO_BE_SERVED, today)
    mine = cases_for(user).exclude(TOLD_BY_TURN)
    return unserved(mine).filter(issued_at__lt=day_span(last, last)[1])


def run_out(rule, today):
    """The last day on which a limit by this rule began that has passed by now."""
    rule = rule_for(rule.key, today)
    begun = today
    while (
        timezone.localdate(
            clocks.compute(rule, timezone.make_aware(datetime.combine(begun, NOON))).at
        )
        >= today
    ):
        begun -= timedelta(days=1)
    return begun
