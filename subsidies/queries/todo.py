"""What of the money waits for a person: batches, proposals and standards whose next act is theirs."""

from collections import defaultdict

from stations.queries.station import station_of
from subsidies.enums import BatchState, PaymentState
from subsidies.models import Calculation, Payment, Standard
from subsidies.workflow import BATCH, PROPOSAL, STANDARD

from .batch import batches_for
from .calculation import first_payable
from .proposal import proposals_for
from .work import COUNTED

# steps on transfers in this state
NEEDS = {
    "book_return": PaymentState.SENT,
    "retry": PaymentState.FAILED,
    "give_up": PaymentState.FAILED,
    "record_receipt": PaymentState.PAID,
}
URGENT = ("book_return", "retry")  # though the batch can be brought on without them


def nothing_to_do(batch):
    """Steps on transfers of which the batch has none."""
    return _idle(set(batch.payments.due().values_list("state", flat=True)))


def _idle(states):
    return {key for key, state in NEEDS.items() if state not in states}


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
    on_transfers = any(step.key in NEEDS for step in steps)
    idle = ()
    if on_transfers:
        idle = nothing_to_do(subject) if states is None else _idle(states)

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
        states = _states_of(mine) if workflow is BATCH and mine else {}
        for subject in mine:
            if steps := next_steps(workflow, subject, user, states.get(subject.pk, ())):
                waiting.append((subject, steps))
    return waiting


def _states_of(batches):
    """{batch id: states of its transfers}"""
    states = defaultdict(set)
    due = Payment.objects.due().filter(batch__in=batches).order_by()
    for batch, state in due.values_list("batch", "state").distinct():
        states[batch].add(state)
    return states


def ready_to_compute(user, day):
    """(cases closed and graded by `day` that stand in no batch, COUNTED at the most, the batch under way that takes them in), for whoever
    computes."""
    station = station_of(user)
    if station is None or not user.may("subsidies.prepare"):
        return 0, None

    count = len(first_payable(station, day, COUNTED))
    if not count:
        return 0, None
    under_way = batches_for(user).filter(state=BatchState.PREPARED, prepared_by=user)
    return count, under_way.first()
