"""Which cases may be paid (the gates), the facts a case's subsidy depends on, and what a person may see of the calculations."""

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from cases.enums import State
from cases.models import Case, SubsidyPayment, Waiver
from cases.queries.case import cases_for
from legalaid.platform.accounts.roles import Role
from stations.enums import HandlerKind
from stations.models import Station
from stations.queries.station import stations_for
from subsidies.law.calculation import CASE, ZERO, Facts
from subsidies.models import Calculation

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
    """The rows the facts are read from, in one query, and of a case nothing else."""
    return cases.select_related("handler", "claim").only(*FACTS).order_by("pk")


def claim_of(case):
    return getattr(case, "claim", None)


def facts_of(case, group=(1, ZERO)):
    """The facts of a case for the calculation; `group` is its number among cases with the same facts and what those got."""
    claim = claim_of(case)
    manner = (claim.manner if claim else "") or ("settled" if case.outcome in SETTLED_OUTCOMES else "")
    return Facts(
        kind=case.kind, stage=case.stage, manner=manner, grade=case.grade,
        public_post=case.handler.public_post or case.handler.kind == HandlerKind.AGENCY,
        direct_costs=claim.direct_costs if claim else None, crossing=claim.crossing if claim else "",
        difficult=bool(claim and claim.difficult), gravest=bool(claim and claim.gravest),
        group_number=group[0], group_sum=group[1], file_took=_took(case),
    )  # fmt: skip


def _took(case):
    if not case.reported_at or not case.closed_on:
        return 0
    return max((timezone.localdate(case.reported_at) - case.closed_on).days, 0)


def group_of(case):
    """(number, sum so far) of a case among those with the same facts: the first is paid in full."""
    claim = claim_of(case)
    if claim is None or claim.group_of_id is None:
        return 1, ZERO
    same = Q(case=claim.group_of_id) | Q(case__claim__group_of=claim.group_of_id)
    found = Calculation.objects.live().filter(same).exclude(case=case).aggregate(n=Count("pk"), sum=Sum("total"))
    return max(found["n"], 1) + 1, found["sum"] or ZERO


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
    return unpaid(states).filter(handler=handler, closed_on__isnull=False).for_lists().order_by("closed_on")


def sums_of_handler(handler, year):
    """Yuan of a handler: in batches and not yet paid, and paid in a year."""
    rows = Calculation.objects.filter(handler=handler)
    return {
        "underway": rows.unpaid().live().aggregate(sum=Sum("total"))["sum"],
        "this_year": rows.paid().filter(payment__paid_on__year=year).aggregate(sum=Sum("total"))["sum"],
    }


def claimable(user):
    """Cases whose claim this person may state: the handler's own closed cases, or those of the subtree for finance."""
    if user.may("subsidies.own") or user.may("subsidies.prepare"):
        return cases_for(user)
    return Case.objects.none()
