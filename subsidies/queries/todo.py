"""What of the money waits for a person: batches, proposals and standards whose next act is theirs."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from cases.enums import AIDED
from cases.models import Transfer
from stations.queries.station import station_of
from subsidies.enums import BatchState, PaymentState, ProposalKind
from subsidies.models import Batch, Calculation, Payment, Proposal, Standard
from subsidies.workflow import BATCH, PROPOSAL, STANDARD

from .batch import batches_for
from .calculation import claimable, first_payable
from .proposal import proposals_for
from .work import COUNTED, reimbursed

# steps on transfers in this state
NEEDS = {
    "book_return": PaymentState.SENT,
    "enter_paper": PaymentState.SENT,
    "retry": PaymentState.FAILED,
    "give_up": PaymentState.FAILED,
    "record_receipt": PaymentState.PAID,
}
ON_PAPER = {"confirm_paper", "refuse_paper"}  # once a return on paper is entered
URGENT = (
    "book_return",
    "confirm_paper",
    "retry",
)  # though the batch can be brought on without them


def nothing_to_do(batch):
    """Steps on transfers of which the batch has none."""
    return _idle(batch, set(batch.payments.due().values_list("state", flat=True)))


def _idle(batch, states):
    idle = {key for key, state in NEEDS.items() if state not in states}
    return idle if batch.paper_by_id else idle | ON_PAPER


def anothers(batch, user):
    """Whether another person is putting the amounts together: whoever steps in can no longer pay the batch."""
    is_maker = user.pk == batch.prepared_by_id or user.pk in batch.makers
    return batch.state == BatchState.PREPARED and not is_maker


def next_steps(workflow, subject, user, states=None):
    """What brings the subject on, of what this person may do: no refusals, nothing that can be left out, nothing another has in hand.

    `states`: of the transfers of a batch, where they were read before.
    """
    if workflow is BATCH and anothers(subject, user):
        return []

    steps = [step for step in workflow.available(subject, user) if not step.danger]
    on_transfers = any(step.key in NEEDS or step.key in ON_PAPER for step in steps)
    idle = ()
    if on_transfers:
        idle = nothing_to_do(subject) if states is None else _idle(subject, states)

    main = [step for step in steps if not step.minor or step.key in URGENT]
    return [step for step in main if step.key not in idle]


def disputes_for(user):
    """Objections this person may answer, the oldest first."""
    disputed = Calculation.objects.disputed()
    if not (user.may("subsidies.prepare") or user.may("subsidies.review")):
        return disputed.none()
    return disputed.filter(batch__in=batches_for(user)).order_by("disputed_at")


def _standards_for(user):
    standards = Standard.objects.unfinished()
    return standards if user.may("subsidies.view") else standards.none()


def _proposals_for(user):
    """With all that a line and its steps ask of them: a payment's share belongs to a case."""
    own = [field.attname for field in Proposal._meta.concrete_fields]
    rows = proposals_for(user).waiting().select_related(None).select_related("case")
    return rows.only(*own, "case__number", "case__recused")


DESKS = {
    BATCH: lambda user: batches_for(user).unfinished().select_related(None),
    PROPOSAL: _proposals_for,
    STANDARD: _standards_for,
}


def turns_of(workflow, user):
    """The subjects of this kind that wait for this person's role."""
    return DESKS[workflow](user).filter(turn=user.role)


def with_steps(workflow, subjects, user):
    """[(subject, its next steps)] of those that nothing forbids this person to bring on."""
    states = {}
    if workflow is BATCH and subjects:
        states = _states_of(subjects)
        _know_kept_out(subjects, user)

    found = [
        (subject, next_steps(workflow, subject, user, states.get(subject.pk, ())))
        for subject in subjects
    ]
    return [(subject, steps) for subject, steps in found if steps]


def _know_kept_out(batches, user):
    """Which of them hold a case this person keeps out of, asked once for all."""
    found = Batch.objects.kept_out(batches, user)
    for batch in batches:
        batch.kept_out_known = {user.pk: found.get(batch.pk, "")}


def _states_of(batches):
    """{batch id: states of its transfers}"""
    states = defaultdict(set)
    due = Payment.objects.due().filter(batch__in=batches).order_by()
    for batch, state in due.values_list("batch", "state").distinct():
        states[batch].add(state)
    return states


def shares_to_propose(user):
    """[Transfer] of whose part nobody has said anything: finance proposes it, or that there is none."""
    rows = replaced_for(user).select_related("before__user", "case__handler__user")
    return [row for row in rows if not (reimbursed(row.before) or reimbursed(row.case.handler))]


def replaced_for(user):
    """Transfers of handlers who were replaced and may have a part, before anything is said or paid."""
    if not user.may("funds.enter"):
        return Transfer.objects.none()
    said = Proposal.objects.filter(kind=ProposalKind.SHARE, case=OuterRef("case"))
    batched = Calculation.objects.live().filter(case=OuterRef("case"))

    open_cases = claimable(user).filter(state__in=AIDED)
    rows = Transfer.objects.filter(Q(percent=None) | Q(percent__gt=0), case__in=open_cases)
    return rows.filter(~Exists(said), ~Exists(batched))


def ready_to_compute(user, day):
    """(cases closed and graded by `day` that stand in no batch, COUNTED at the most, the batch under way that takes them in), for whoever
    computes."""
    station = station_of(user)
    if station is None or not user.may("subsidies.prepare"):
        return 0, None

    count = len(first_payable(station, COUNTED, day))
    if not count:
        return 0, None
    under_way = batches_for(user).filter(state=BatchState.PREPARED, prepared_by=user)
    return count, under_way.first()
