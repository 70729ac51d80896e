"""Which batches a person may see, and a batch added up."""

from collections import defaultdict

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce

from cases.models import SubsidyPayment, Waiver
from cases.workflow import CASE
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.models import Job
from stations.queries.station import stations_for
from subsidies.enums import EXPENSE_OF, PaymentState, Service
from subsidies.law.calculation import ZERO
from subsidies.models import Batch, Calculation, Commitment

OF_A_UNIT = "unit_voucher"
ON_DUTY = (Service.DUTY, Service.CONSULTATION)
HELPED = (Service.DUTY_HELP, Service.DUTY_PERSON)
CALLED = (Service.CALLED_PERSON, Service.CALLED_DAY)
SUBMITTED = "batch.submit_batch"
SUBMITTED_OR_RETURNED = (
    SUBMITTED,
    "batch.return_batch",
    "batch.refuse_batch",
    "batch.revoke_batch",
)


def batches_for(user):
    if not user.may("subsidies.view"):
        return Batch.objects.none()
    return Batch.objects.filter(station__in=stations_for(user)).select_related(
        "fund", "station", "prepared_by"
    )


def sums_of(batch):
    """(number of calculations, yuan) of a batch as it stands."""
    sums = batch.calculations.aggregate(count=Count("pk"), total=Sum("total"))
    return sums["count"], (sums["total"] or ZERO).quantize(ZERO)


def by_unit(batch):
    """[{firm, firm__name, n, sum}] of a batch, by name of the unit."""
    rows = batch.calculations.values("firm", "firm__name").annotate(n=Count("pk"), sum=Sum("total"))
    return list(rows.order_by("firm__name"))


def units_of(batch):
    """[{firm, name, n, amount, payment}]: each unit with its transfer, once approved; one that was given up has no work left in the batch."""
    units = by_unit(batch)
    payments = list(batch.payments.select_related("firm").order_by("state", "number"))
    if not payments:
        return [_unit(row["firm"], row["firm__name"], row["n"], row["sum"]) for row in units]

    counts = {row["firm"]: row["n"] for row in units}
    return [
        _unit(row.firm_id, row.firm.name, counts.get(row.firm_id, 0), row.amount, row)
        for row in payments
    ]


def _unit(firm, name, count, amount, payment=None):
    return {"firm": firm, "name": name, "n": count, "amount": amount, "payment": payment}


def owed_units(batch):
    """Those units a transfer goes to."""
    return [unit for unit in by_unit(batch) if unit["sum"]]


def notice_days(batch):
    """How long its list is shown before paying, as the strictest of its standards asks; 0 where none does."""
    return batch.calculations.aggregate(days=Max("standard__notice_days"))["days"] or 0


def commitments_of(batch):
    """What its approvals set aside, the newest first: an approval that was withdrawn set it aside before."""
    rows = Commitment.objects.filter(reference__startswith=f"batch:{batch.pk}:")
    return rows.select_related("fund").order_by("-pk")


def sendings(batch):
    """[(number of the sending, transfers of it still at the bank)], the newest first."""
    sent = batch.payments.filter(state=PaymentState.SENT)
    rows = sent.values_list("sending").annotate(n=Count("pk"))
    return list(rows.order_by("-sending"))


def by_expense(calculations):
    """{ledger expense kind: yuan} of some calculations."""
    of_services = calculations.values_list("service").annotate(sum=Sum("total")).order_by()
    sums = defaultdict(lambda: ZERO)
    for service, amount in of_services:
        sums[EXPENSE_OF[service]] += amount
    return dict(sums)


def filling(batch):
    """The job that is adding to this batch, if one is at work."""
    return at_work(batch, "fill_batch")


def at_work(batch, *kinds):
    """The job of these kinds that is at work on this batch."""
    unfinished = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    return unfinished.filter(kind__in=kinds, args__batch=batch.pk).first()


def untold(batch):
    """Calculations that are paid and not yet recorded as 一案一补贴 of their case. A sealed dossier is not touched: what was paid
    again after a correction stands in the ledger only.
    """
    return _untold(batch.calculations).order_by("pk")


def _untold(calculations):
    recorded = SubsidyPayment.objects.filter(case=OuterRef("case"))
    recordable = CASE.steps["record_payment"].source
    rows = calculations.paid().filter(case__state__in=recordable, reverses=None)
    return rows.filter(~Exists(recorded))


def left_untold():
    """Batches with such calculations on which no job is at work: the one that was to tell their cases failed, or cases refused."""
    waiting = Batch.objects.filter(pk__in=_untold(Calculation.objects.all()).values("batch"))
    return [batch for batch in waiting if not at_work(batch, "tell_cases")]


def refused(batch, told):
    """[(calculation, why)] of the untold whose case refused when the job `told` came to it."""
    why = dict(told.result.get("refused", ()))
    return [(row, why[row.pk]) for row in untold(batch).filter(pk__in=why).select_related("case")]


WARNED = 20  # doubled days that are named


def doubled(batch):
    """[(row of this batch, what pays the same person's same day as well, wherever it stands)]: a duty and the help given on it or outside
    of it, a day of calls and the persons of it."""
    rows = Calculation.objects.live().filter(handler=OuterRef("handler"), on=OuterRef("on"))
    duties, helps, calls = (rows.filter(service__in=lot) for lot in (ON_DUTY, HELPED, CALLED))
    another = helps.exclude(pk=OuterRef("pk"))
    other_way = calls.exclude(service=OuterRef("service"))
    of_batch = batch.calculations.live().filter(service__in=(*ON_DUTY, *HELPED, *CALLED))
    twice = of_batch.annotate(
        other=Case(
            When(service__in=HELPED, then=_first(duties, another)),
            When(service__in=ON_DUTY, then=_first(helps, calls)),
            When(service__in=CALLED, then=_first(duties, other_way)),
        )
    ).filter(other__isnull=False)

    found = list(twice.for_lists().order_by("on", "pk")[: 2 * WARNED])
    others = Calculation.objects.for_lists().in_bulk([row.other for row in found])
    pairs = {frozenset((row.pk, row.other)): (row, others[row.other]) for row in found}
    return list(pairs.values())[:WARNED]


def _first(*lots):
    """The first row of the first of these that has one."""
    return Coalesce(*(Subquery(rows.values("pk")[:1]) for rows in lots))


def regraded(batch):
    """Calculations whose case was given another grade after they were computed."""
    of_cases = batch.calculations.filter(case__isnull=False, reverses=None)
    return of_cases.exclude(grade=F("case__grade"))


def restaged(batch):
    """Calculations whose case stands in another stage since they were computed."""
    of_cases = batch.calculations.filter(case__isnull=False, reverses=None)
    return of_cases.exclude(stage=F("case__stage"))


def held(batch):
    """Calculations of cases whose recipient said at the call back what nobody has looked into yet."""
    return batch.calculations.filter(case__held=True, reverses=None)


def waived(batch):
    """Calculations of cases whose 一案一补贴 the director waived after they were computed: nothing is due."""
    none_due = Waiver.objects.filter(case=OuterRef("case"), item="subsidy")
    return batch.calculations.filter(Exists(none_due), reverses=None)


def papers_of(batch):
    """[(paper, whether the approval it rests on was taken back)] but for those of the units."""
    approved = batch.approved_at
    rows = Paper.objects.filter(workflow="batch", subject_id=batch.pk).exclude(kind=OF_A_UNIT)
    return [(row, approved is None or row.issued_at < approved) for row in rows]


def vouchers_of(batch):
    """{unit: its 领款凭单} of the approval that stands."""
    rows = Paper.objects.filter(workflow="batch", subject_id=batch.pk, kind=OF_A_UNIT)
    return {row.facts["firm"]: row for row in rows.filter(issued_at=batch.approved_at)}


def last_return(events):
    """The event by which the batch last came back to be computed anew; None when it was submitted since."""
    moves = [event for event in events if event.verb in SUBMITTED_OR_RETURNED]
    submitted = not moves or moves[-1].verb == SUBMITTED
    return None if submitted else moves[-1]


def removed_since_computed(events):
    """What was removed since the last computing: the next one takes it in again."""
    removed = []
    for event in events:
        if event.verb == "batch.fill":
            removed = []
        elif event.verb == "batch.remove":
            removed.append(event.data["what"])
    return removed


def undecided(batch):
    """Calculations with an objection nobody has answered."""
    return Calculation.objects.filter(batch=batch).disputed()
