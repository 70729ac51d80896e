"""Which cases may be paid (the gates), the facts a case's subsidy depends on, and what a person may see of the calculations."""

from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from cases.enums import GRADED, Outcome, State
from cases.models import Assignment, Case, Hearing, ProposedFail, SubsidyPayment, Waiver
from cases.periods import CLOSURE_FILE
from cases.queries.case import reach_of
from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.models import Deadline
from stations.enums import HandlerKind
from stations.models import Handler, Station
from stations.queries.station import stations_for
from subsidies.enums import Cost, Manner
from subsidies.law.calculation import CASE, ZERO, Facts
from subsidies.models import Calculation, Claim, Share, Standard

from .standard import asks_for_grade

PAYABLE = GRADED
CASE_FIELDS = ("number", "kind", "stage", "outcome", "grade", "held", "reported_at", "closed_on")
HANDLER_FIELDS = ("kind", "public_post", "firm", "user")
CLAIM_FIELDS = (
    "case",
    "crossing",
    "difficult",
    "gravest",
    "manner",
    "direct_costs",
    "costs",
    "executed",
    "group_of",
)
READ = (
    *CASE_FIELDS,
    *(f"handler__{name}" for name in HANDLER_FIELDS),
    *(f"claim__{name}" for name in CLAIM_FIELDS),
)
SETTLED_OUTCOMES = ("mediated", "settled")
NOTHING_STATED = Claim()


def unpaid(states):
    """Cases that stand in no batch: never paid and in one of `states`, or paid and taken back by a paid correction, archived or not.

    What was paid before this ledger existed has no calculation and stays paid.
    """
    whole = _outside(_never_paid(states) | _taken_back(states))
    return whole | Case.objects.filter(_half_batched(states))


def _outside(which):
    in_a_batch = Calculation.objects.filter(service=CASE).live().filter(case=OuterRef("pk"))
    return Case.objects.filter(which, ~Exists(in_a_batch))


def _never_paid(states):
    recorded = SubsidyPayment.objects.filter(case=OuterRef("pk"))
    return Q(state__in=states) & ~Exists(recorded)


def _taken_back(states):
    corrected = Calculation.objects.filter(service=CASE, reversed=True, case__isnull=False)
    return Q(pk__in=corrected.values("case")) & Q(state__in=(*states, State.ARCHIVED))


def _half_batched(states):
    """Of two who share a case one was taken out of a batch again."""
    return Q(pk__in=Share.objects.half_batched().values("case")) & Q(
        state__in=(*states, State.ARCHIVED)
    )


def handlers_before(case):
    """Who handled the case before its last handler, and accepted it then."""
    earlier = Assignment.objects.filter(case=case, accepted_at__isnull=False)
    return Handler.objects.filter(pk__in=earlier.values("handler")).exclude(pk=case.handler_id)


def payable(station, last_day):
    """Cases of a station's subtree that are closed, accepted and, where the standard asks for it, graded, and stand in no batch yet."""
    return _ready(unpaid(PAYABLE), station, last_day)


def _ready(cases, station, last_day):
    none_due = Exists(Waiver.objects.filter(case=OuterRef("pk"), item="subsidy"))
    accepted = cases.filter(
        ~none_due,
        held=False,
        closed_on__lte=last_day,
        closure_reviewed_at__isnull=False,
        handler__isnull=False,
        station__in=Station.objects.subtree(station),
    )
    heard = ~Exists(ProposedFail.objects.open().filter(case=OuterRef("pk")))
    return accepted.filter(~Q(grade="") | ~asks_for_grade(), heard)


def first_payable(station, most, *days):
    """On which days the first of `payable` up to the last of `days` were closed, as `first_dates` gives them. Each way of being unpaid is asked
    by itself: together they read every case."""
    ready = (_ready(way(), station, max(days)).order_by("closed_on") for way in WAYS)
    return first_dates((cases.values_list("closed_on", flat=True) for cases in ready), most, days)


WAYS = (
    lambda: _outside(_never_paid(PAYABLE)),
    lambda: _outside(_taken_back(PAYABLE) & ~_never_paid(PAYABLE)),
    lambda: Case.objects.filter(_half_batched(PAYABLE)),
)


def first_dates(parts, most, days):
    """The first dates, `most` at the most, of querysets of dates; no further one is asked once so many lie up to the first of `days`."""
    found, first = [], min(days)
    for part in parts:
        found += part[:most]
        if sum(date <= first for date in found) >= most:
            break

    return sorted(found)[:most]


def gate_of(case):
    """Why the case cannot be calculated yet, as a sentence; empty when it can."""
    if case.payments.filter(case__calculations=None).exists():
        return "补贴已在启用本台账以前发放。"
    if any(waiver.item == "subsidy" for waiver in case.waivers.all()):
        return "已免除“一案一补贴”，不发补贴。"

    if case.held:
        return "反映的问题尚未核实处理。"
    if case.proposed_fails.open().exists():
        return "拟评为不合格，承办人陈述、申辩以后再定。"
    if not case.closed_on:
        return "尚未结案。"
    if not case.closure_reviewed_at:
        return "结案材料尚未审查通过。"
    if not case.grade and Standard.objects.paying().on(case.closed_on).filter(graded=True).exists():
        return "尚未评定质量等次（本县标准要求评定后才发放）。"
    return ""


def with_facts(cases):
    """The rows the facts are read from, in one query, and of a case nothing else: with whether it is the first of a group (`leads`), the end
    of its own deadline for the closing file (`file_due`), whether a hearing was held (`heard`), and the firm its handler belonged to when it was assigned (`firm_then`).
    """
    followers = Claim.objects.filter(group_of=OuterRef("pk"))
    own = Deadline.objects.of("case", OuterRef("pk")).filter(rule=CLOSURE_FILE.key)
    due = own.filter(cancelled_at=None, due_at__isnull=False).order_by("-started_at", "-pk")
    heard = Hearing.objects.filter(case=OuterRef("pk"), cancelled=False)
    heard = heard.filter(starts_at__date__lte=OuterRef("closed_on"))
    assigned = Assignment.objects.filter(case=OuterRef("pk"), handler=OuterRef("handler"))
    accepted = assigned.filter(declined_at=None).order_by("-at", "-pk")

    rows = cases.annotate(
        leads=Exists(followers),
        file_due=Subquery(due.values("due_at")[:1]),
        heard=Exists(heard),
        firm_then=Subquery(accepted.values("firm")[:1]),
    )
    return rows.select_related("handler", "claim").only(*READ).order_by("pk")


def firm_of(case):
    """Whose unit is paid for a case read by `with_facts`: that of the handler when it was assigned, as the agreement was made with it."""
    return case.firm_then or case.handler.firm_id


def claim_of(case):
    return getattr(case, "claim", None)


def facts_of(case, group=(1, None)):
    """The facts of a case read by `with_facts`; `group` is its number among cases with the same facts and what the others got."""
    claim, handler = claim_of(case) or NOTHING_STATED, case.handler
    number, others_got = group

    return Facts(
        kind=case.kind,
        stage=case.stage,
        manner=claim.manner or _manner_of(case),
        grade=case.grade,
        public_post=handler.public_post or handler.kind == HandlerKind.AGENCY,
        direct_costs=claim.direct_costs,
        costs=tuple((Cost(code).label, Decimal(yuan)) for code, yuan in claim.costs.items()),
        crossing=claim.crossing,
        difficult=claim.difficult,
        executed=claim.executed,
        gravest=claim.gravest,
        group_number=number,
        group_sum=others_got,
        file_took=_file_took(case),
        file_allowed=_file_allowed(case),
    )


def _manner_of(case):
    if case.outcome in SETTLED_OUTCOMES:
        return Manner.SETTLED
    if case.outcome not in (Outcome.CASE_WITHDRAWN, Outcome.TERMINATED):
        return Manner.ANY
    return Manner.IN_TRIAL if case.heard else Manner.BEFORE_TRIAL


def _file_took(case):
    """Days from the closing to the report of it."""
    if not case.reported_at or not case.closed_on:
        return 0
    return max((timezone.localdate(case.reported_at) - case.closed_on).days, 0)


def _file_allowed(case):
    """Days from the closing to the end of the case's own deadline for its file."""
    if not case.file_due or not case.closed_on:
        return 0
    return (timezone.localdate(case.file_due) - case.closed_on).days


def first_of(case):
    """The first case of the group this one belongs to, itself perhaps; None for a case of no group."""
    claim = claim_of(case)
    if claim and claim.group_of_id:
        return claim.group_of_id
    return case.pk if case.leads else None


def group_of(case):
    """(number, what the others got) of a case read by `with_facts` among those with the same facts. The first is paid in full whenever it is
    computed, as far as the ceiling of the group leaves room; (1, None) for a case of no group.
    """
    first = first_of(case)
    if first is None:
        return 1, None

    of_group = Q(case=first) | Q(case__claim__group_of=first)
    others = Calculation.objects.live().filter(of_group).exclude(case=case)
    sums = others.aggregate(
        followers=Count("case", filter=~Q(case=first), distinct=True), total=Sum("total")
    )

    number = 1 if first == case.pk else sums["followers"] + 2
    return number, sums["total"] or ZERO


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
    mine = Q(handler=handler) | Q(share__handler=handler)
    closed = unpaid(states).filter(mine, closed_on__isnull=False)
    return closed.for_lists().order_by("closed_on")


def sums_of_handler(handler, year):
    """Yuan of a handler: in batches and not yet paid, and paid in a year."""
    rows = Calculation.objects.filter(handler=handler)
    underway = rows.unpaid().live()
    this_year = rows.paid().filter(payment__paid_on__year=year)
    return {
        "underway": underway.aggregate(total=Sum("total"))["total"],
        "this_year": this_year.aggregate(total=Sum("total"))["total"],
    }


def claimable(user):
    """Cases whose claim this person may state: the handler's own closed cases, or those of the subtree for finance."""
    if user.may("subsidies.own") or user.may("subsidies.prepare"):
        return reach_of(user)
    return Case.objects.none()


def siblings_of(case, user):
    """Closed cases of the same handler, one of which may be the first with the same facts."""
    others = claimable(user).filter(handler=case.handler).exclude(pk=case.pk)
    return others.exclude(closed_on=None)
