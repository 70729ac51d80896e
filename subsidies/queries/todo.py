"""What of the money waits for a person: batches, proposals and standards whose next act is theirs."""

from subsidies.enums import BatchState, PaymentState
from subsidies.models import Calculation, Standard
from subsidies.workflow import BATCH, PROPOSAL, STANDARD

from .batch import batches_for
from .proposal import proposals_for

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
    states = set(batch.payments.due().values_list("state", flat=True))
    return {key for key, state in NEEDS.items() if state not in states}


def anothers(batch, user):
    """Whether another person is putting the amounts together: whoever steps in can no longer pay the batch."""
    is_maker = user.pk == batch.prepared_by_id or user.pk in batch.makers
    return batch.state == BatchState.PREPARED and not is_maker


def next_steps(workflow, subject, user):
    """What brings the subject on, of what this person may do: no refusals, nothing that can be left out, nothing another has in hand."""
    if workflow is BATCH and anothers(subject, user):
        return []

    steps = [step for step in workflow.available(subject, user) if not step.danger]
    on_transfers = any(step.key in NEEDS for step in steps)
    idle = nothing_to_do(subject) if on_transfers else ()

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
        for subject in subjects.filter(turn=user.role):
            if steps := next_steps(workflow, subject, user):
                waiting.append((subject, steps))
    return waiting
