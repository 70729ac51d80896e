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
    """Objections this person may answer, the oldest first. On most days there is none, and then nothing more is asked."""
    disputed = Calculation.objects.disputed()
    may_answer = user.may("subsidies.prepare") or user.may("subsidies.review")
    if not may_answer or not disputed.exists():
        return disputed.none()
    return disputed.filter(batch__in=batches_for(user)).order_by("disputed_at").for_lists()


def waiting_for(user):
    """[(subject, its next steps)] of what lies on this person's desk: the role's turn, and nothing forbids it."""
    desks = [(BATCH, batches_for(user).unfinished()), (PROPOSAL, proposals_for(user).waiting())]
    if user.may("subsidies.view"):
        desks.append((STANDARD, Standard.objects.unfinished()))

    waiting = []
    for workflow, subjects in desks:
        mine = list(subjects.filter(turn=user.role))
        states = {}
        if workflow is BATCH and mine:
            states = _states_of(mine)
            _know_kept_out(mine, user)
        for subject in mine:
            if steps := next_steps(workflow, subject, user, states.get(subject.pk, ())):
                waiting.append((subject, steps))
    return waiting


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
    """[Transfer] of a handler who was replaced, of whose part nobody has said anything: finance proposes it, or that there is none."""
    if not user.may("funds.enter"):
        return []
    said = Proposal.objects.filter(kind=ProposalKind.SHARE, case=OuterRef("case"))
    batched = Calculation.objects.live().filter(case=OuterRef("case"))

    open_cases = claimable(user).filter(state__in=AIDED)
    rows = Transfer.objects.filter(Q(percent=None) | Q(percent__gt=0), case__in=open_cases)
    rows = rows.filter(~Exists(said), ~Exists(batched))
    people = rows.select_related("before__user", "case__handler__user")
    return [row for row in people if not (reimbursed(row.before) or reimbursed(row.case.handler))]


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
