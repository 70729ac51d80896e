"""Which cases may be paid (the gates), the facts a case's subsidy depends on, and what a person may see of the calculations."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from cases.enums import State
from cases.models import Assignment, Case, SubsidyPayment, Waiver
from cases.periods import CLOSURE_FILE
from cases.queries.case import cases_for
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.models import Deadline
from stations.enums import HandlerKind
from stations.models import Station
from stations.queries.station import stations_for
from subsidies.law.calculation import CASE, ZERO, Facts
from subsidies.models import Calculation, Claim

PAYABLE = (State.FOLLOW_UP, State.ARCHIVING)
FACTS = (
    "number", "kind", "stage", "outcome", "grade", "reported_at", "closed_on", "handler__kind", "handler__public_post", "handler__firm",
    "handler__user", "claim__case", "claim__crossing", "claim__difficult", "claim__gravest", "claim__manner", "claim__direct_costs",
    "claim__group_of",
)  # fmt: skip
SETTLED_OUTCOMES = ("mediated", "settled")


def unpaid(states):
    """Cases that stand in no batch: never paid and in one of `states`, or paid and taken back by a paid correction, archived or not.

    What was paid before this ledger existed has no calculation and stays paid.
    """
    rows = Calculation.objects.filter(service=CASE)
    corrected = rows.filter(reversed=True, case__isnull=False).values("case")
    recorded = SubsidyPayment.objects.filter(case=OuterRef("pk"))
    never = ~Exists(recorded) & Q(state__in=states)
    anew = Q(pk__in=corrected) & Q(state__in=(*states, State.ARCHIVED))
    return Case.objects.filter(never | anew, ~Exists(rows.live().filter(case=OuterRef("pk"))))


def payable(station, last_day):
    """Cases of a station's subtree that are closed, accepted and graded by `last_day` and stand in no batch yet."""
    return (
        unpaid(PAYABLE)
        .filter(
            ~Exists(Waiver.objects.filter(case=OuterRef("pk"), item="subsidy")),
            closed_on__lte=last_day,
            closure_reviewed_at__isnull=False,
            handler__isnull=False,
            station__in=Station.objects.subtree(station),
        )
        .exclude(grade="")
    )


def gate_of(case):
    """Why the case cannot be calculated yet, as a sentence; empty when it can."""
    if case.payments.exists() and not case.calculations.exists():
        return "补贴已在启用本台账以前发放。"
    if any(waiver.item == "subsidy" for waiver in case.waivers.all()):
        return "已免除“一案一补贴”，不发补贴。"
    if not case.closed_on:
        return "尚未结案。"
    if not case.closure_reviewed_at:
        return "结案材料尚未审查通过。"
    if not case.grade:
        return "尚未评定质量等次。"
    return ""


def with_facts(cases):
    """The rows the facts are read from, in one query, and of a case nothing else: with whether it is the first of a group (`leads`), the end
    of its own deadline for the closing file (`file_due`), and the firm its handler belonged to when it was assigned (`firm_then`).
    """
    due = Deadline.objects.of("case", OuterRef("pk")).filter(
        rule=CLOSURE_FILE.key, cancelled_at=None, due_at__isnull=False
    )
    given = Assignment.objects.filter(
        case=OuterRef("pk"), handler=OuterRef("handler"), declined_at=None
    )
    rows = cases.annotate(
        leads=Exists(Claim.objects.filter(group_of=OuterRef("pk"))),
        file_due=Subquery(due.order_by("-started_at", "-pk").values("due_at")[:1]),
        firm_then=Subquery(given.order_by("-at", "-pk").values("firm")[:1]),
    )
    return rows.select_related("handler", "claim").only(*FACTS).order_by("pk")


def firm_of(case):
    """Whose unit is paid for a case read by `with_facts`: that of the handler when it was assigned, as the agreement was made with it."""
    return case.firm_then or case.handler.firm_id


def claim_of(case):
    return getattr(case, "claim", None)


def facts_of(case, group=(1, None)):
    """The facts of a case read by `with_facts`; `group` is its number among cases with the same facts and what the others got."""
    claim = claim_of(case)
    manner = (claim.manner if claim else "") or (
        "settled" if case.outcome in SETTLED_OUTCOMES else ""
    )
    return Facts(
        kind=case.kind, stage=case.stage, manner=manner, grade=case.grade,
        public_post=case.handler.public_post or case.handler.kind == HandlerKind.AGENCY,
        direct_costs=claim.direct_costs if claim else None, crossing=claim.crossing if claim else "",
        difficult=bool(claim and claim.difficult), gravest=bool(claim and claim.gravest),
        group_number=group[0], group_sum=group[1], file_took=_took(case), file_allowed=_allowed(case),
    )  # fmt: skip


def _took(case):
    if not case.reported_at or not case.closed_on:
        return 0
    return max((timezone.localdate(case.reported_at) - case.closed_on).days, 0)


def _allowed(case):
    return (
        (timezone.localdate(case.file_due) - case.closed_on).days
        if case.file_due and case.closed_on
        else 0
    )


def first_of(case):
    """The first case of the group this one belongs to, itself perhaps; None for a case of no group."""
    claim = claim_of(case)
    return (claim.group_of_id if claim else None) or (case.pk if case.leads else None)


def group_of(case):
    """(number, what the others got) of a case read by `with_facts` among those with the same facts. The first is paid in full whenever it is
    computed, as far as the ceiling of the group leaves room; (1, None) for a case of no group.
    """
    first = first_of(case)
    if first is None:
        return 1, None
    others = (
        Calculation.objects.live()
        .filter(Q(case=first) | Q(case__claim__group_of=first))
        .exclude(case=case)
    )
    found = others.aggregate(n=Count("pk", filter=~Q(case=first)), sum=Sum("total"))
    return 1 if first == case.pk else found["n"] + 2, found["sum"] or ZERO


def calculations_for(user):
    """Handlers: their own. Those who run the subsidies: their subtree's. Everyone else: none."""
    if user.role == Role.HANDLER and user.may("subsidies.own"):
        return Calculation.objects.filter(handler__user=user)
    if user.may("subsidies.view"):
        return Calculation.objects.filter(batch__station__in=stations_for(user))
    return Calculation.objects.none()


def owed_to(handler):
    """Closed cases of a handler that stand in no batch and were not paid, or were paid and taken back."""
    states = [state for state in State.values if state != State.ARCHIVED]
    return (
        unpaid(states)
        .filter(handler=handler, closed_on__isnull=False)
        .for_lists()
        .order_by("closed_on")
    )


def sums_of_handler(handler, year):
    """Yuan of a handler: in batches and not yet paid, and paid in a year."""
    rows = Calculation.objects.filter(handler=handler)
    return {
        "underway": rows.unpaid().live().aggregate(sum=Sum("total"))["sum"],
        "this_year": rows.paid()
        .filter(payment__paid_on__year=year)
        .aggregate(sum=Sum("total"))["sum"],
    }


def claimable(user):
    """Cases whose claim this person may state: the handler's own closed cases, or those of the subtree for finance."""
    if user.may("subsidies.own") or user.may("subsidies.prepare"):
        return cases_for(user)
    return Case.objects.none()


def siblings_of(case, user):
    """Closed cases of the same handler, one of which may be the first with the same facts."""
    others = claimable(user).filter(handler=case.handler).exclude(pk=case.pk)
    return others.exclude(closed_on=None)
