"""Papers that must reach somebody and did not: never sent, or sent and never heard of."""

from datetime import datetime, time, timedelta

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from cases.enums import SERVED_IN, Outcome, State
from cases.law.serving import ORGAN, REPLACED_BY, SEVERAL, TO_EACH, UNIT
from cases.models import Case, GroupMember, Service, Termination
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
AWAITED = {
    "decision_refuse": Q(state=State.REFUSED),
    "referral_notice": Q(state=State.REFERRED_AWAY),
    "supplement_notice": Q(state__in=(State.SUPPLEMENT, State.DEEMED_WITHDRAWN)),
}
OF_LIVING = (*REPLACED_BY, *REPLACED_BY.values(), "objection_decision", "replacement_notice")
OF_ENDING = ("termination_notice", "termination_letter")
WHATEVER = ("notice_reply", "refusal_letter", "fraud_referral")
KINDS = (*AWAITED, *OF_LIVING, "termination_decision", "termination_revoked", *OF_ENDING, *WHATEVER)
"""Papers nothing else asks after, and of which cases they must still reach somebody. A grant is followed by the agreement the recipient
signs, a request to another agency by its answer: those have limits of their own."""


def unserved(cases, *, listed=True):
    """The papers of these cases that must reach somebody and were not sent to each of them, the oldest first. `listed`: whether there may
    be letters to one of a list among them."""
    papers = Paper.objects.filter(kind__in=KINDS, workflow="case", superseded_by=None)
    past = _past(papers) if listed else ()

    papers = papers.filter(_never_sent() | _lacked_by_party() | _lacked_by_person())
    awaited = cases.order_by().alias(told=ExpressionWrapper(OuterRef("kind"), CharField()))
    papers = papers.filter(_of_one_of(awaited.filter(_must_reach())))
    return papers.exclude(pk__in=past).order_by("issued_at", "pk")


def unserved_of(case):
    """Those of one case; in most there is none of the kinds, which is seen at once."""
    there = Paper.objects.filter(workflow="case", subject_id=case.pk, kind__in=KINDS)
    if not there.filter(superseded_by=None).exists():
        return there.none()
    return unserved(Case.objects.filter(pk=case.pk), listed=case.applicant_count > 1)


def _must_reach():
    """Whether a case is such that the paper of this kind (`told`) must still reach somebody."""
    of_living = Q(told__in=OF_LIVING) | Q(told="termination_decision") & ENDED
    in_work = (
        of_living & ~DEAD
        | Q(told="termination_revoked") & ~ENDED
        | Q(told__in=OF_ENDING) & ENDED
        | Q(told__in=WHATEVER)
    )

    waiting = IN_WORK & in_work
    for kind, where in AWAITED.items():
        waiting |= Q(told=kind) & where
    return waiting


def _of_one_of(cases):
    """Whether the case of a paper is among these. Looked up by its key: as EXISTS a planner reads all one may see into a table first."""
    found = cases.filter(pk=OuterRef("subject_id")).values("pk")[:1]
    return Q(IsNull(Subquery(found), False))


def _sent(**to):
    return Service.objects.filter(paper=OuterRef("pk"), voided_at=None, **to)


def _never_sent():
    return ~Exists(_sent())


def _lacked_by_party():
    """What goes to several, and was not sent to one of them. Where there is no handler or no organ, that one is not waited for."""
    there = {
        UNIT: _of_one_of(Case.objects.filter(handler__isnull=False)),
        ORGAN: _of_one_of(Case.objects.filter(organ__gt="")),
    }
    lacking = Q()
    for party in dict.fromkeys(one for parties in SEVERAL.values() for one in parties):
        kinds = [kind for kind, parties in SEVERAL.items() if party in parties]
        unsent = Q(kind__in=kinds) & ~Exists(_sent(addressee=party))
        lacking |= unsent & there.get(party, Q())
    return lacking


def has_party(case, party):
    """Whether there is somebody of this part in the case."""
    return {UNIT: case.handler_id is not None, ORGAN: bool(case.organ)}.get(party, True)


def _lacked_by_person():
    """What each of a list receives, and was not sent to one whom it speaks of (as `group_serving.addressees` has it)."""
    people = GroupMember.objects.filter(case=OuterRef("subject_id"), left_on=None)
    had = Service.objects.filter(paper=OuterRef(OuterRef("pk")), member=OuterRef("pk"))
    people = people.filter(~Exists(had.filter(voided_at=None)))
    aided, refused = people.filter(granted=True), people.filter(granted=False, grounds=[])

    others = [kind for kind in TO_EACH if kind != "decision_refuse"]
    of_aided = Q(kind__in=others) & Exists(aided)
    return of_aided | Q(kind="decision_refuse") & Exists(refused)


def _past(papers):
    """Letters to one of a list that need not reach anybody: what they tell was put right by a later one, or the person is dead. Of whom
    they are is told by the letter alone."""
    ones = papers.filter(_never_sent(), kind__in=(*REPLACED_BY, *REPLACED_BY.values()))
    later = Paper.objects.filter(workflow="case", subject_id=OuterRef("subject_id"))
    later = later.filter(kind__in=REPLACED_BY.values(), pk__gt=OuterRef("pk"))
    dead = GroupMember.objects.filter(case=OuterRef("subject_id"), died_on__isnull=False)
    ones = list(ones.filter(Exists(later) | Exists(dead)))
    if not ones:
        return ()

    cases = {paper.subject_id for paper in ones}
    gone = GroupMember.objects.filter(case__in=cases, died_on__isnull=False)
    gone = set(gone.values_list("pk", flat=True))
    letters = Paper.objects.filter(workflow="case", subject_id__in=cases, superseded_by=None)
    right = [
        (paper.pk, paper.kind, paper.facts["member"])
        for paper in letters.filter(kind__in=REPLACED_BY.values())
    ]
    return [paper.pk for paper in ones if _is_past(paper, right, gone)]


def _is_past(paper, right, gone):
    by, member = REPLACED_BY.get(paper.kind), paper.facts["member"]
    replaced = any(pk > paper.pk and (kind, whose) == (by, member) for pk, kind, whose in right)
    return member in gone or replaced


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
